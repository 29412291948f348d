import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../apps/cli/src/cli.js';

const PROGRAM = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const TYPESCRIPT = new URL('./typescript.mjs', import.meta.url).href;

export interface Outcome {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `parley` as a process of its own, from its sources. Its data folder is in `words` (`--data`), never in the environment of the tests. */
export function parley(words: readonly string[], input = ''): Promise<Outcome> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARLEY_') && name !== 'NODE_OPTIONS'));
  return run(process.execPath, ['--import', TYPESCRIPT, PROGRAM, ...words], { env, input });
}

/** Runs the same commands within this process: what many questions are asked with, since a process takes a second to start. */
export async function parleyHere(words: readonly string[], input = ''): Promise<Outcome> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const read = [text(stdout), text(stderr)] as const;
  const exitCode = await runCli(words, { stdin: Readable.from([input]), stdout, stderr, env: {} });
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await read[0], stderr: await read[1] };
}

/** Runs a program to its end. */
export function run(program: string, words: readonly string[], { env = process.env, cwd, input = '' }: { env?: NodeJS.ProcessEnv; cwd?: string; input?: string } = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env, ...(cwd === undefined ? {} : { cwd }) });
    const read = Promise.all([text(child.stdout), text(child.stderr)]);
    child.on('error', reject);
    child.on('close', (exitCode) => void read.then(([stdout, stderr]) => resolve({ exitCode, stdout, stderr }), reject));
    // A program that ends without reading its input is no failure here.
    child.stdin.on('error', () => undefined).end(input);
  });
}
