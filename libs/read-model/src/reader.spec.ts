import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Known, learn, type LedgerEvent } from '#libs/domain';
import { freshPath, logOf, open } from '../test/ledger.js';
import { sample } from '../test/sample.js';
import { openReader } from './database.js';
import type { ReadModel } from './read-model.js';
import { createReadModel } from './reader.js';
import { sqlOf } from './sql.js';

describe('the queries', () => {
  let events: LedgerEvent[];
  let model: ReadModel;

  beforeEach(async () => {
    events = sample().events();
    ({ readModel: model } = await open(await freshPath(), { log: await logOf(events) }));
  });

  it('know of ids what the events say one after another', async () => {
    const said: Known = { zones: new Map(), facts: new Map(), events: new Map() };
    for (const event of events) learn(said, event);
    expect(await model.known({ negotiations: said.zones.keys(), facts: said.facts.keys(), events: said.events.keys() })).toEqual({ ...said, size: events.length });
    expect(said.facts.size).toBeGreaterThan(15);
  });

  it('leave out ids that are not there', async () => {
    const known = await model.known({ negotiations: ['nowhere'], facts: ['talks.M1', "' OR 1=1"], events: ['nothing'] });
    expect([[...known.facts.keys()], known.events.size]).toEqual([['talks.M1'], 0]);
  });

  it('know the zone of a negotiation by any of its facts or events', async () => {
    const zones = new Map([['talks', 'America/New_York']]);
    expect((await model.known({ negotiations: ['nowhere'], facts: ['talks.M1'], events: [] })).zones).toEqual(zones);
    expect((await model.known({ negotiations: [], facts: [], events: [events[5]!.head.id] })).zones).toEqual(zones);
    expect((await model.known({ negotiations: ['nowhere'], facts: ['nothing'], events: ['nothing'] })).zones).toEqual(new Map());
  });

  it('give the events of a negotiation between two positions, and those of a fact', async () => {
    expect(await model.events('talks', 0, Infinity)).toEqual(events);
    expect(await model.events('talks', 3, 6)).toEqual(events.slice(3, 6));
    expect(await model.events('other', 0, 100)).toEqual([]);
    expect(await model.factEvents('talks.M1')).toEqual(events.filter(({ head }) => head.fact === 'talks.M1'));
  });

  it('give the facts that were withdrawn below a size, the newest first, and those that cite a source', async () => {
    const first = events.findIndex(({ head }) => head.op === 'retract');
    expect(await Promise.all([model.retracted('talks', Infinity, 9), model.retracted('talks', first + 1, 9), model.retracted('talks', Infinity, 1), model.retracted('other', Infinity, 9)]))
      .toEqual([['talks.D4', 'talks.M1'], ['talks.M1'], ['talks.D4'], []]);
    expect((await model.citing('talks.S1')).sort()).toEqual(['talks.D2', 'talks.D3', 'talks.D4', 'talks.M1', 'talks.N1', 'talks.W1', 'talks.W2']);
    expect(await model.citing('talks.P1')).toEqual([]);
  });

  it('wait for what was written, but where they say what they take and it is there', async () => {
    const path = await freshPath();
    await (await open(path, { log: await logOf(events) })).close();
    let waits = 0;
    const patient = createReadModel(sqlOf(await openReader(path)), async () => void (waits += 1));
    await patient.events('talks', 0, events.length);
    await patient.nodes([{ level: 1, index: 0 }, { level: 0, index: events.length - 1 }]);
    expect(waits).toBe(0);
    await patient.events('talks', 0, events.length + 1);
    await patient.position();
    await expect(patient.nodes([{ level: 0, index: events.length }])).rejects.toThrow('has no node');
    expect(waits).toBe(3);
    await patient.close();
  });

  it('describe and count a negotiation, now and as of a ledger size', async () => {
    const facts = new Set(events.map(({ head }) => head.fact)).size;
    const row = { id: 'talks', title: 'Concession talks', zone: 'America/New_York', summary: 'Wages and jobs', openedSeq: 1, factCount: facts, eventCount: events.length };
    expect(await model.negotiation('talks')).toEqual(row);
    expect(await model.negotiation('other')).toBeUndefined();
    expect(await model.negotiations({ limit: 10 })).toEqual({ rows: [row], total: 1 });
    expect(await model.negotiations({ limit: 10, ledger: 5 })).toEqual({ rows: [{ ...row, factCount: 5, eventCount: 5 }], total: 1 });
    expect(await model.negotiations({ limit: 10, ledger: 0 })).toEqual({ rows: [], total: 0 });
    expect(await model.negotiations({ limit: 10, afterId: 'talks' })).toEqual({ rows: [], total: 1 });
  });

  it.each([
    ['a title', { q: 'concession' }, 1],
    ['a person', { q: 'dorman' }, 1],
    ['nobody', { q: 'nobody' }, 0],
    ['a party by name', { party: 'administration' }, 1],
    ['a party by id', { party: 'talks.P1' }, 1],
    ['a person, who is no party', { party: 'Dorman' }, 0],
    ['a pattern, taken as it is written', { q: '%' }, 0],
    ['a quote', { q: "'" }, 0],
  ])('find a negotiation by %s', async (_name, filter, total) => {
    expect((await model.negotiations({ ...filter, limit: 10 })).total).toBe(total);
  });

  it('find statements by their words, in whatever form, best first', async () => {
    expect(await model.searchStatements('talks', 'layoff', 10)).toEqual(['talks.W1']);
    expect(await model.searchStatements('talks', 'deadline CAFE', 10)).toEqual(['talks.W2']);
    expect(await model.searchStatements('talks', 'dorman deal', 10)).toEqual(['talks.W1']);
    expect(await model.searchStatements('talks', 'layoffs precise', 10)).toEqual([]);
    expect(await model.searchStatements('other', 'layoff', 10)).toEqual([]);
  });

  it.each(['', '   ', '"', '""', '***', 'layoff"', '"layoff OR deal', 'NEAR(', 'gist:', '-layoff', '(', 'a AND', 'layoff\0deal', '\ud800', "'; DROP TABLE statements; --", 'x'.repeat(100_000), 'layoff '.repeat(5_000)])(
    'take hostile text as words: %j',
    async (q) => {
      const found = await model.searchStatements('talks', q, 10);
      expect(['talks.W1', undefined]).toContain(found[0]);
      expect(await model.searchStatements('talks', 'layoff', 10)).toEqual(['talks.W1']);
    },
  );

  it('say how large the ledger was at an instant', async () => {
    const second = (seq: number) => Date.UTC(2012, 0, 1, 0, 0, seq);
    expect(await model.sizeAt(second(0) - 1)).toEqual({ size: 0, provisional: false });
    expect(await model.sizeAt(second(0))).toEqual({ size: 1, provisional: false });
    expect(await model.sizeAt(second(4) - 0.001)).toEqual({ size: 4, provisional: false });
    expect(await model.sizeAt(second(4) + 999)).toEqual({ size: 5, provisional: false });
    expect(await model.sizeAt(second(events.length - 1))).toEqual({ size: events.length, provisional: false });
    expect(await model.sizeAt(second(events.length))).toEqual({ size: events.length, provisional: true });
    expect(await model.sizeAt(Infinity)).toEqual({ size: events.length, provisional: true });
    expect(await model.sizeAt(-Infinity)).toEqual({ size: 0, provisional: false });
  });
});
