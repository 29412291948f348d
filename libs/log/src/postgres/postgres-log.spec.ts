import { once } from 'node:events';
import { chmod, chown, copyFile, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { describeOnPostgres } from '../../../../test/support/on-postgres.js';
import { byPort, errorResponse } from '../../../../test/support/wire.js';
import { openLog, postgresSchema } from '../open.js';
import { logContract } from '../testing/contract.js';
import { batch, event, redaction, take } from '../testing/events.js';
import { openPostgresLog } from './postgres-log.js';
import { grantsTo, SCHEMA } from './schema.js';

describeOnPostgres('a ledger in PostgreSQL', (postgres) => {
  let database: string;
  beforeAll(async () => {
    database = await postgres.createDatabase();
  });
  const run = (sql: string, as = database) => postgres.as(as, (client) => client.query(sql));
  /** What a database has in the ledger's schema, as its catalogue defines it. */
  const made = async (as: string): Promise<unknown> => (await run(`
    SELECT obj_description(oid, 'pg_namespace') AS named, nspacl::text AS granted FROM pg_namespace WHERE nspname = 'parley'
    UNION ALL SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc WHERE pronamespace = to_regnamespace('parley')
    UNION ALL SELECT pg_get_triggerdef(t.oid), tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = to_regnamespace('parley') AND NOT tgisinternal
    UNION ALL SELECT relname || ' ' || relkind::text, relacl::text FROM pg_class WHERE relnamespace = to_regnamespace('parley')
    ORDER BY 1`, as)).rows;

  logContract('postgres', async () => {
    const [log, second] = [await openPostgresLog(database), await openPostgresLog(database)];
    return {
      log,
      second,
      async clean() {
        await log.close();
        await second.close();
        await run('DROP SCHEMA parley CASCADE');
      },
    };
  });

  describe('defends itself', () => {
    beforeAll(async () => {
      const log = await openPostgresLog(database);
      await log.append(0, [event(0), event(1), { ...event(2), body: null }]);
      await log.close();
    });

    it.each([
      ['changing a head', `UPDATE parley.heads SET head = '{}' WHERE seq = 0`],
      ['deleting a head', 'DELETE FROM parley.heads WHERE seq = 1'],
      ['emptying the heads', 'TRUNCATE parley.heads'],
      ['replacing a head', `INSERT INTO parley.heads VALUES (1, 'new', '{}') ON CONFLICT (seq) DO UPDATE SET head = '{}'`],
      ['leaving a gap', `INSERT INTO parley.heads VALUES (4, 'new', '{}')`],
      ['a gap within what is inserted', `INSERT INTO parley.heads VALUES (3, 'new', '{}'), (5, 'newer', '{}')`],
      ['a position before the first', `INSERT INTO parley.heads VALUES (-1, 'new', '{}')`],
      ['an id again', `INSERT INTO parley.heads VALUES (3, 'e0', '{}')`],
      ['changing a body', `UPDATE parley.bodies SET body = '{}'`],
      ['deleting a body that nothing redacts', 'DELETE FROM parley.bodies WHERE seq = 0'],
      ['erasing a body that nothing redacts', 'SELECT parley.erase(ARRAY[0])'],
      ['emptying the bodies', 'TRUNCATE parley.bodies'],
      ['a body afterwards', `INSERT INTO parley.bodies VALUES (2, '{}')`],
      ['a body without a head', `INSERT INTO parley.bodies VALUES (3, '{}')`],
    ])('against its owner %s', async (_, sql) => {
      await expect(run(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^23/) });
      const log = await openPostgresLog(database);
      expect(await log.read(0, 10)).toEqual([event(0), event(1), { ...event(2), body: null }]);
      await log.close();
    });
  });

  it('is made once, whoever comes first', async () => {
    const fresh = await postgres.createDatabase();
    const logs = await Promise.all(Array.from({ length: 6 }, () => openPostgresLog(fresh)));
    await logs[5]!.append(0, batch(0, 1));
    for (const log of logs) {
      expect(await log.head()).toBe(1);
      await log.close();
    }
  });

  it('is appended to at the cost of what is appended', async () => {
    const growing = await postgres.createDatabase();
    const log = await openPostgresLog(growing);
    for (let seq = 0; seq < 800; seq += 16) await log.append(seq, batch(seq, 16));
    await log.close();
    const { rows } = await run("SELECT seq_tup_read AS scanned FROM pg_stat_user_tables WHERE schemaname = 'parley' AND relname = 'heads'", growing);
    expect(Number(rows[0].scanned)).toBeLessThan(800);
  });

  it('gets the functions of this release by the script of its schema, and keeps all else', async () => {
    const [fresh, old] = [await postgres.createDatabase(), await postgres.createDatabase()];
    await run(await postgresSchema(), fresh);
    const before = await openPostgresLog(old);
    await before.append(0, batch(0, 2));
    // As an earlier release made it.
    await run(`CREATE OR REPLACE FUNCTION parley.check_bodies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF EXISTS (SELECT FROM added LEFT JOIN parley.heads ON heads.seq = added.seq AND heads.xmin = pg_current_xact_id()::xid WHERE heads.seq IS NULL) THEN RAISE EXCEPTION ''; END IF;
      RETURN NULL; END $$`, old);
    expect(await made(old)).not.toEqual(await made(fresh));
    await run(await postgresSchema(), old);
    expect(await made(old)).toEqual(await made(fresh));
    await before.append(2, batch(2, 2));
    expect(await before.read(0, 10)).toEqual(batch(0, 4));
    await before.close();
  });

  it.each([
    ['of somebody else', 'CREATE SCHEMA parley'],
    ['of a later release', `${SCHEMA} COMMENT ON SCHEMA parley IS 'Parley ledger, schema 2'`],
  ])('the script of its schema changes no schema %s', async (_, sql) => {
    const other = await postgres.createDatabase();
    await run(sql, other);
    const there = await made(other);
    await expect(run(await postgresSchema(), other)).rejects.toMatchObject({ message: 'the schema parley is of another kind or version' });
    expect(await made(other)).toEqual(there);
  });

  it('is kept by a role that may only read and add', async () => {
    const owned = await postgres.createDatabase();
    await run(`${SCHEMA} CREATE ROLE keeper LOGIN PASSWORD 'of/the keeper'; ${grantsTo('keeper')}`, owned);
    const mine = postgres.url(new URL(owned).pathname.slice(1), { user: 'keeper', password: 'of/the keeper' });
    const log = await openLog(mine);
    const following = take(log.follow(0), 4);
    await log.append(0, batch(0, 2));
    await log.inTurn!(2, (turn) => turn.append(2, [event(2), redaction(3, 1)]));
    expect(await log.erase([1])).toBe(true);
    expect((await log.read(0, 10)).map(({ body }) => body === null)).toEqual([false, true, false, false]);
    expect(await following).toHaveLength(4);
    await log.close();
    for (const sql of ["UPDATE parley.heads SET head = ''", 'DELETE FROM parley.bodies', 'TRUNCATE parley.heads', 'DROP TABLE parley.bodies', 'ALTER TABLE parley.heads DISABLE TRIGGER ALL', 'CREATE TABLE parley.more ()']) {
      await expect(run(sql, mine)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('keeps to its own sessions’ settings where the database has others', async () => {
    const other = await postgres.createDatabase();
    for (const setting of ["default_transaction_isolation = 'serializable'", 'synchronous_commit = off']) await run(`ALTER DATABASE ${new URL(other).pathname.slice(1)} SET ${setting}`, other);
    const log = await openPostgresLog(other);
    await run(`CREATE FUNCTION parley.tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '%, commit %', current_setting('transaction_isolation'), current_setting('synchronous_commit'); END $$;
      CREATE TRIGGER tell BEFORE INSERT ON parley.heads EXECUTE FUNCTION parley.tell()`, other);
    for (const append of [() => log.append(0, batch(0, 1)), () => log.inTurn!(0, (turn) => turn.append(0, batch(0, 1)))]) {
      await expect(append()).rejects.toThrow('read committed, commit on');
    }
    await log.close();
  });

  describe('that can’t be opened says why, what helps, and never the password', () => {
    let blank: string;
    beforeAll(async () => {
      blank = await postgres.createDatabase();
      await run(`CREATE ROLE guest LOGIN PASSWORD 'guest'; CREATE ROLE lonely LOGIN PASSWORD 'lonely' CONNECTION LIMIT 0`, blank);
    });
    const name = (url: string) => new URL(url).pathname.slice(1);
    const as = (user: string, password = user) => postgres.url(name(blank), { user, password });

    it.each([
      ['no server', () => as('postgres').replace(String(postgres.port), '1'), /ECONNREFUSED.*mend host and port/],
      ['no such host', () => 'postgres://nowhere.invalid/ledger', /no such host/],
      ['another password', () => as('guest', 'wr0ng'), /refuses the password/],
      ['no such database', () => postgres.url('missing'), /createdb/],
      ['a role that may not make the schema', () => as('guest'), /parley schema/],
      ['no connection free', () => as('lonely'), /max_connections/],
      ['a server without TLS', () => `${as('guest')}?sslmode=verify-full`, /does not speak TLS: set ssl = on/],
    ])('%s', async (_, url, said) => {
      const error = await openPostgresLog(url(), { patienceMs: 0 }).catch((refused: Error) => refused);
      expect(error).toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(said) });
      expect((error as Error).message).not.toContain('wr0ng');
    });

    it.each([
      ['a schema of somebody else', 'CREATE SCHEMA parley', /of another kind/],
      ['one of a later release', `${SCHEMA} COMMENT ON SCHEMA parley IS 'Parley ledger, schema 2'`, /schema is version 2, this release knows 1/],
    ])('%s, which is left alone', async (_, sql, said) => {
      const other = await postgres.createDatabase();
      await run(sql, other);
      await expect(openPostgresLog(other)).rejects.toMatchObject({ code: 'not-a-ledger', message: expect.stringMatching(said) });
    });

    it('a database that keeps no Unicode', async () => {
      await run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
      await expect(openPostgresLog(postgres.url('latin'))).rejects.toThrow(/keeps text as LATIN1/);
    });
  });

  describe('over TLS', () => {
    const beside = (name: string) => fileURLToPath(new URL(`../../../../test/support/kurrentdb-double/${name}.pem`, import.meta.url));
    const authority = beside('test-only-authority');
    const at = (host: string, root?: string) => `${database.replace('127.0.0.1', host)}?sslmode=verify-full${root === undefined ? '' : `&sslrootcert=${encodeURIComponent(root)}`}`;
    beforeAll(async () => {
      const { rows } = await run('SHOW data_directory');
      const folder = (rows[0] as { data_directory: string }).data_directory;
      const { uid, gid } = await stat(folder);
      for (const name of ['test-only-certificate', 'test-only-key']) {
        const file = join(folder, `${name}.pem`);
        await copyFile(beside(name), file);
        await chmod(file, 0o600);
        await chown(file, uid, gid);
      }
      for (const setting of ["ssl_cert_file = 'test-only-certificate.pem'", "ssl_key_file = 'test-only-key.pem'", 'ssl = on']) await run(`ALTER SYSTEM SET ${setting}`);
      await postgres.restart();
    });

    it('is read, written and followed', async () => {
      const log = await openPostgresLog(at('localhost', authority));
      const before = await log.head();
      const following = take(log.follow(before), 2);
      await log.append(before, batch(before, 2, 'tls'));
      expect(await following).toEqual(batch(before, 2, 'tls'));
      const { rows } = await run("SELECT count(*)::int AS plain FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'parley' AND NOT ssl");
      expect(rows).toEqual([{ plain: 0 }]);
      await log.close();
    });

    it.each([
      ['an authority that is not known here', () => at('localhost'), /certificate is not accepted.*sslrootcert=FILE/],
      ['another authority', () => at('localhost', beside('test-only-certificate')), /certificate is not accepted/],
      ['another host', () => at('127.1', authority), /certificate is not accepted.*the host as the certificate does/],
      ['a file that is not there', () => at('localhost', '/nowhere/ca.pem'), /no such file: mend sslrootcert/],
    ])('is refused, with advice, for %s', async (_, url, said) => {
      await expect(openPostgresLog(url())).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(said) });
    });
  });

  it.each([
    ['08P01', 'unsupported startup parameter: options', /pooler.*leave that out of it, or name the server itself/],
    ['26000', 'prepared statement "head" does not exist', /pooler.*pool_mode = session/],
    ['42P05', 'prepared statement "head" already exists', /pooler.*pool_mode = session/],
  ])('tells a pooler that keeps no sessions by what it answers: %s, %s', async (code, message, said) => {
    // What PgBouncer answers, played by a socket: pooler.spec.ts runs a real one, where there is one.
    const pooler = createServer((socket) => socket.once('data', () => socket.end(errorResponse('FATAL', code, message)))).listen(0, '127.0.0.1');
    await once(pooler, 'listening');
    const { port } = pooler.address() as AddressInfo;
    await expect(openPostgresLog(byPort(database, port))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(said) });
    pooler.close();
  });

  describe('that takes no writes', () => {
    beforeEach(() => run('DROP SCHEMA IF EXISTS parley CASCADE'));

    it('says so where its disk is full, and has nothing of what was to be written', async () => {
      const log = await openPostgresLog(database);
      await log.append(0, batch(0, 2));
      // The server's own error, raised by a trigger: no disk is filled.
      await run(`CREATE FUNCTION parley.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER full_disk BEFORE INSERT ON parley.bodies EXECUTE FUNCTION parley.full_disk()`);
      await expect(log.append(2, batch(2, 2))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/disk is full: make room, nothing was written/) });
      expect(await log.read(0, 10)).toEqual(batch(0, 2));
      await run('DROP TRIGGER full_disk ON parley.bodies');
      await log.append(2, batch(2, 2));
      expect(await log.head()).toBe(4);
      await log.close();
    });

    it('says so where it is a replica', async () => {
      // Set to read only, it answers as a standby does.
      await expect(openPostgresLog(`${database}?options=-c%20default_transaction_read_only%3Don`)).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/name the primary/) });
      const log = await openPostgresLog(database);
      const standby = await openPostgresLog(`${database}?options=-c%20default_transaction_read_only%3Don`);
      await expect(standby.append(0, batch(0, 1))).rejects.toMatchObject({ code: 'log-unavailable', message: expect.stringMatching(/read-only.*name the primary/) });
      expect(await standby.head()).toBe(0);
      await log.close();
      await standby.close();
    });
  });
});
