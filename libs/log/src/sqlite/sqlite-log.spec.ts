import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { event, redaction } from '../testing/events.js';
import { openSqliteLog } from './sqlite-log.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-sqlite-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a ledger in SQLite', () => {
  it('is there again after it was closed, one body per head', async () => {
    const first = openSqliteLog(file);
    await first.append(0, [event(0), { ...event(1), body: null }]);
    await first.close();
    const again = openSqliteLog(file);
    expect(await again.read(0, 10)).toEqual([event(0), { ...event(1), body: null }]);
    await again.close();
  });

  it('says in the file what it is, and writes ahead', async () => {
    const log = openSqliteLog(file);
    await log.append(0, [event(0)]);
    const other = new Database(file);
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(other.pragma('application_id', { simple: true })).toBe(0x50726c79);
    other.close();
    await log.close();
  });

  it('fails when another writer holds the file for longer than it waits, and writes nothing', async () => {
    const log = openSqliteLog(file, { busyTimeoutMs: 20 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(log.append(0, [event(0)])).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    other.exec('ROLLBACK');
    await log.append(0, [event(0)]);
    expect(await log.head()).toBe(1);
    other.close();
    await log.close();
  });
});

describe('erasing bodies', () => {
  /** Whether the text stands in any of the ledger's files. */
  function isOnDisk(text: string): boolean {
    return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text));
  }

  it('leaves nothing of their text in the files, whatever their length', async () => {
    const log = openSqliteLog(file);
    const events = Array.from({ length: 200 }, (_, seq) => ({ ...event(seq), body: JSON.stringify({ says: `Naïve Name ${seq}`.repeat(1 + (seq % 7) ** 4) }) }));
    const redacted = events.map(({ seq }) => seq).filter((seq) => seq % 3 === 0);
    await log.append(0, events);
    await log.append(200, redacted.map((seq, n) => redaction(200 + n, seq)));
    expect(isOnDisk('Name 99')).toBe(true);
    expect(await log.erase(redacted)).toBe(true);
    for (const seq of redacted) expect({ seq, isOnDisk: isOnDisk(`Name ${seq}"`) || isOnDisk(`Name ${seq}N`) }).toEqual({ seq, isOnDisk: false });
    const other = openSqliteLog(file);
    expect(await other.read(0, 200)).toEqual(events.map((each) => (redacted.includes(each.seq) ? { ...each, body: null } : each)));
    await other.close();
    await log.close();
  });

  it('says so where a reader keeps the text in the write-ahead log, and is done when asked again', async () => {
    const log = openSqliteLog(file, { busyTimeoutMs: 20 });
    await log.append(0, [{ ...event(0), body: '{"says":"Larry"}' }, redaction(1, 0)]);
    const reader = new Database(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM heads').get();
    await expect(log.erase([0])).rejects.toMatchObject({ code: 'not-erased' });
    expect((await log.read(0, 1))[0]?.body).toBe(null);
    reader.close();
    expect([await log.erase([0]), isOnDisk('Larry')]).toEqual([true, false]);
    await log.close();
  });

  it('can be done in a ledger made before there was erasure', async () => {
    await openSqliteLog(file).close();
    const old = new Database(file);
    old.exec("DROP TRIGGER bodies_are_only_erased; CREATE TRIGGER bodies_are_never_changed BEFORE UPDATE ON bodies BEGIN SELECT RAISE(ABORT, 'never'); END");
    old.pragma('user_version = 1');
    old.close();
    const log = openSqliteLog(file);
    await log.append(0, [event(0), redaction(1, 0)]);
    expect(await log.erase([0])).toBe(true);
    await log.close();
  });
});

describe('the file defends itself against other tools', () => {
  let db: Database.Database;
  beforeEach(async () => {
    const log = openSqliteLog(file);
    await log.append(0, [event(0), event(1)]);
    await log.close();
    // A connection as any tool opens it: foreign keys unchecked, triggers not recursive.
    db = new Database(file);
    db.pragma('foreign_keys = OFF');
  });
  afterEach(() => {
    db.close();
  });

  it.each([
    ['changing a head', `UPDATE heads SET head = '{}' WHERE seq = 0`],
    ['moving a head', 'UPDATE heads SET seq = 7 WHERE seq = 1'],
    ['deleting a head', 'DELETE FROM heads WHERE seq = 1'],
    ['replacing a head by position', `INSERT OR REPLACE INTO heads VALUES (1, 'new', '{}')`],
    ['replacing a head by id', `INSERT OR REPLACE INTO heads VALUES (2, 'e0', '{}')`],
    ['leaving a gap', `INSERT INTO heads VALUES (3, 'new', '{}')`],
    ['a position before the first', `INSERT INTO heads VALUES (-1, 'new', '{}')`],
    ['changing a body', `UPDATE bodies SET body = '{}'`],
    ['blanking a body that nothing redacts', `UPDATE bodies SET body = printf('%*s', octet_length(body), '') WHERE seq = 1`],
    ['deleting a body', 'DELETE FROM bodies WHERE seq = 0'],
    ['replacing a body', `INSERT OR REPLACE INTO bodies VALUES (1, '{}')`],
    ['a body without a head', `INSERT INTO bodies VALUES (2, '{}')`],
    ['a head that is no text', `INSERT INTO heads VALUES (2, 'new', x'00')`],
  ])('refuses %s', (_, sql) => {
    expect(() => db.exec(sql)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^SQLITE_CONSTRAINT/) }));
    expect(db.prepare('SELECT seq, id, head, body FROM heads JOIN bodies USING (seq) ORDER BY seq').all()).toEqual([event(0), event(1)]);
  });
});

describe('a file that is no ledger is refused and left alone', () => {
  function expectRefused(why: RegExp) {
    const before = readFileSync(file);
    expect(() => openSqliteLog(file)).toThrow(why);
    expect(() => openSqliteLog(file)).toThrow(expect.objectContaining({ code: 'not-a-ledger' }));
    expect(readFileSync(file)).toEqual(before);
  }

  it('text', () => {
    writeFileSync(file, 'Dear diary, '.repeat(100));
    expectRefused(/it is no SQLite database/);
  });

  it('another program’s database', () => {
    const db = new Database(file);
    db.exec('CREATE TABLE recipes (name TEXT)');
    db.close();
    expectRefused(/it is a database of another kind/);
  });

  it('a ledger of a later release', async () => {
    await openSqliteLog(file).close();
    const db = new Database(file);
    db.pragma('user_version = 3');
    db.close();
    expectRefused(/its schema is version 3, this release knows 2/);
  });
});
