import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { itWhenBuilt } from '../support/when-built.js';

const run = promisify(execFile);

itWhenBuilt('the built program writes ledger and index in threads where it writes much, and shows what was just written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-built-'));
  const { stdout } = await run(process.execPath, ['test/contract/built.mjs', folder], { env: { ...process.env, NODE_OPTIONS: '' } });
  expect(JSON.parse(stdout)).toEqual({ shown: 'last', left: 252 });
  await rm(folder, { recursive: true });
});

// Whoever keeps it running starts it again where it failed, and not where it was stopped. Linux alone tells by /proc which process its server is.
(process.platform === 'linux' ? itWhenBuilt : it.skip).each([
  ['SIGKILL', 70, 'the server was killed (SIGKILL)'],
  ['SIGTERM', 0, ''],
] as const)('parley serve ends with what its server ended with: %s gives %i', async (signal, expected, told) => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-served-'));
  const shell = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'serve', '--data', folder, '--port', '0'], { env: { ...process.env, NODE_OPTIONS: '', PARLEY_SHIPPED_CASES: 'false' } });
  let said = '';
  shell.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(shell, 'close');
  await once(shell.stdout, 'data');
  const server = Number(await readFile(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8'));
  process.kill(server, signal);
  expect([(await ended)[0], said]).toEqual([expected, expect.stringContaining(told)]);
  await rm(folder, { recursive: true });
});
