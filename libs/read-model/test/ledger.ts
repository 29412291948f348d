import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import Database from 'better-sqlite3';
import type { LedgerEvent } from '#libs/domain';
import { type Log, openLog, type StoredEvent } from '#libs/log';
import { canonicalJson } from '#libs/proof';
import { openReadModel, type OpenReadModel } from '../src/open.js';

export function stored(events: readonly LedgerEvent[]): StoredEvent[] {
  return events.map(({ head, body }) => ({ seq: head.seq, id: head.id, head: canonicalJson(head), body: body === null ? null : canonicalJson(body) }));
}

/** A log in memory that holds these events. */
export async function logOf(events: readonly LedgerEvent[]): Promise<Log> {
  return logOfStored(stored(events));
}

export async function logOfStored(events: readonly StoredEvent[]): Promise<Log> {
  const log = await openLog('memory:');
  await log.append(0, events);
  return log;
}

const opened: { close(): Promise<void> }[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const { close } of opened.splice(0)) await close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** A path for an index in a folder of its own, which is deleted after the test. */
export async function freshPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-index-'));
  folders.push(folder);
  return join(folder, 'index.db');
}

/** Opens an index, to be closed after the test where the test does not do so itself. */
export async function open(path: string, options: Parameters<typeof openReadModel>[1]): Promise<OpenReadModel> {
  const index = await openReadModel(path, options);
  let closed = false;
  const handle = {
    ...index,
    async close() {
      if (!closed) await index.close();
      closed = true;
    },
  };
  opened.push(handle);
  return handle;
}

/** The file as a reader with `sqlite3` sees it. */
export function query<Row = Record<string, unknown>>(path: string, sql: string, ...values: unknown[]): Row[] {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(sql).all(...values) as Row[];
  } finally {
    database.close();
  }
}

/** Changes the file behind the projector's back. */
export function change(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

/** Every row of every table, but for the row numbers of statements, which mean nothing. */
export function dump(path: string): Record<string, unknown[]> {
  const tables = query<{ name: string }>(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'statements\\_search%' ESCAPE '\\' AND name <> 'migrations' ORDER BY name");
  const rowsOf = (name: string) => query(path, `SELECT * FROM ${name}`).map((row) => JSON.stringify(name === 'statements' ? { ...row, id: 0 } : row)).sort();
  return Object.fromEntries(tables.map(({ name }) => [name, rowsOf(name)]));
}
