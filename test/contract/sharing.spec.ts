import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from '@jest/globals';
import { openLog } from '#libs/log';
import { checkLog, compareIndex, openIndexed } from '#libs/read-model';
import { describeOnPostgres } from '../support/on-postgres.js';

const ENOUGH = 6;

const started: ChildProcess[] = [];

function start(folder: string, url: string, lane: number, submits: number): ChildProcess {
  const child = spawn(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/sharing.ts', folder, url, String(lane), String(submits)], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

/** Waits until the process has written so often, and seen each time what it wrote. */
async function written(child: ChildProcess, submits: number): Promise<void> {
  for await (const line of createInterface({ input: child.stdout! })) if (Number(line) >= submits) return;
  throw new Error(`it ended before ${submits} submits`);
}

describeOnPostgres('processes that share an index in PostgreSQL', (postgres) => {
  // One that is left over would write on, and keep this process.
  afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

  it('each find what they wrote, also when the one that writes the index is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-sharing-'));
    const url = await postgres.createDatabase();
    const first = start(folder, url, 0, 100_000);
    await written(first, 3);
    const second = start(folder, url, 1, ENOUGH * 2);
    const ended = once(second, 'exit');
    await written(second, ENOUGH);
    first.kill('SIGKILL');
    expect(await ended).toEqual([0, null]);

    const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
    const index = (await openIndexed(url))!;
    // The killed one may have written what nobody has indexed since.
    expect((await checkLog(log, { indexed: index.indexed })).found).toBeUndefined();
    expect(index.indexed.size).toBeGreaterThanOrEqual(ENOUGH * 2);
    await index.close();
    expect(await compareIndex(log, url)).toBeUndefined();
    await log.close();
    await rm(folder, { recursive: true });
  });
});
