import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Failure } from './failure.js';
import { fileFailure } from './input.js';

/** Folders that commands take: what is said to whoever names something else, so that the next attempt is the right one. */

/** What is there, as far as this user may see it. */
function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    return statSync(resolve(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

/** A folder that can't be read. @param instead what to name in place of a file */
export function folderFailure(path: string, error: unknown, instead: (file: string) => string): Failure {
  return kindOf(path) === 'file' ? new Failure('unreadable-input', `${path} is a file: ${instead(path)}`) : fileFailure(path, error);
}

/** @throws Failure where a file stands at what an option takes for a folder; one that is not there yet is as good as one that is */
export function requireFolder(path: string, option: string): void {
  if (kindOf(path) === 'file') throw new Failure('bad-setting', `${path} is a file: ${option} names a folder`);
}

/** @throws Failure where a log is the folder of a ledger, which is what other commands are given */
export function requireLedgerFile(log: string): void {
  const [, path] = /^sqlite:(.+)$/s.exec(log) ?? [];
  if (path !== undefined && kindOf(path) === 'folder') throw new Failure('bad-setting', `${log} is a folder: name the file in it, sqlite:${join(path, 'ledger.db')}`);
}

/** What to do with a file in place of a case. */
export function insteadOfCase(file: string): string {
  const name = basename(file);
  const folder = dirname(file);
  switch (extname(name).toLowerCase()) {
    case '.zip':
      return `unpack a case that was sent so, and name the folder with its case.yaml; what parley export --bundle wrote is checked by parley verify ${file}, and is not imported`;
    case '.jsonl':
    case '.ndjson':
      return 'a case is a folder with a case.yaml; events that were exported are not imported, parley copy takes a whole ledger elsewhere';
    case '.yaml':
    case '.yml':
    case '.csv':
      if (existsSync(join(folder, 'case.yaml'))) return `name the folder of its case: parley import ${folder}`;
      return `a case is a folder with a case.yaml; ${name.endsWith('csv') ? 'put the list there, name it in case.yaml' : 'put this there under that name'}, and import the folder`;
    default:
      return 'a case is a folder with a case.yaml and its lists: name that';
  }
}

/** What a folder without a case.yaml may have in its place. */
export function noCaseIn(folder: string): Failure {
  const entries = readdirSync(folder).sort();
  const other = entries.find((name) => /^case\.ya?ml$/i.test(name));
  const below = entries.find((name) => existsSync(join(folder, name, 'case.yaml')));
  const hint = other === undefined ? (below === undefined ? '' : `; ${join(folder, below)} does`) : `; ${other} has to be named case.yaml`;
  return new Failure('file-not-found', `there is no case.yaml in ${folder}: a case is a folder that holds one${hint}`);
}
