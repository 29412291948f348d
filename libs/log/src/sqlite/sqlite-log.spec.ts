import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { event } from '../testing/events.js';
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
    db.pragma('user_version = 2');
    db.close();
    expectRefused(/its schema is version 2, this release knows 1/);
  });
});
