import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { BODY_TABLES } from '../models/tables.js';
import type { Sql } from '../sql.js';
import { clientOf, SCHEMA } from './connection.js';
import { CreateIndex1700000000001, STATEMENTS } from './create-index.js';

/** Says by which statements the schema was made. */
const DIGEST = createHash('sha256').update(STATEMENTS.join('\n')).digest('hex');

/** Whether the schema is there, as this version makes it. */
export function isPresent(sql: Sql): boolean {
  return sql.get<{ digest: string | null }>("SELECT obj_description(to_regnamespace(?), 'pg_namespace') AS digest", SCHEMA)!.digest === DIGEST;
}

/** Makes the schema as this version has it; one of another version is dropped, for its rows were projected by other code. One process at a time. */
export async function makeSchema(url: string): Promise<void> {
  await withDataSource(url, async (database) => {
    await database.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE`);
    await database.query(`CREATE SCHEMA ${SCHEMA}`);
    await database.runMigrations({ transaction: 'all' });
    await database.query(`COMMENT ON SCHEMA ${SCHEMA} IS '${DIGEST}'`);
  });
}

/** As the projector's, of which it is the neighbour. */
const PURGE_LOCK = '1885434489, 1768842361';

/** Tables with text that came from a body. */
const WRITTEN = ['events', 'facts', 'negotiations', 'batches', 'batch_parts', 'deadlines', 'statements_search', ...BODY_TABLES.map(({ options }) => options.tableName!)];

/**
 * Rewrites the tables in which bodies lie from their rows alone, so that nothing of rows deleted earlier is left in their files. Those who read wait meanwhile.
 * Done once for each redaction, whoever asks for it.
 */
export async function purgeTables(url: string): Promise<void> {
  await withDataSource(url, async (database) => {
    // Another process that is about it is waited for, and has done the work.
    await database.query(`SELECT pg_advisory_lock(${PURGE_LOCK})`);
    const upTo = await newestRedaction(database);
    const [{ seq }] = await database.query<[{ seq: string }]>('SELECT seq FROM purged');
    if (Number(seq) >= upTo) return;
    for (const table of new Set(WRITTEN)) await database.query(`VACUUM (FULL) ${table}`);
    await database.query('UPDATE purged SET seq = $1 WHERE seq < $1', [upTo]);
  });
}

async function newestRedaction(database: DataSource): Promise<number> {
  const [{ seq }] = await database.query<[{ seq: string }]>("SELECT coalesce(max(seq), -1) AS seq FROM events WHERE op = 'redact'");
  return Number(seq);
}

async function withDataSource(url: string, work: (database: DataSource) => Promise<void>): Promise<void> {
  const database = new DataSource({ type: 'postgres', url, schema: SCHEMA, migrations: [CreateIndex1700000000001], poolSize: 1, extra: clientOf(url) });
  await database.initialize();
  try {
    await work(database);
  } finally {
    await database.destroy();
  }
}
