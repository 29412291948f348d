import { describe, expect, it, jest } from '@jest/globals';
import type { LedgerEvent } from '#libs/domain';
import type { Log, StoredEvent } from '#libs/log';
import { bodyHashOf } from '#libs/proof';
import { story } from '../../../test/support/story.js';
import { change, dump, freshPath, logOfStored, open, query, stored } from '../test/ledger.js';
import { sample } from '../test/sample.js';
import type { OpenReadModel } from './open.js';
import { isIndexHalted } from './projector.js';

const EVENTS = stored(sample().events());

/** So many events that they take several transactions. */
function many(count: number): StoredEvent[] {
  const events: LedgerEvent[] = [];
  const [opening, notice] = story().record('case', 'negotiation.opened', { title: 'Talks', zone: 'UTC' }).record('n', 'notices.issued', { count: '1' }, { happened: '2011' }).events();
  events.push(opening!);
  for (let seq = 1; seq < count; seq++) {
    events.push({ head: { ...notice!.head, seq, id: `event-${seq}`, fact: `n${seq}`, recordedAt: `2012-01-01T00:00:00.${String(seq).padStart(6, '0')}Z` }, body: notice!.body });
  }
  return stored(events);
}

/** An index of these, and how often its log was read so far. */
async function counted(events: readonly StoredEvent[]) {
  const log = await logOfStored(events);
  let reads = 0;
  const watched: Log = { ...log, read: (from, limit) => ((reads += 1), log.read(from, limit)) };
  const path = await freshPath();
  const { indexer } = await open(path, { log: watched });
  return { log, path, indexer, reads: () => reads };
}

describe('the projector', () => {
  it('follows the log across the seam: what is appended while it catches up is indexed too, once', async () => {
    const events = many(3_000);
    const log = await logOfStored(events.slice(0, 1));
    const path = await freshPath();
    const { indexer } = await open(path, { log });
    const stop = new AbortController();
    const running = indexer.run(stop.signal);
    expect(indexer.status().state).toBe('following');
    for (let seq = 1; seq < events.length; seq += 97) {
      await log.append(seq, events.slice(seq, seq + 97));
      if (seq % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => indexer.status().position.seq === events.length);
    stop.abort();
    await running;
    expect(indexer.status().state).toBe('ready');
    expect(query(path, 'SELECT count(*) AS rows, count(DISTINCT seq) AS events, max(seq) AS last FROM claims')).toEqual([{ rows: events.length, events: events.length, last: events.length - 1 }]);
  });

  it('takes what was just appended without reading it again, and reads what it lacks before', async () => {
    const events = many(10);
    const { log, path, indexer, reads } = await counted(events.slice(0, 1));
    const before = reads();
    await log.append(1, events.slice(1, 4));
    expect(await indexer.take(events.slice(1, 4))).toMatchObject({ seq: 4 });
    expect(reads() - before).toBe(0);
    // Another process wrote events 4 to 6 before ours came.
    await log.append(4, events.slice(4));
    expect(await indexer.take(events.slice(7))).toMatchObject({ seq: 10 });
    expect(query(path, 'SELECT seq FROM events ORDER BY seq')).toEqual(events.map(({ seq }) => ({ seq })));
    expect(await indexer.take(events.slice(7))).toMatchObject({ seq: 10 });
  });

  it('reads what others wrote once, as it follows, and not what it is given meanwhile', async () => {
    const events = many(10);
    const { log, indexer, reads } = await counted(events.slice(0, 1));
    const stop = new AbortController();
    const running = indexer.run(stop.signal);
    await indexer.catchUp();
    const before = reads();
    await log.append(1, events.slice(1, 6));
    await until(() => indexer.status().position.seq === 6);
    await log.append(6, events.slice(6));
    expect(await indexer.take(events.slice(4))).toMatchObject({ seq: 10 });
    expect(reads() - before).toBe(0);
    stop.abort();
    await running;
  });

  it('does what it is asked at once one after another', async () => {
    const events = many(1_200);
    const log = await logOfStored(events.slice(0, 1));
    const path = await freshPath();
    const { indexer, readModel } = await open(path, { log });
    await log.append(1, events.slice(1));
    const asked = await Promise.all([indexer.catchUp(), indexer.rebuild(), indexer.catchUp(), ...Array.from({ length: 20 }, () => indexer.catchUp())]);
    expect(new Set(asked.map(({ seq }) => seq))).toEqual(new Set([events.length]));
    expect(await readModel.position()).toEqual(asked[0]);
    expect(query(path, 'SELECT count(*) AS facts FROM facts')).toEqual([{ facts: events.length }]);
  });

  it('shows readers the rows and the checkpoint of the same moment, always', async () => {
    const events = many(4_000);
    const log = await logOfStored(events.slice(0, 1));
    const path = await freshPath();
    const { indexer, readModel } = await open(path, { log });
    await log.append(1, events.slice(1));
    let done = false;
    const caughtUp = indexer.catchUp().finally(() => (done = true));
    const seen = new Set<number>();
    while (!done) {
      const [row] = query<{ seq: number; events: number; facts: number }>(path, 'SELECT seq, (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM facts) AS facts FROM checkpoint');
      expect([row!.events, row!.facts]).toEqual([row!.seq, row!.seq]);
      expect((await readModel.position()).seq).toBeGreaterThanOrEqual(row!.seq);
      seen.add(row!.seq);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await caughtUp;
    expect(seen.size).toBeGreaterThan(2);
  });

  it('goes on where another process has moved the checkpoint of the same file', async () => {
    const log = await logOfStored(EVENTS.slice(0, 5));
    const path = await freshPath();
    const [one, other] = [await open(path, { log }), await open(path, { log })];
    await log.append(5, EVENTS.slice(5, 9));
    await one.indexer.catchUp();
    // The other still believes that the index stands at 5.
    expect(other.indexer.status().position.seq).toBe(5);
    expect((await other.indexer.catchUp()).seq).toBe(9);
    await log.append(9, EVENTS.slice(9));
    await Promise.all([one, other, one, other].map(({ indexer }) => indexer.catchUp()));
    await one.indexer.rebuild();
    await other.indexer.catchUp();
    expect(one.indexer.status()).toEqual(other.indexer.status());
    const alone = await freshPath();
    await open(alone, { log });
    expect(dump(path)).toEqual(dump(alone));
  });

  it('shares the work on one file with another that catches up at the same time', async () => {
    const events = many(6_000);
    const log = await logOfStored(events.slice(0, 1));
    const path = await freshPath();
    const [one, other] = [await open(path, { log }), await open(path, { log })];
    await log.append(1, events.slice(1));
    const [reached, alsoReached] = await Promise.all([one.indexer.catchUp(), other.indexer.catchUp()]);
    expect(reached).toEqual(alsoReached);
    expect(query(path, 'SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM claims) AS claims, event_count AS counted FROM negotiations')).toEqual([
      { events: events.length, claims: events.length, counted: events.length },
    ]);
  });

  it('keeps the old tables for readers until a rebuild is done', async () => {
    const titles: unknown[] = [];
    const plain = await logOfStored(EVENTS);
    const opened: { index?: OpenReadModel } = {};
    const log: Log = {
      ...plain,
      async read(from, limit) {
        if (opened.index !== undefined) titles.push(opened.index.indexer.status().state, (await opened.index.readModel.negotiation('talks'))?.title);
        return plain.read(from, limit);
      },
    };
    const path = await freshPath();
    opened.index = await open(path, { log });
    const right = dump(path);
    change(path, "UPDATE negotiations SET title = 'wrong'");
    await opened.index.indexer.rebuild();
    expect(titles).toEqual(['rebuilding', 'wrong']);
    expect(dump(path)).toEqual(right);
  });

  it('keeps the old tables for good where a rebuild fails', async () => {
    const log = await logOfStored(EVENTS);
    const path = await freshPath();
    const { indexer, readModel } = await open(path, { log });
    const before = dump(path);
    const read = jest.spyOn(log, 'read').mockRejectedValueOnce(new Error('the disk is gone'));
    await expect(indexer.rebuild()).rejects.toThrow('the disk is gone');
    read.mockRestore();
    expect(dump(path)).toEqual(before);
    expect((await readModel.position()).seq).toBe(EVENTS.length);
    await indexer.catchUp();
    expect(indexer.status().state).toBe('ready');
  });
});

describe('an event that cannot be applied', () => {
  const AT = 12;
  const head = (change: object) => JSON.stringify({ ...(JSON.parse(EVENTS[AT]!.head) as object), ...change });
  const withBody = (body: string) => ({ ...EVENTS[AT]!, head: head({ bodyHash: bodyHashOf(body) }), body });
  const bad: [string, StoredEvent, RegExp][] = [
    ['has a body that is no JSON', withBody('{'), /JSON/],
    ['has a body without what its type needs', withBody('{"claims":[{"sources":[]}]}'), /undefined/],
    ['has another body than its head names', { ...EVENTS[AT]!, body: EVENTS[AT - 1]!.body }, /its body is not the one that its head names/],
    ['is of an unknown type', { ...EVENTS[AT]!, head: head({ type: 'notices.lost' }) }, /its type is unknown: notices\.lost/],
    ['does something unknown', { ...EVENTS[AT]!, head: head({ op: 'forget' }) }, /its op is unknown: forget/],
    ['says that it is elsewhere', { ...EVENTS[AT]!, head: head({ seq: 99 }) }, /another position/],
  ];

  it.each(bad)('halts the projector right before it, visibly: it %s', async (_name, event, reason) => {
    const good = await freshPath();
    await open(good, { log: await logOfStored(EVENTS.slice(0, AT)) });
    const path = await freshPath();
    const { indexer, readModel } = await open(path, { log: await logOfStored([...EVENTS.slice(0, AT), event, ...EVENTS.slice(AT + 1)]) });

    const status = indexer.status();
    expect([status.state, status.position.seq]).toEqual(['halted', AT]);
    expect(status.reason).toMatch(new RegExp(`^event ${AT} can't be indexed: .*${reason.source}`));
    expect(dump(path)).toEqual(dump(good));
    expect((await readModel.position()).seq).toBe(AT);

    await expect(indexer.catchUp()).rejects.toThrow(status.reason!);
    const error = await indexer.run(new AbortController().signal).catch((caught: unknown) => caught);
    expect(isIndexHalted(error) && error.seq).toBe(AT);
    await expect(indexer.rebuild()).rejects.toThrow(status.reason!);
    expect(dump(path)).toEqual(dump(good));
    expect(indexer.status()).toEqual(status);
  });

  it('is applied when it can be, and nothing is lost', async () => {
    const mended = await logOfStored(EVENTS);
    let broken = true;
    const log: Log = {
      ...mended,
      read: async (from, limit) => (await mended.read(from, limit)).map((event) => (broken && event.seq === AT ? { ...event, body: '{' } : event)),
    };
    const path = await freshPath();
    const { indexer } = await open(path, { log });
    expect(indexer.status()).toMatchObject({ state: 'halted', position: { seq: AT } });
    broken = false;
    expect((await indexer.catchUp()).seq).toBe(EVENTS.length);
    expect(indexer.status()).toEqual({ state: 'ready', position: await indexer.catchUp() });
    const whole = await freshPath();
    await open(whole, { log: mended });
    expect(dump(path)).toEqual(dump(whole));
  });

  it('is not what a failing database is taken for', async () => {
    const log = await logOfStored(EVENTS.slice(0, 4));
    const path = await freshPath();
    const { indexer } = await open(path, { log });
    await log.append(4, EVENTS.slice(4));
    change(path, 'ALTER TABLE notices RENAME TO elsewhere');
    const error = await indexer.catchUp().catch((caught: unknown) => caught);
    expect([isIndexHalted(error), (error as Error).message]).toEqual([false, 'no such table: notices']);
    expect(indexer.status()).toMatchObject({ state: 'halted', position: { seq: 4 }, reason: 'no such table: notices' });
    change(path, 'ALTER TABLE elsewhere RENAME TO notices');
    expect((await indexer.catchUp()).seq).toBe(EVENTS.length);
  });

  it('is seen where the log became shorter than the index', async () => {
    const log = await logOfStored(EVENTS);
    let head = EVENTS.length;
    const { indexer } = await open(await freshPath(), { log: { ...log, head: async () => head } });
    head = 3;
    await expect(indexer.catchUp()).rejects.toThrow('the log ends at 3: it is not the one that was indexed');
    expect(indexer.status()).toMatchObject({ state: 'halted', position: { seq: EVENTS.length } });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
