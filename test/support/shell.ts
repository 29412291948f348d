import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Ran } from '../../apps/cli/test/run.js';

const PROGRAM = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const TYPESCRIPT = new URL('./typescript.mjs', import.meta.url).href;

/** The words with which Node.js runs `parley` from its sources. */
export const TYPESCRIPT_PARLEY = ['--import', TYPESCRIPT, PROGRAM];

/** Runs `parley` as a process of its own, from its sources, with these of its settings alone. Its data folder is in `words` (`--data`), never in the environment of the tests. */
export function parleyProcess(words: readonly string[], settings: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARLEY_') && name !== 'NODE_OPTIONS'));
  return run(process.execPath, [...TYPESCRIPT_PARLEY, ...words], { env: { ...env, ...settings } });
}

/** Runs a program to its end. @throws where it can't be started, or is ended by a signal */
export function run(program: string, words: readonly string[], { env = process.env, cwd = process.cwd() }: { env?: NodeJS.ProcessEnv; cwd?: string }): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const read = Promise.all([text(child.stdout), text(child.stderr)]);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null) reject(new Error(`${program} was ended by ${signal}`));
      else read.then(([out, err]) => resolve({ code, out, err }), reject);
    });
  });
}
