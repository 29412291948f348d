import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntitySchema } from 'typeorm';
import type { Log } from '#libs/log';
import type { Discrepancy } from './check-log.js';
import { Checkpoints } from './checkpoint.js';
import { migrate, openReader, openWriter } from './database.js';
import { createIndexWriter } from './index-writer.js';
import { TABLES } from './models/tables.js';
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
 * Builds the index of a log's first events anew, in a temporary file, and compares the one at `path` with it, row by row of each table, and the words that are
 * searched. Memory does not grow with the index; the temporary file is as large as it.
 * @param onProgress events that were projected, and of how many
 * @returns the first row, table after table, that differs
 */
export async function compareIndex(log: Log, path: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<Discrepancy | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-verify-'));
  const reader = await openReader(path);
  const sql = sqlOf(reader);
  try {
    // One snapshot, so that whoever writes meanwhile changes nothing of what is compared.
    sql.exec('BEGIN');
    const size = (sql.get<{ last: number | null }>('SELECT max(seq) AS last FROM events')?.last ?? -1) + 1;
    const fresh = join(folder, 'index.db');
    await buildAnew(log, size, fresh, onProgress);
    const found = differenceBetween(sql, fresh);
    return found !== undefined && (await isRedactedFrom(log, size)) ? undefined : found;
  } finally {
    await reader.destroy();
    await rm(folder, { recursive: true });
  }
}

async function buildAnew(log: Log, size: number, path: string, onProgress: (done: number, total: number) => void): Promise<void> {
  const connection = await openWriter(path);
  await migrate(connection);
  const writer = createIndexWriter(connection);
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

/** Each word that is searched must stand in as many statements, and as often. */
function differingWords(sql: Sql): Discrepancy | undefined {
  for (const schema of ['main', 'fresh']) sql.exec(`CREATE VIRTUAL TABLE temp.words_${schema} USING fts5vocab(${schema}, statements_search, row)`);
  const words = (from: string, without: string) => `SELECT * FROM words_${from} EXCEPT SELECT * FROM words_${without}`;
  const word = sql.get<{ term: string }>(`SELECT term FROM (${words('main', 'fresh')}) UNION SELECT term FROM (${words('fresh', 'main')}) LIMIT 1`);
  return word && { seq: 0, what: `the index finds "${word.term}" in other statements than the ledger has`, against: 'index' };
}

/** Whether a redaction was recorded that the index had not taken yet: rows are then gone of which it was right that they were there. */
async function isRedactedFrom(log: Log, size: number): Promise<boolean> {
  for (let at = size; ; ) {
    const events = await log.read(at, PAGE);
    if (events.length === 0) return false;
    if (events.some(isRedaction)) return true;
    at += events.length;
  }
}
