import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { openLog } from '#libs/log';
import { openReadModel, type Progress } from '#libs/read-model';

const run = promisify(execFile);

it('a large append to a ledger in a thread of its own is refused as any other, and read as it was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-appending-'));
  const { stdout } = await run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/appending.ts', folder], { env: { ...process.env, NODE_OPTIONS: '' } });
  expect(JSON.parse(stdout)).toEqual({ threads: 1, refusals: [[250, null], [250, 'e0']], same: true });
  await rm(folder, { recursive: true });
});

it('an index that is written in a thread of its own shows each writer what it wrote, is rebuilt, halts and goes on, and is left whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-threaded-'));
  const { stdout } = await run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/threaded.ts', folder], { env: { ...process.env, NODE_OPTIONS: '' } });
  const { halted, position, size, ...said } = JSON.parse(stdout) as { halted: { state: string; position: { seq: number }; reason: string }; position: { seq: number }; size: number };
  const reason = `event ${position.seq} can't be indexed: UNIQUE constraint failed: claims.seq, claims.claim`;
  expect(said).toEqual({ threads: 1, alive: 0, unseen: 0, unseenLater: 0, refused: reason, shown: 1 });
  expect(halted).toMatchObject({ state: 'halted', reason, position });

  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  expect(await log.head()).toBe(size);
  // It was at the head when it was closed: opening it again builds nothing, and building it again changes nothing.
  const told: Progress[] = [];
  const index = await openReadModel(join(folder, 'index.db'), { log, onProgress: (progress) => told.push(progress) });
  expect(told).toEqual([]);
  const { root } = await index.readModel.position();
  expect((await index.indexer.rebuild()).root).toBe(root);
  await index.close();
  await log.close();
  await rm(folder, { recursive: true });
});
