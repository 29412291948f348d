import { access } from 'node:fs/promises';
import { openReader } from './database.js';
import { indexedIn, type OpenIndexed } from './indexed.js';
import { isPostgres } from './place.js';
import { type Sql, sqlOf } from './sql.js';

/**
 * Opens the index to be read; undefined where there is none.
 * @param threaded whether a database may not keep this thread waiting
 */
export async function openIndexed(place: string, threaded = false): Promise<OpenIndexed | undefined> {
  if (threaded && isPostgres(place)) return (await import('./postgres/open-reader.js')).openThreadedIndexed(place);
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
