import { isLogConflict, type Log } from '#libs/log';
import { canonicalJson, parseCheckpointText, parseNote, toBase64 } from '#libs/proof';
import type { SignedCheckpoint } from './checkpoint-store.js';

/**
 * Where servers on several machines put up what one of them has signed, before they show it: a log of checkpoints beside that of events. Only one of them can put up the
 * next, and only one that has seen all before it; so they sign one after another, and never two histories.
 */
export interface CheckpointBoard {
  /** Where it is, for messages. */
  readonly name: string;
  /** Those from place `from` on, in the order in which they were put up. */
  read(from: number): Promise<SignedCheckpoint[]>;
  /** Puts one up at `place`, for good. @returns false where another is there already */
  put(place: number, checkpoint: SignedCheckpoint): Promise<boolean>;
  close(): Promise<void>;
}

/** How many are read at a time. */
const PAGE = 500;

/** @param log that holds nothing else */
export function createBoard(log: Pick<Log, 'name' | 'append' | 'read' | 'close'>): CheckpointBoard {
  return {
    name: log.name,
    async read(from) {
      const events = await log.read(from, PAGE);
      return events.map(({ head }) => signedIn((JSON.parse(head) as { note: string }).note));
    },
    async put(place, { size, note }) {
      const id = `checkpoint-${size}`;
      try {
        await log.append(place, [{ seq: place, id, head: canonicalJson({ id, note, seq: place }), body: null }]);
        return true;
      } catch (error) {
        if (!isLogConflict(error)) throw error;
        return false;
      }
    },
    close: () => log.close(),
  };
}

function signedIn(note: string): SignedCheckpoint {
  const { size, root } = parseCheckpointText(parseNote(note).text);
  return { size, root: toBase64(root), note };
}
