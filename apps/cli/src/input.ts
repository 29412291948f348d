import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure, placed } from './failure.js';

/** A file's error in words that say what to do. */
export function fileFailure(path: string, error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Failure('file-not-found', `there is no ${path}`);
  if (code === 'EISDIR' || code === 'ENOTDIR') return new Failure('unreadable-input', `${path} is ${code === 'EISDIR' ? 'a folder, where a file is needed' : 'no folder'}`);
  return new Failure('unreadable-input', `${path} can't be read: ${message}`);
}

/** @throws Failure file-not-found, unreadable-input */
export function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => Promise.reject(fileFailure(file, error)));
}

/**
 * Reads JSON or YAML (1.2, of which JSON is a part) from a file, or from stdin where there is none or it is `-`.
 * @throws Failure file-not-found, unreadable-input
 */
export async function readInput(stdin: NodeJS.ReadableStream, file: string | undefined): Promise<{ value: unknown; name: string }> {
  const fromStdin = file === undefined || file === '-';
  const name = fromStdin ? 'stdin' : file;
  const words = fromStdin ? await text(stdin) : await textOf(file);
  const { readYaml } = await import('#libs/formats');
  const { value, problems } = readYaml(name, words);
  if (problems.length === 0) return { value, name };
  throw new Failure('unreadable-input', `${name} can't be read as JSON or YAML`, problems.map(placed));
}
