import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from '@jest/globals';
import { itWhenBuilt } from '../support/when-built.js';

/** The built server as a process of its own, where the drivers of PostgreSQL and KurrentDB can't be found. */
function startWithoutDrivers(env: Record<string, string>) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARLEY_') && name !== 'NODE_OPTIONS'));
  const words = ['--import', './test/support/without-drivers.mjs', 'dist/apps/api/src/main.js'];
  return spawn(process.execPath, words, { env: { ...own, PARLEY_PORT: '0', PARLEY_SHIPPED_CASES: 'false', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

itWhenBuilt('the server starts and serves on SQLite where no driver of another log is installed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-without-'));
  const server = startWithoutDrivers({ PARLEY_DATA: folder });
  const ended = new Promise<number | null>((resolve) => server.on('close', resolve));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      server.stdout.setEncoding('utf8').on('data', (said: string) => resolve(/http:\/\/[\d.:]+/.exec(said)![0]));
      server.on('close', () => reject(new Error('the server did not start')));
    });
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ ready: true })]);
    expect((await fetch(`${url}/api/v1/negotiations`)).status).toBe(200);
  } finally {
    server.kill();
    await ended;
    await rm(folder, { recursive: true });
  }
});

itWhenBuilt('it says what is missing where such a log is configured', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-without-'));
  const server = startWithoutDrivers({ PARLEY_DATA: folder, PARLEY_LOG: 'kurrentdb://localhost:2113?tls=false' });
  const ended = new Promise<number | null>((resolve) => server.on('close', resolve));
  expect(await text(server.stderr)).toContain("the log's driver @kurrent/kurrentdb-client can't be loaded here: npm install @kurrent/kurrentdb-client");
  expect(await ended).toBe(1);
  await rm(folder, { recursive: true });
});
