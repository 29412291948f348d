import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openLog, type StoredEvent } from '#libs/log';
import { canonicalJson } from '#libs/proof';
import { readAddress } from '../../libs/log/src/kurrentdb/address.js';
import { connect } from '../../libs/log/src/kurrentdb/connection.js';
import { toEventData } from '../../libs/log/src/kurrentdb/event.js';
import { CONNECTICUT, parley } from '../../apps/cli/test/run.js';
import { type KurrentDouble, startKurrentDouble } from '../support/kurrentdb-double/index.js';
import { describeOnPostgres } from '../support/on-postgres.js';

/** Somebody outgrows one machine, and takes the ledger along; or goes back. */

async function eventsOf(url: string): Promise<StoredEvent[]> {
  const log = await openLog(url);
  const events = await log.read(0, 10_000);
  await log.close();
  return events;
}

async function append(url: string, events: readonly StoredEvent[]): Promise<void> {
  const log = await openLog(url);
  await log.append(events[0]!.seq, events);
  await log.close();
}

let folder: string;
let sqlite: string;
let before: StoredEvent[];
let events: StoredEvent[];
let redacted: number;
let files = 0;
const newFile = () => `sqlite:${join(folder, `copy-${(files += 1)}.db`)}`;
const copy = async (from: string, to: string) => {
  const { code, out, err } = await parley(['copy', '--from', from, '--to', to, '--json']);
  return code === 0 ? (JSON.parse(out) as { size: number; root: string; copied: number; redacted: number; erased?: boolean }) : { code, err };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  sqlite = `sqlite:${join(folder, 'ledger.db')}`;
  await parley(['import', CONNECTICUT, '--data', folder]);
  before = await eventsOf(sqlite);
  await parley(['redact', 'connecticut-2011.M4', '--reason', 'as a court ordered', '--data', folder]);
  events = await eventsOf(sqlite);
  redacted = events.filter(({ body }) => body === null).length;
  expect(redacted).toBeGreaterThan(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describeOnPostgres('a ledger is copied from engine to engine', (postgres) => {
  it('there and back, with every byte and one root, which the same keys go on from', async () => {
    const database = await postgres.createDatabase();
    const there = await copy(sqlite, database);
    expect(there).toEqual({ size: events.length, root: expect.any(String), copied: events.length, redacted, erased: true });
    expect(await eventsOf(database)).toEqual(events);
    const back = newFile();
    expect(await copy(database, back)).toEqual(there);
    expect(await eventsOf(back)).toEqual(events);
    // The folder keeps keys and checkpoints; the log is another.
    const { code, out } = await parley(['verify', '--data', folder, '--json'], { env: { PARLEY_LOG: database } });
    const { root, ...verified } = JSON.parse(out) as { root: string };
    expect([code, verified]).toEqual([0, expect.objectContaining({ events: events.length, indexed: events.length })]);
    expect(there).toMatchObject({ root });
    const { out: state } = await parley(['state', 'connecticut-2011', '--at', '2011-07-13', '--ledger', '100', '--known', '2012', '--json', '--data', folder], { env: { PARLEY_LOG: database } });
    expect(state).toBe((await parley(['state', 'connecticut-2011', '--at', '2011-07-13', '--ledger', '100', '--known', '2012', '--json', '--data', folder])).out);
  });

  it('goes on where a copy was cut off, and copies nothing twice', async () => {
    const database = await postgres.createDatabase();
    // It holds the text that was redacted since.
    const cut = events.findIndex(({ body }) => body === null) + 1;
    await append(database, before.slice(0, cut));
    expect(await copy(sqlite, database)).toMatchObject({ size: events.length, copied: events.length - cut, erased: true });
    expect(await eventsOf(database)).toEqual(events);
    expect(await copy(sqlite, database)).toMatchObject({ copied: 0 });
  });

  describe('while somebody else writes to the target', () => {
    const from = 7;
    let database: string;
    beforeEach(async () => {
      database = await postgres.createDatabase();
      await append(database, events.slice(0, from));
    });

    /** Begins a copy, and commits another event at its place while it waits for its turn to append. */
    const disturbed = (event: StoredEvent) => postgres.as(database, async (other) => {
      await other.query('BEGIN');
      await other.query('INSERT INTO parley.heads VALUES ($1, $2, $3)', [event.seq, event.id, event.head]);
      await other.query('INSERT INTO parley.bodies VALUES ($1, $2)', [event.seq, event.body]);
      const copying = copy(sqlite, database);
      while ((await other.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount === 0) await pause(10);
      await other.query('COMMIT');
      return copying;
    });
    const said = { code: 4, err: expect.stringMatching(new RegExp(`written to by somebody else .* event ${from} was to be copied, and it has ${from + 1} events. End what writes there\\n  give the same command again: .*\\n$`)) };

    it('ends, says so, and is finished by the same command where that was the same event', async () => {
      expect(await disturbed(events[from]!)).toEqual(said);
      expect(await copy(sqlite, database)).toMatchObject({ size: events.length, copied: events.length - from - 1 });
      expect(await eventsOf(database)).toEqual(events);
    });

    it('ends, says so, and is refused the next time where it was another', async () => {
      const other = { ...events[from]!, head: '{}' };
      expect(await disturbed(other)).toEqual(said);
      expect(await copy(sqlite, database)).toEqual({ code: 1, err: expect.stringMatching(/has another event 7: it is no copy of this ledger/) });
      expect(await eventsOf(database)).toEqual([...events.slice(0, from), other]);
    });
  });

  it('tells what it did to people', async () => {
    const { code, out } = await parley(['copy', '--from', sqlite, '--to', newFile()]);
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`^${events.length} of ${events.length} events copied; both ledgers have the root .{43}=\\n$`))]);
  });

  it('leaves a target alone that is of another ledger, shows nothing of its password, and names the first event that differs', async () => {
    const database = await postgres.createDatabase();
    const other = [...events.slice(0, 7), { ...events[7]!, head: '{}' }];
    await append(database, other);
    const refused = await copy(sqlite, database);
    expect(refused).toEqual({ code: 1, err: expect.stringMatching(/has another event 7: it is no copy of this ledger/) });
    expect(JSON.stringify(refused)).not.toContain(new URL(database).password);
    expect(await eventsOf(database)).toEqual(other);
  });

  it('leaves a target alone that has gone on', async () => {
    const longer = newFile();
    await copy(sqlite, longer);
    await append(longer, [{ seq: events.length, id: 'more', head: '{}', body: null }]);
    expect(await copy(sqlite, longer)).toEqual({ code: 1, err: expect.stringMatching(new RegExp(`has ${events.length + 1} events, .* only ${events.length}`)) });
  });

  it('refuses a source that was altered, and names the event', async () => {
    const altered = newFile();
    await copy(sqlite, altered);
    const db = new Database(altered.slice('sqlite:'.length));
    db.exec("DROP TRIGGER bodies_are_only_erased; UPDATE bodies SET body = replace(body, 'a', 'o') WHERE seq = 9");
    db.close();
    expect(await copy(altered, newFile())).toEqual({ code: 1, err: expect.stringMatching(/event 9 of sqlite:.* is not what it was/) });
  });

  it('refuses a target that is no ledger', async () => {
    const database = await postgres.createDatabase();
    await postgres.as(database, (client) => client.query('CREATE SCHEMA parley'));
    expect(await copy(sqlite, database)).toEqual({ code: 2, err: expect.stringMatching(/is not a Parley ledger .* Move it away, or name another\.\n$/) });
  });

  it('says nothing of erasing where nothing is redacted', async () => {
    const unredacted = newFile();
    await append(unredacted, before);
    expect(await copy(unredacted, newFile())).toEqual({ size: before.length, root: expect.any(String), copied: before.length, redacted: 0 });
  });

  it('refuses a source that is not there', async () => {
    expect(await copy(`sqlite:${join(folder, 'typo.db')}`, newFile())).toEqual({ code: 3, err: expect.stringMatching(/there is no ledger at/) });
  });
});

describe('a ledger is copied to KurrentDB, its protocol double, and back', () => {
  let double: KurrentDouble;
  beforeAll(async () => {
    double = await startKurrentDouble({ batchAppend: true });
  });
  afterAll(() => double.stop());
  const streamOf = (name: string) => `${double.url}&stream=${name}`;

  it('with every byte and one root', async () => {
    const there = await copy(sqlite, streamOf('whole'));
    expect(there).toMatchObject({ size: events.length, copied: events.length });
    expect(await eventsOf(streamOf('whole'))).toEqual(events);
    const back = newFile();
    expect(await copy(streamOf('whole'), back)).toMatchObject({ ...there, erased: true });
    expect(await eventsOf(back)).toEqual(events);
  });

  it('not where the source has an id twice, which its server does not see', async () => {
    const { id } = events[0]!;
    const again = { ...events[3]!, id, head: canonicalJson({ ...(JSON.parse(events[3]!.head) as object), id }) };
    const connection = connect(readAddress(double.url));
    await connection.client().appendToStream('twice', [...events.slice(0, 3), again].map(toEventData));
    await connection.close();
    expect(await copy(streamOf('twice'), newFile())).toEqual({ code: 1, err: expect.stringMatching(new RegExp(`has the id ${id} already, .* the ledger that is copied is damaged`)) });
  });

  it('on from where it was cut off; what was redacted since stays in the stream, and is gone where it is copied on', async () => {
    const [database, cut] = [streamOf('cut'), events.findIndex(({ body }) => body === null) + 1];
    await append(database, before.slice(0, cut));
    expect(await copy(sqlite, database)).toMatchObject({ size: events.length, copied: events.length - cut, erased: false });
    expect(await eventsOf(database)).toEqual([...before.slice(0, cut), ...events.slice(cut)]);
    expect(await copy(sqlite, database)).toMatchObject({ copied: 0, erased: false });
    const back = newFile();
    expect(await copy(database, back)).toMatchObject({ copied: events.length, erased: true });
    expect(await eventsOf(back)).toEqual(events);
  });
});
