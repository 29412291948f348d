import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openLog, type StoredEvent } from '#libs/log';
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
let files = 0;
const newFile = () => `sqlite:${join(folder, `copy-${(files += 1)}.db`)}`;
const copy = async (from: string, to: string) => {
  const { code, out, err } = await parley(['copy', '--from', from, '--to', to, '--json']);
  return code === 0 ? (JSON.parse(out) as { size: number; root: string; copied: number; erased: boolean }) : { code, err };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-copy-'));
  sqlite = `sqlite:${join(folder, 'ledger.db')}`;
  await parley(['import', CONNECTICUT, '--data', folder]);
  before = await eventsOf(sqlite);
  await parley(['redact', 'connecticut-2011.M4', '--reason', 'as a court ordered', '--data', folder]);
  events = await eventsOf(sqlite);
  expect(events.filter(({ body }) => body === null).length).toBeGreaterThan(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

describeOnPostgres('a ledger is copied from engine to engine', (postgres) => {
  it('there and back, with every byte and one root, which the same keys go on from', async () => {
    const database = await postgres.createDatabase();
    const there = await copy(sqlite, database);
    expect(there).toEqual({ size: events.length, root: expect.any(String), copied: events.length, erased: true });
    expect(await eventsOf(database)).toEqual(events);
    const back = newFile();
    expect(await copy(database, back)).toEqual(there);
    expect(await eventsOf(back)).toEqual(events);
    // The folder keeps keys and checkpoints; the log is another.
    const { code, out } = await parley(['verify', '--data', folder, '--json'], { env: { PARLEY_LOG: database } });
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ events: events.length, indexed: events.length })]);
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
