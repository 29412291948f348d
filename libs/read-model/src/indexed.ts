import { access } from 'node:fs/promises';
import { readCheckpoint } from './checkpoint.js';
import { openReader } from './database.js';
import type { IndexPosition } from './read-model.js';
import { sqlOf } from './sql.js';

/** What the index at a path has taken from the log, as it stands: nothing is brought up to date, and nothing repaired. */
export interface Indexed {
  position: IndexPosition;
  /** Heads and bodies from `fromSeq` on, as they were taken. */
  events(fromSeq: number, limit: number): { seq: number; head: string; body: string | null }[];
  close(): Promise<void>;
}

/** Opens the index read-only; undefined where there is none. */
export async function openIndexed(path: string): Promise<Indexed | undefined> {
  if (!(await access(path).then(() => true, () => false))) return undefined;
  const reader = await openReader(path);
  const sql = sqlOf(reader);
  const { seq, root } = readCheckpoint(sql);
  return {
    position: { seq, root },
    events: (fromSeq, limit) => sql.all('SELECT seq, head, body FROM events WHERE seq >= ? ORDER BY seq LIMIT ?', fromSeq, limit),
    close: () => reader.destroy(),
  };
}
