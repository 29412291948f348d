import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCli } from '../src/cli.js';

export const CONNECTICUT = fileURLToPath(new URL('../../../cases/connecticut-2011', import.meta.url));

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/**
 * Runs `parley` with streams of its own: neither is a terminal.
 * @param watched whether stderr is one all the same
 */
export async function parley(argv: readonly string[], { stdin = '', env = {}, watched = false }: { stdin?: string; env?: NodeJS.ProcessEnv; watched?: boolean } = {}): Promise<Ran> {
  const [input, stdout, stderr] = [new PassThrough(), new PassThrough(), Object.assign(new PassThrough(), { isTTY: watched })];
  input.end(stdin);
  const [out, err] = [text(stdout), text(stderr)];
  const code = await runCli(argv, { stdin: input, stdout, stderr, env });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

/** A folder that `work` may fill, removed after it. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
