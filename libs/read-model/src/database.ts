import { rm } from 'node:fs/promises';
import type { Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { Checkpoints } from './checkpoint.js';
import { CreateTables1700000000001 } from './migrations/create-tables.js';
import { CreateTree1700000000004 } from './migrations/create-tree.js';
import { CreateViews1700000000002 } from './migrations/create-views.js';
import { CreateWhole1700000000003 } from './migrations/create-whole.js';
import { TABLES } from './models/tables.js';

const MIGRATIONS = [CreateTables1700000000001, CreateViews1700000000002, CreateWhole1700000000003, CreateTree1700000000004];
const ENTITIES = [Checkpoints, ...TABLES];

/** Page cache in KiB: large enough that a rebuild seldom spills. */
const WRITER_CACHE_KIB = 65_536;

/**
 * Pages that the write-ahead log grows to before they are copied into the file: many while the index is built, so that a page changed
 * often is copied seldom; few while others in this thread wait, for whom copying is a delay.
 */
const WAL_PAGES = { building: 8_000, serving: 1_000, apart: 4_000 };

/** The projector's connection: nobody else writes. */
export async function openWriter(path: string): Promise<DataSource> {
  const writer = new DataSource({
    type: 'better-sqlite3',
    database: path,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    enableWAL: true,
    prepareDatabase: (database: Database) => {
      // What a power cut takes back is read from the log again, so the index need not wait for the disk.
      database.pragma('synchronous = NORMAL');
      database.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
    },
  });
  await writer.initialize();
  // References are declared for those who read the file. Checking them would slow the projector and find nothing that `decide` lets through.
  connectionOf(writer).pragma('foreign_keys = OFF');
  tuneFor(writer, 'building');
  return writer;
}

/** Sets the projector's connection up for what it does now. */
export function tuneFor(writer: DataSource, use: keyof typeof WAL_PAGES): void {
  connectionOf(writer).pragma(`wal_autocheckpoint = ${WAL_PAGES[use]}`);
}

/** A connection for queries: a reader never sees half a batch, and can't write. */
export async function openReader(path: string): Promise<DataSource> {
  const reader = new DataSource({ type: 'better-sqlite3', database: path, entities: ENTITIES, readonly: true, fileMustExist: true });
  return reader.initialize();
}

/**
 * Brings the file to this version's schema: in an empty file all migrations run; one with any other schema than they make
 * is emptied first, for its rows were projected by other code. One process at a time.
 */
export async function migrate(writer: DataSource): Promise<void> {
  const present = await presentSchema();
  const database = connectionOf(writer);
  database.exec('BEGIN IMMEDIATE');
  try {
    if (schemaOf(database) !== present) {
      dropEverything(database);
      await writer.runMigrations({ transaction: 'none' });
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** What the migrations make of an empty database. */
async function presentSchema(): Promise<string> {
  const empty = new DataSource({ type: 'better-sqlite3', database: ':memory:', migrations: MIGRATIONS, migrationsRun: true });
  await empty.initialize();
  const schema = schemaOf(connectionOf(empty));
  await empty.destroy();
  return schema;
}

/** The migrations that were run, and the text of all that they made. */
function schemaOf(database: Database): string {
  const made = database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all() as { name: string }[];
  const run = made.some(({ name }) => name === 'migrations') ? database.prepare('SELECT name FROM migrations ORDER BY id').all() : [];
  return JSON.stringify([run, made]);
}

/** @throws SqliteError SQLITE_CORRUPT where a page is damaged. Reads the whole file. */
export function checkPages(writer: DataSource): void {
  const found = connectionOf(writer).pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw Object.assign(new Error(String(found)), { code: 'SQLITE_CORRUPT' });
}

/** The file is no database, or a damaged one: nothing in it can be used. */
export function isDamaged(error: unknown): boolean {
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  return /^SQLITE_(NOTADB|CORRUPT)/.test(String(code)) || (driverError !== undefined && isDamaged(driverError));
}

export async function deleteIndex(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}

function connectionOf(dataSource: DataSource): Database {
  return (dataSource.driver as unknown as { databaseConnection: Database }).databaseConnection;
}

/** Views, then virtual tables (which take their shadow tables along), then the other tables. */
function dropEverything(database: Database): void {
  const drop = (kind: string, where: string) => {
    const names = database.prepare(`SELECT name FROM sqlite_master WHERE ${where} AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`).pluck().all() as string[];
    for (const name of names) database.exec(`DROP ${kind} "${name.replaceAll('"', '""')}"`);
  };
  drop('VIEW', "type = 'view'");
  drop('TABLE', "type = 'table' AND sql LIKE 'CREATE VIRTUAL %'");
  drop('TABLE', "type = 'table'");
}
