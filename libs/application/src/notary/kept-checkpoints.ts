import { access } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { isNoteRefused, openCheckpoint, parseVerifierKey, toBase64 } from '#libs/proof';
import type { SignedCheckpoint } from './checkpoint-store.js';

/** The checkpoints that had been signed when the file was opened, read beside whoever signs more. */
export interface KeptCheckpoints {
  /** Every verifier key that ever signed. */
  keys: string[];
  /** The next larger one. */
  after(size: number): SignedCheckpoint | undefined;
  close(): void;
}

/** Opens the file read-only; undefined where there is none. */
export async function openKeptCheckpoints(path: string): Promise<KeptCheckpoints | undefined> {
  if (!(await access(path).then(() => true, () => false))) return undefined;
  const database = new Database(path, { readonly: true });
  const newest = database.prepare<[], number | null>('SELECT max(size) FROM checkpoints').pluck().get() ?? -1;
  const after = database.prepare<[number, number], SignedCheckpoint>('SELECT size, root, note FROM checkpoints WHERE size > ? AND size <= ? ORDER BY size LIMIT 1');
  return {
    keys: database.prepare<[], string>('SELECT verifier FROM keys ORDER BY number').pluck().all(),
    after: (size) => after.get(size, newest),
    close: () => void database.close(),
  };
}

/** Why a kept checkpoint is not to be believed, none of `keys` having signed it as it is kept; undefined where it is. */
export function refusalOf({ size, root, note }: SignedCheckpoint, keys: readonly string[]): string | undefined {
  try {
    const signed = openCheckpoint(note, { logs: keys.map(parseVerifierKey) });
    return signed.size === size && toBase64(signed.root) === root ? undefined : 'it is kept under another size or root than was signed';
  } catch (error) {
    if (!isNoteRefused(error)) throw error;
    return error.message;
  }
}
