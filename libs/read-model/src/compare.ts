import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntitySchema } from 'typeorm';
import type { Log } from '#libs/log';
import type { Discrepancy } from './check-log.js';
import { Checkpoints } from './checkpoint.js';
import { migrate, openReader, openWriter } from './database.js';
import { createIndexWriter } from './index-writer.js';
import { openSqlIn } from './open-indexed.js';
import { TABLES } from './models/tables.js';
import { isPostgres } from './place.js';
import { isRedaction } from './projector.js';
import { type Sql, sqlOf } from './sql.js';
import { columnsOf, keyOf } from './table.js';

/** Events read, and projected, at a time. */
const PAGE = 500;

/** Of tables without `seq`: the newest event that a row was made from. */
const NEWEST = '(SELECT newest_seq FROM fresh.facts WHERE id = r.fact)';
const SEQ_OF: Readonly<Record<string, string>> = {
  checkpoint: 'r.seq - 1', facts: 'r.newest_seq', negotiations: 'r.opened_seq - 1', horizons: 'r.last_seq', status_moves: NEWEST, batches: NEWEST, batch_parts: NEWEST, tree_nodes: 'r.number / 2',
};

/**
 * Builds the index of a log's first events anew, in a temporary file, and compares the one at `place` with it, row by row of each table, and word by word of what
 * is searched. Memory does not grow with the index; the temporary file is as large as it.
 * @param onProgress events that were projected, and of how many
 * @returns the first row, table after table, that differs; or that the index lacks a redaction, without which nothing can be said
 */
export async function compareIndex(log: Log, place: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<Discrepancy | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-verify-'));
  const sql = (await openSqlIn(place))!;
  try {
    // One snapshot, so that whoever writes meanwhile changes nothing of what is compared.
    sql.beginSnapshot();
    const size = (sql.get<{ last: number | null }>('SELECT max(seq) AS last FROM events')?.last ?? -1) + 1;
    const fresh = join(folder, 'index.db');
    await buildAnew(log, size, fresh, onProgress);
    const found = isPostgres(place) ? await differenceInPostgres(sql, fresh) : differenceBetween(sql, fresh);
    const redaction = found === undefined ? undefined : await redactionFrom(log, size);
    if (redaction === undefined) return found;
    return { seq: redaction, what: `the index is ${(await log.head()) - size} events behind and has not taken this redaction, so that its rows can't be compared: run again when it has caught up (whatever opens the ledger next sees to that)`, against: 'index' };
  } finally {
    await sql.close();
    await rm(folder, { recursive: true });
  }
}

async function differenceInPostgres(sql: Sql, path: string): Promise<Discrepancy | undefined> {
  const { differenceTo } = await import('./postgres/compare.js');
  const fresh = sqlOf(await openReader(path));
  try {
    return differenceTo(fresh, sql);
  } finally {
    await fresh.close();
  }
}

async function buildAnew(log: Log, size: number, path: string, onProgress: (done: number, total: number) => void): Promise<void> {
  const connection = await openWriter(path);
  await migrate(connection);
  const writer = createIndexWriter(sqlOf(connection));
  await writer.beginRebuild();
  for (let at = 0; at < size; ) {
    const events = await log.read(at, Math.min(PAGE, size - at));
    if (events.length === 0) throw new Error(`the log ends at ${at}, and ${size} events were indexed`);
    await writer.addToRebuild(events);
    at += events.length;
    onProgress(at, size);
  }
  await writer.endRebuild();
  await writer.close();
}

/** Rows that only one of the two has, or that differ; found by their keys, one after the other. */
function differenceBetween(sql: Sql, fresh: string): Discrepancy | undefined {
  sql.run('ATTACH ? AS fresh', fresh);
  for (const entity of [Checkpoints, ...TABLES] as EntitySchema<object>[]) {
    const name = entity.options.tableName!;
    const key = keyOf(entity);
    const columns = columnsOf(entity).map(({ column }) => column);
    const on = key.map((column) => `o.${column} = r.${column}`).join(' AND ');
    const differing = columns.map((column) => `iif(r.${column} IS NOT o.${column}, '${column} ', '')`).join(' || ');
    const first = (from: string, to: string): Row | undefined => sql.get<Row>(
      `SELECT coalesce(${SEQ_OF[name] ?? 'r.seq'}, 0) AS seq, ${key.map((column) => `r.${column}`).join(" || ' ' || ")} AS place, o.${key[0]} IS NULL AS isAlone, ${differing} AS differing
        FROM ${from}.${name} r LEFT JOIN ${to}.${name} o ON ${on} WHERE ${columns.map((column) => `r.${column} IS NOT o.${column}`).join(' OR ')} LIMIT 1`,
    );
    const [there, made] = [first('main', 'fresh'), first('fresh', 'main')];
    const row = made ?? there;
    if (row === undefined) continue;
    const what = row.isAlone === 0 ? `differs from what the ledger gives in ${row.differing.trim().replaceAll(' ', ', ')}` : made === undefined ? 'comes from no event of the ledger' : 'is missing';
    return { seq: row.seq, what: `the index's row ${row.place} of ${name} ${what}`, against: 'index' };
  }
  return differingWords(sql);
}

interface Row {
  seq: number;
  place: string;
  isAlone: 0 | 1;
  differing: string;
}

/** Each word that is searched must stand in the same places of the same statements. */
function differingWords(sql: Sql): Discrepancy | undefined {
  for (const schema of ['main', 'fresh']) sql.exec(`CREATE VIRTUAL TABLE temp.words_${schema} USING fts5vocab(${schema}, statements_search, instance)`);
  // Rows of the two are numbered apart.
  const words = (schema: string): string => `SELECT s.seq, s.claim, col, "offset", term FROM words_${schema} LEFT JOIN ${schema}.statements s ON s.id = doc`;
  const first = (from: string, without: string) => sql.get<{ seq: number; term: string }>(`SELECT coalesce(seq, 0) AS seq, term FROM (${words(from)} EXCEPT ${words(without)}) LIMIT 1`);
  const [lacking, added] = [first('fresh', 'main'), first('main', 'fresh')];
  if (lacking !== undefined) return { seq: lacking.seq, what: `the index does not find "${lacking.term}" where the ledger has it`, against: 'index' };
  return added && { seq: added.seq, what: `the index finds "${added.term}" where the ledger does not have it`, against: 'index' };
}

/** The first redaction that the index has not taken yet: of the rows that come from what it erased it was right that they were there. */
async function redactionFrom(log: Log, size: number): Promise<number | undefined> {
  for (let at = size; ; ) {
    const events = await log.read(at, PAGE);
    if (events.length === 0) return undefined;
    const redaction = events.find(isRedaction);
    if (redaction !== undefined) return redaction.seq;
    at += events.length;
  }
}
