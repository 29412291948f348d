import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openLog, type StoredEvent } from '#libs/log';
import type { Postgres } from '../../../test/support/postgres.js';
import { runsPgbouncer, startPgbouncer } from '../../../test/support/pgbouncer.js';
import { describeOnPostgres } from '../../../test/support/on-postgres.js';
import { compareIndex } from '../src/compare.js';
import { openIndexServer } from '../src/index-server.js';
import { openIndexed } from '../src/open-indexed.js';
import { connect } from '../src/postgres/connection.js';
import { openReadModel } from '../src/open.js';
import { isIndexHalted } from '../src/projector.js';
import { logOfStored, open, stored } from './ledger.js';
import { sample } from './sample.js';

const EVENTS = stored(sample().events());

/** Who has the index in hand: the server's processes, of which there is at most one. */
const HOLDERS = "SELECT l.pid FROM pg_locks l WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

const queryOf = (postgres: Postgres, url: string) => <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => postgres.as(url, async (client) => (await client.query<Row & object>(sql)).rows);

describeOnPostgres('an index in PostgreSQL', (postgres) => {
  it('is found as it was left', async () => {
    const url = await postgres.createDatabase();
    const log = await logOfStored(EVENTS);
    expect(await openIndexed(url)).toBeUndefined();
    await (await open(url, { log })).close();
    const told: unknown[] = [];
    const { readModel, indexer, found, checked, close } = await open(url, { log, onProgress: (progress) => told.push(progress) });
    expect([told, found, await checked, indexer.status()]).toEqual([[], undefined, undefined, { state: 'ready', position: await readModel.position() }]);
    await close();
    expect(await compareIndex(log, url)).toBeUndefined();
  });

  (runsPgbouncer ? it : it.skip)('is refused behind a pooler, even one that keeps sessions, and nothing is made: it would drop the schema that the tables go to (run where pgbouncer is installed)', async () => {
    const url = await postgres.createDatabase();
    for (const dropping of [[], ['ignore_startup_parameters = options']]) {
      const pooler = await startPgbouncer(url, 'pool_mode = session', ...dropping);
      await expect(open(pooler.through(url), { log: await logOfStored(EVENTS) })).rejects.toThrow(/name the server itself in PARLEY_INDEX, with no pooler between/);
      await pooler.stop();
    }
    expect(await queryOf(postgres, url)("SELECT FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('public', 'parley_index')")).toEqual([]);
  });

  it('is closed though the server says nothing any more', async () => {
    const connection = connect(await postgres.createDatabase(), 10_000);
    const { pid } = connection.run([{ text: 'SELECT pg_backend_pid() AS pid', values: [] }]).results[0]!.rows[0] as { pid: number };
    process.kill(pid, 'SIGSTOP');
    try {
      await connection.close();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('is asked for a sign of life on one connection, which is made anew where it was lost or says nothing any more', async () => {
    const url = await postgres.createDatabase();
    const server = (await openIndexServer(url))!;
    const connections = async (): Promise<number[]> => (await queryOf(postgres, url)<{ pid: number }>("SELECT pid FROM pg_stat_activity WHERE application_name = 'parley index' AND datname = current_database()")).map(({ pid }) => pid);
    await server.answers();
    const [first, ...more] = await connections();
    await server.answers();
    expect([more, await connections()]).toEqual([[], [first]]);

    process.kill(first!, 'SIGSTOP');
    try {
      const began = performance.now();
      await expect(server.answers()).rejects.toMatchObject({ code: 'index-unavailable', message: expect.stringMatching(/timeout.*see that it runs/) });
      expect(performance.now() - began).toBeLessThan(5_000);
      await server.answers();
      expect(await connections()).toHaveLength(2);
    } finally {
      process.kill(first!, 'SIGCONT');
    }

    await postgres.crash();
    await expect(server.answers()).rejects.toMatchObject({ code: 'index-unavailable' });
    await expect(server.answers()).rejects.toThrow(/ECONNREFUSED/);
    await postgres.start();
    await server.answers();
    await server.close();
    while ((await connections()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await openIndexServer('/anywhere/index.db')).toBeUndefined();
  });

  it.each([
    ['a database sets for its sessions', ["bytea_output = 'escape'", "default_transaction_isolation = 'serializable'", 'search_path = elsewhere'], ''],
    ['its address asks of them', [], '?options=-c+jit%3Doff+-c+search_path%3Delsewhere&sslmode=disable'],
  ])('is the same whatever %s', async (_what, settings, asked) => {
    const plain = await postgres.createDatabase();
    const query = queryOf(postgres, plain);
    for (const setting of settings) await query(`ALTER DATABASE ${new URL(plain).pathname.slice(1)} SET ${setting}`);
    const log = await logOfStored(EVENTS);
    await (await open(plain + asked, { log })).close();
    const { found, readModel } = await open(plain + asked, { log });
    expect([found, (await readModel.position()).seq]).toEqual([undefined, EVENTS.length]);
    expect(await query("SELECT DISTINCT schemaname AS schema FROM pg_tables WHERE schemaname !~ '^pg_|^information_schema$'")).toEqual([{ schema: 'parley_index' }]);
  });

  it('is built anew where it is of another log, or of another version', async () => {
    const url = await postgres.createDatabase();
    const query = queryOf(postgres, url);
    const log = await logOfStored(EVENTS);
    await (await open(url, { log: await logOfStored(EVENTS.slice(0, 8)) })).close();
    await query("UPDATE parley_index.events SET head = '{}' WHERE seq = 3");
    const first = await open(url, { log });
    expect(first.found).toEqual({ seq: 3, what: 'its head is not the one that was indexed', against: 'index' });
    await first.close();
    expect(await compareIndex(log, url)).toBeUndefined();
    await query("COMMENT ON SCHEMA parley_index IS 'of another version'");
    expect((await (await open(url, { log })).readModel.position()).seq).toBe(EVENTS.length);
  });

  it('is written by one of those that share it; another takes over when that one has gone', async () => {
    const url = await postgres.createDatabase();
    const query = queryOf(postgres, url);
    const log = await logOfStored(EVENTS.slice(0, 9));
    const one = await open(url, { log });
    const other = await open(url, { log });
    const [holder] = await query<{ pid: number }>(HOLDERS);

    await log.append(9, EVENTS.slice(9, 15));
    let waited = false;
    const following = other.indexer.catchUp().finally(() => (waited = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(waited).toBe(false);
    expect([(await one.indexer.catchUp()).seq, (await following).seq]).toEqual([15, 15]);
    expect(await query(HOLDERS)).toEqual([holder]);

    await log.append(15, EVENTS.slice(15, 20));
    await query(`SELECT pg_terminate_backend(${holder!.pid})`);
    expect((await other.indexer.catchUp()).seq).toBe(20);
    const [successor] = await query<{ pid: number }>(HOLDERS);
    expect(successor!.pid).not.toBe(holder!.pid);

    // The first goes on as one that waits.
    await log.append(20, EVENTS.slice(20));
    const positions = await Promise.all([one.indexer.catchUp(), other.indexer.catchUp()]);
    expect(positions.map(({ seq }) => seq)).toEqual([EVENTS.length, EVENTS.length]);
    expect(await query(HOLDERS)).toEqual([successor]);
    expect(await compareIndex(log, url)).toBeUndefined();
  });

  it('goes on after the server was restarted, or has crashed', async () => {
    const url = await postgres.createDatabase();
    const log = await logOfStored(EVENTS.slice(0, 9));
    const { readModel, indexer } = await open(url, { log });
    await postgres.restart();
    expect((await readModel.position()).seq).toBe(9);
    await log.append(9, EVENTS.slice(9));
    await postgres.crash();
    const caughtUp = indexer.catchUp();
    await postgres.start();
    expect((await caughtUp).seq).toBe(EVENTS.length);
    expect((await readModel.events('talks', 0, 5)).length).toBe(5);
    expect(await compareIndex(log, url)).toBeUndefined();
  });

  it('halts at the event that can not be applied, wherever it stands among those that are written together', async () => {
    const url = await postgres.createDatabase();
    const log = await openLog('memory:');
    const { indexer, readModel } = await open(url, { log });
    const query = queryOf(postgres, url);
    await query("INSERT INTO parley_index.claims (seq, claim, negotiation, fact, type, happened, ordinal, rank, speaks) VALUES (13, 0, '', '', '', '', 0, '', 0)");
    await log.append(0, EVENTS);
    const halted = await indexer.catchUp().catch((error: unknown) => error);
    expect(isIndexHalted(halted) && halted.seq).toBe(13);
    expect([indexer.status().state, (await readModel.position()).seq, await query(HOLDERS)]).toEqual(['halted', 13, []]);
    await query("DELETE FROM parley_index.claims WHERE fact = ''");
    await indexer.rebuild();
    expect((await readModel.position()).seq).toBe(EVENTS.length);
    expect(await compareIndex(log, url)).toBeUndefined();
  });

  it.each([
    ["UPDATE facts SET title = 'else' WHERE id = 'talks.N2'", /row talks.N2 of facts differs from what the ledger gives in title/],
    ["DELETE FROM notices WHERE fact = 'talks.N2' AND part = 2", /row \d+ 0 2 of notices is missing/],
    ["INSERT INTO batch_parts VALUES ('talks.N2', 'site', 'x', 1, 1)", /row talks.N2 site x of batch_parts comes from no event of the ledger/],
    ["UPDATE tree_nodes SET hash = sha256('') WHERE number = 4", /row 4 of tree_nodes differs from what the ledger gives in hash/],
    ["UPDATE statements_search SET words = 'strike:1'", /does not search what this statement says/],
  ])('is told from one that is built anew: %s', async (sql, what) => {
    const url = await postgres.createDatabase();
    const log = await logOfStored(EVENTS);
    await (await open(url, { log })).close();
    await postgres.as(url, async (client) => {
      await client.query('SET search_path = parley_index');
      await client.query(sql);
    });
    expect(await compareIndex(log, url)).toMatchObject({ what: expect.stringMatching(what), against: 'index' });
  });

  it('keeps nothing in its files of a body that was redacted', async () => {
    const url = await postgres.createDatabase();
    const query = queryOf(postgres, url);
    const tale = sample();
    const spoken = tale.events().find(({ head }) => head.fact === 'talks.W1')!.head.seq;
    const log = await logOfStored(stored(tale.events()));
    const { indexer, readModel } = await open(url, { log });

    /** The tables' and indexes' files, as they are after a checkpoint. */
    async function files(): Promise<string> {
      await query('CHECKPOINT');
      const [{ folder }] = await query<{ folder: string }>("SELECT current_setting('data_directory') AS folder") as [{ folder: string }];
      const paths = await query<{ path: string }>("SELECT pg_relation_filepath(c.oid) AS path FROM pg_class c WHERE c.relnamespace IN ('parley_index'::regnamespace, 'pg_toast'::regnamespace) AND c.relkind IN ('r', 'i', 't')");
      return (await Promise.all(paths.map(({ path }) => readFile(join(folder, path), 'latin1')))).join('');
    }

    expect(await files()).toMatch(/hurt everyone/);
    const redaction = tale.redact('talks.W1', spoken).events().at(-1)!;
    const [event] = stored([redaction]) as [StoredEvent];
    await log.append(event.seq, [event]);
    await log.erase([spoken]);
    await indexer.catchUp();
    expect(await readModel.searchStatements('talks', 'layoff', 5)).toEqual([]);
    expect(await files()).not.toMatch(/hurt everyone|everyon/);
    // Rewritten once: whoever opens it later does not do so again.
    const nodes = () => query("SELECT relname, pg_relation_filenode(oid) AS node FROM pg_class WHERE relnamespace = 'parley_index'::regnamespace AND relname = 'events'");
    const before = await nodes();
    await (await open(url, { log })).close();
    expect(await nodes()).toEqual(before);
  });

  it('says what to do where the server can not be reached', async () => {
    const log = await logOfStored(EVENTS);
    await expect(openReadModel('postgres://nobody@127.0.0.1:1/nothing', { log })).rejects.toMatchObject({ code: 'index-unavailable', message: expect.stringMatching(/PARLEY_INDEX/) });
  });
});
