import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/application';
import { type Running, serve } from '../src/serve.js';
import { loggingTo } from '../../../test/support/logging.js';

const run = promisify(execFile);

let folder: string;
let running: Running;
const said: string[] = [];
const settings = (more: Record<string, string> = {}) => readSettings({ PARLEY_DATA: join(folder, 'data'), PARLEY_PORT: '0', ...more });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-serve-'));
  running = await serve(settings(), loggingTo(said));
});
afterAll(async () => {
  await running?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('starting up', () => {
  it('loads the shipped record into an empty ledger, and says so', () => {
    expect(said.at(-1)).toMatch(/^loaded the shipped record connecticut-2011: \d+ facts$/);
  });

  it('ends with two commands that work', async () => {
    const commands = running.greeting.filter((line) => line.startsWith('  curl '));
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const { stdout } = await run('sh', ['-c', command.replace('curl', 'curl --silent --fail')]);
      expect(stdout.length).toBeGreaterThan(100);
    }
  });

  it('serves over a real socket, with an answer to every request of a connection', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${running.url}/api/v1/negotiations/connecticut-2011/deadlines?at=2011-07-13&known=2011-07-13`)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
  });

  it('says plainly that a port is in use, or an address not its own', async () => {
    const port = new URL(running.url).port;
    const other = { PARLEY_DATA: join(folder, 'other'), PARLEY_SHIPPED_CASES: 'false' };
    await expect(serve(settings({ ...other, PARLEY_PORT: port }), loggingTo())).rejects.toThrow(`port ${port} on 127.0.0.1 is in use: stop what listens there, or set PARLEY_PORT to another port`);
    await expect(serve(settings({ ...other, PARLEY_HOST: '192.0.2.1' }), loggingTo())).rejects.toThrow(/192\.0\.2\.1 is not an address of this machine/);
  });

  it('leaves a ledger that has facts as it is', async () => {
    const data = { PARLEY_DATA: join(folder, 'again') };
    const first = await serve(settings(data), loggingTo());
    const before = await (await fetch(`${first.url}/health/ready`)).json();
    await first.close();
    const second = await serve(settings(data), loggingTo());
    expect(await (await fetch(`${second.url}/health/ready`)).json()).toEqual(before);
    await second.close();
  });
});
