import { access } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { NoteRefused, openCheckpoint, openNote, parseVerifierKey, toBase64, type VerifierKey, verifierKeyText } from '#libs/proof';
import type { SignedCheckpoint } from './checkpoint-store.js';

/** The checkpoints that had been signed when the file was opened, read beside whoever signs more. */
export interface KeptCheckpoints {
  /** The verifier keys that lie beside them. Whoever can write the file can exchange both. */
  keys: string[];
  newest: SignedCheckpoint | undefined;
  /** The next larger one. */
  after(size: number): SignedCheckpoint | undefined;
  /** The largest checkpoint that a witness cosigned, and when (seconds since 1970), as far as its cosignature verifies. */
  cosignedBy(witness: VerifierKey): { size: number; time: number } | undefined;
  close(): void;
}

interface Cosigned {
  size: number;
  note: string;
}

/**
 * Opens the file read-only; undefined where there is none.
 * @throws Error with code `unreadable-input` where it is something else
 */
export async function openKeptCheckpoints(path: string): Promise<KeptCheckpoints | undefined> {
  if (!(await access(path).then(() => true, () => false))) return undefined;
  const database = new Database(path, { readonly: true });
  try {
    return readingFrom(database);
  } catch (error) {
    database.close();
    throw Object.assign(new Error(`${path} is no file of signed checkpoints, or a damaged one (${(error as Error).message}): put the right file back`, { cause: error }), { code: 'unreadable-input' });
  }
}

function readingFrom(database: Database.Database): KeptCheckpoints {
  const newest = database.prepare<[], SignedCheckpoint>('SELECT size, root, note FROM checkpoints ORDER BY size DESC LIMIT 1').get();
  const after = database.prepare<[number, number], SignedCheckpoint>('SELECT size, root, note FROM checkpoints WHERE size > ? AND size <= ? ORDER BY size LIMIT 1');
  const cosigned = database.prepare<[string, number], Cosigned>(
    'SELECT size, note || line || char(10) AS note FROM cosignatures JOIN checkpoints USING (size) WHERE witness = ? AND size <= ? ORDER BY size DESC',
  );
  return {
    keys: database.prepare<[], string>('SELECT verifier FROM keys ORDER BY number').pluck().all(),
    newest,
    after: (size) => after.get(size, newest?.size ?? -1),
    cosignedBy(witness) {
      for (const { size, note } of cosigned.iterate(verifierKeyText(witness), newest?.size ?? -1)) {
        const time = timeOf(note, witness);
        if (time !== undefined) return { size, time };
      }
      return undefined;
    },
    close: () => void database.close(),
  };
}

function timeOf(note: string, witness: VerifierKey): number | undefined {
  try {
    return openNote(note, [witness]).signatures.at(-1)?.time;
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error;
    return undefined;
  }
}

/** Why a kept checkpoint is not to be believed, none of `keys` having signed it as it is kept; undefined where it is. */
export function refusalOf({ size, root, note }: SignedCheckpoint, keys: readonly string[]): string | undefined {
  try {
    const signed = openCheckpoint(note, { logs: keys.map(parseVerifierKey) });
    return signed.size === size && toBase64(signed.root) === root ? undefined : 'it is kept under another size or root than was signed';
  } catch (error) {
    if (!(error instanceof NoteRefused)) throw error;
    return error.message;
  }
}
