import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** On the disk that the repository is on: the system's folder for temporary files may be memory. */
const CACHE = join(import.meta.dirname, '..', '.cache');

/** Where large ledgers are kept from one run to the next. */
export function keptPath(name: string): string {
  mkdirSync(CACHE, { recursive: true });
  return join(CACHE, name);
}

/** Runs some work with a folder of its own, which is deleted afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'run-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
