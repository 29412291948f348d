import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#libs/log';
import { differingRow } from './compare-rows.js';
import { migrate, openReader, openWriter } from './database.js';
import type { Discrepancy } from './discrepancy.js';
import { createIndexWriter } from './index-writer.js';
import { openSqlIn } from './open-indexed.js';
import { isRedaction } from './projector.js';
import { searchOf } from './search/engines.js';
import { type Sql, sqlOf } from './sql.js';

/** Events read, and projected, at a time. */
const PAGE = 500;

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
    const found = await differenceTo(fresh, sql);
    const redaction = found === undefined ? undefined : await redactionFrom(log, size);
    if (redaction === undefined) return found;
    return { seq: redaction, what: `the index is ${(await log.head()) - size} events behind and has not taken this redaction, so that its rows can't be compared: run again when it has caught up (whatever opens the ledger next sees to that)`, against: 'index' };
  } finally {
    await sql.close();
    await rm(folder, { recursive: true });
  }
}

async function differenceTo(path: string, sql: Sql): Promise<Discrepancy | undefined> {
  const fresh = sqlOf(await openReader(path));
  try {
    return differingRow(sql, fresh) ?? searchOf(sql).difference(sql, path);
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
