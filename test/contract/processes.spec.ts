import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { openLog } from '#libs/log';
import { take } from '../../libs/log/src/testing/events.js';

const run = promisify(execFile);

it('processes that share a SQLite ledger lose nothing, and a follower in another one sees all of it once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-processes-'));
  const url = `sqlite:${join(folder, 'ledger.db')}`;
  const writers = ['ann', 'ben', 'cem'];
  // Nobody has made the file yet: whoever comes first does, and this process may be second.
  const writing = writers.map((name) => run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/writer.ts', url, name, '60', '3'], { env: { ...process.env, NODE_OPTIONS: '' } }));
  const log = await openLog(url);
  const followed = take(log.follow(0), 183);
  await Promise.all(writing);

  const events = await log.read(0, 1_000);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 183 }, (_, n) => n));
  for (const name of writers) {
    expect(events.map(({ id }) => id).filter((id) => id.startsWith(name))).toEqual([`${name}-ready`, ...Array.from({ length: 60 }, (_, n) => `${name}-${n}`)]);
  }
  const turns = events.filter(({ id }, n) => n > 0 && id.split('-')[0] !== events[n - 1]!.id.split('-')[0]);
  expect(turns.length).toBeGreaterThan(10);
  expect(await followed).toEqual(events);
  await log.close();
  await rm(folder, { recursive: true });
});
