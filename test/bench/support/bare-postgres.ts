import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { StoredEvent } from '../../../libs/log/src/index.js';
import { emmettEvent } from './emmett.js';

const TABLES = `
  CREATE TABLE heads (seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, head text NOT NULL);
  CREATE TABLE bodies (seq bigint PRIMARY KEY, body text NOT NULL)`;
const INSERT = `
  WITH appended AS (INSERT INTO heads (seq, id, head) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[]))
  INSERT INTO bodies (seq, body) SELECT * FROM unnest($1::bigint[], $4::text[])`;

/** Events a second where pg alone inserts the same bytes into the same tables, without triggers: `size` of them in a statement and a commit. The first `warmUp` are not counted. */
export async function barePostgresRate(url: string, events: readonly StoredEvent[], size: number, warmUp: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLES);
  let start = 0;
  for (let at = 0; at < events.length; at += size) {
    if (at === warmUp) start = performance.now();
    const rows = events.slice(at, at + size);
    await client.query({ name: 'insert', text: INSERT, values: [rows.map(({ seq }) => seq), rows.map(({ id }) => id), rows.map(({ head }) => head), rows.map(({ body }) => body)] });
  }
  const seconds = (performance.now() - start) / 1_000;
  await client.end();
  return (events.length - warmUp) / seconds;
}

/** Events a second where Emmett on PostgreSQL appends `size` at a time to one stream. The first `warmUp` are not counted. */
export async function emmettPostgresRate(url: string, events: readonly StoredEvent[], size: number, warmUp: number): Promise<number> {
  const store = getPostgreSQLEventStore(url);
  // The first write makes the schema.
  await store.appendToStream('warm-up', [{ type: 'fact', data: {}, metadata: {} }] as never);
  let start = 0;
  for (let at = 0; at < events.length; at += size) {
    if (at === warmUp) start = performance.now();
    await store.appendToStream('talks', events.slice(at, at + size).map(emmettEvent) as never);
  }
  const seconds = (performance.now() - start) / 1_000;
  await store.close();
  return (events.length - warmUp) / seconds;
}
