import { access } from 'node:fs/promises';
import type { Hash } from '#libs/proof';
import type { CheckpointRow } from './checkpoint.js';
import { openReader } from './database.js';
import { isPostgres } from './place.js';
import { type Sql, sqlOf } from './sql.js';

/** What the index at a path has taken from the log, as it stands: nothing is brought up to date, and nothing repaired. */
export interface Indexed {
  /** Where it says that it stands; undefined where that is lost. */
  checkpoint: CheckpointRow | undefined;
  /** How many events it holds. */
  size: number;
  /** Heads from `fromSeq` on, as they were taken. */
  heads(fromSeq: number, limit: number): { seq: number; head: string }[];
  /** Nodes of the tree, by the order in which events completed them. */
  nodes(from: number, limit: number): { number: number; hash: Hash }[];
}

export function indexedIn(sql: Sql): Indexed {
  return {
    ...sql.snapshot(() => ({
      checkpoint: sql.get<CheckpointRow>('SELECT * FROM checkpoint WHERE id = 1'),
      size: (sql.get<{ last: number | null }>('SELECT max(seq) AS last FROM events')?.last ?? -1) + 1,
    })),
    heads: (fromSeq, limit) => sql.all('SELECT seq, head FROM events WHERE seq >= ? ORDER BY seq LIMIT ?', fromSeq, limit),
    nodes: (from, limit) => sql.all('SELECT number, hash FROM tree_nodes WHERE number >= ? ORDER BY number LIMIT ?', from, limit),
  };
}

/** Opens the index to be read; undefined where there is none. */
export async function openIndexed(place: string): Promise<{ indexed: Indexed; close(): Promise<void> } | undefined> {
  const sql = await openSqlIn(place);
  if (sql === undefined) return undefined;
  try {
    return { indexed: indexedIn(sql), close: () => sql.close() };
  } catch (error) {
    await sql.close();
    throw error;
  }
}

/** A connection to the index that only reads; undefined where there is none. */
export async function openSqlIn(place: string): Promise<Sql | undefined> {
  if (isPostgres(place)) return (await import('./postgres/open-reader.js')).openSqlIn(place);
  return (await access(place).then(() => true, () => false)) ? sqlOf(await openReader(place)) : undefined;
}
