import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StateAnswer } from '#libs/domain';
import { type Server, startServer } from '../support/server.js';

/**
 * A negotiation recorded from nothing, over HTTP. Each step is asked about at several points of the three clocks; at the end everything is asked
 * again, since what the ledger once answered it answers for ever.
 */

type Answered = 'none recorded' | [low: number, high: number];
/** At this moment of the world, by what was public then: so many notices had certainly been issued. */
type Question = [at: string, known: string, issued: Answered];

interface Step {
  does: string;
  path: string;
  body: object;
  /** Events that it writes. */
  events: number;
  questions: Question[];
}

const cited = (source: string, locator: string) => [{ source: `talks.${source}`, locator }];
const batch = (happened: string, count: unknown, source: string) => ({ happened, data: { round: 'may', count }, sources: cited(source, '¶1') });

const STEPS: Step[] = [
  {
    does: 'opens a negotiation with its sources',
    path: '/api/v1/negotiations',
    body: {
      id: 'talks',
      title: 'The talks',
      zone: 'America/New_York',
      facts: [
        { fact: 'talks.S1', type: 'source.registered', claims: [{ data: { title: 'The Gazette', published: '2011-05-10' } }] },
        { fact: 'talks.S2', type: 'source.registered', claims: [{ data: { title: 'The Courier', published: '2011-05-20' } }] },
      ],
    },
    events: 3,
    questions: [['2011-05-09', '2011-05-20', 'none recorded']],
  },
  {
    does: 'records a batch that one paper tells of',
    path: '/api/v1/negotiations/talks/facts',
    body: { fact: 'talks.N1', type: 'notices.issued', claims: [batch('2011-05-09', 'about 100', 'S1')] },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-10', [95, 105]],
      ['2011-05-08', '2011-05-10', 'none recorded'],
      ['2011-05-09', '2011-05-09', 'none recorded'],
    ],
  },
  {
    does: 'records late what happened before it',
    path: '/api/v1/negotiations/talks/facts',
    body: { facts: [{ fact: 'talks.N2', type: 'notices.issued', claims: [batch('2011-05-02', 10, 'S2')] }] },
    events: 1,
    questions: [
      ['2011-05-05', '2011-05-20', [10, 10]],
      ['2011-05-05', '2011-05-10', 'none recorded'],
      ['2011-05-09', '2011-05-20', [105, 115]],
      ['2011-05-09', '2011-05-10', [95, 105]],
    ],
  },
  {
    does: 'revises the first batch: the second paper knows the number, from its own day on',
    path: '/api/v1/facts/talks.N1/events',
    body: { op: 'revise', claims: [batch('2011-05-09', 120, 'S2')], expectedRevision: 1 },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-10', [95, 105]],
      ['2011-05-09', '2011-05-20', [130, 130]],
    ],
  },
  {
    does: 'mends the first version: the first paper had been typed wrong, at every date',
    path: '/api/v1/facts/talks.N1/events',
    body: { op: 'mend', mends: 3, claims: [batch('2011-05-09', 'about 110', 'S1')], reason: 'misread', expectedRevision: 2 },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-10', [104, 116]],
      ['2011-05-09', '2011-05-20', [130, 130]],
    ],
  },
  {
    does: 'retracts the late batch as its own error',
    path: '/api/v1/facts/talks.N2/events',
    body: { op: 'retract', reason: 'belongs to another case' },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-20', [120, 120]],
      ['2011-05-05', '2011-05-20', 'none recorded'],
    ],
  },
  {
    does: 'reinstates it',
    path: '/api/v1/facts/talks.N2/events',
    body: { op: 'reinstate', reason: 'belongs here after all' },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-20', [130, 130]],
      ['2011-05-05', '2011-05-20', [10, 10]],
    ],
  },
  {
    does: 'retracts the first batch as its source did, from that day on',
    path: '/api/v1/facts/talks.N1/events',
    body: { op: 'retract', reported: '2011-06-01', sources: cited('S2', 'correction of June 1') },
    events: 1,
    questions: [
      ['2011-05-09', '2011-05-31', [130, 130]],
      ['2011-05-09', '2011-06-01', [10, 10]],
      ['2011-05-09', '2011-05-10', [104, 116]],
    ],
  },
];

describe('a negotiation recorded over HTTP', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ record: false });
  });
  afterAll(() => server.close());

  async function issued(at: string, known: string, ledger?: number): Promise<Answered> {
    const { status, text } = await server.get(`/api/v1/negotiations/talks/state?${new URLSearchParams({ at, known, ...(ledger === undefined ? {} : { ledger: String(ledger) }) })}`);
    expect({ status, text }).toMatchObject({ status: 200 });
    const { itemised } = (JSON.parse(text) as StateAnswer).notices.all.issued;
    return itemised.recorded ? [itemised.certain.low, itemised.certain.high!] : 'none recorded';
  }

  /** The ledger's size after so many steps. */
  const sizeAfter = (steps: number): number => STEPS.slice(0, steps).reduce((sum, { events }) => sum + events, 0);
  const ask = async (questions: readonly Question[], ledger?: number) => Promise.all(questions.map(async ([at, known]) => [at, known, await issued(at, known, ledger)]));

  it.each(STEPS.map((step, index) => [step.does, step, index] as const))('%s', async (_does, { path, body, events, questions }, index) => {
    const { status, text } = await server.post(path, body);
    expect({ status, text }).toMatchObject({ status: 201 });
    const { receipts } = JSON.parse(text) as { receipts: { seq: number }[] };
    expect(receipts.map(({ seq }) => seq)).toEqual(Array.from({ length: events }, (_event, offset) => sizeAfter(index) + offset));
    expect(await ask(questions)).toEqual(questions);
  });

  it('answers every earlier question as it did, by the ledger of then', async () => {
    for (const [index, { questions }] of STEPS.entries()) expect(await ask(questions, sizeAfter(index + 1))).toEqual(questions);
  });

  it('tells who changed a fact, how and why', async () => {
    const { text } = await server.get('/api/v1/facts/talks.N1/history');
    const { events } = JSON.parse(text) as { events: { op: string; revision: number; recordedBy: string; reason?: string }[] };
    expect(events.map(({ op, revision, recordedBy, reason }) => [revision, op, recordedBy, reason])).toEqual([
      [1, 'record', 'archivist', undefined],
      [2, 'revise', 'archivist', undefined],
      [3, 'mend', 'archivist', 'misread'],
      [4, 'retract', 'archivist', undefined],
    ]);
  });
});

describe('a write that is sent twice, too late, or half wrong', () => {
  let server: Server;

  beforeAll(async () => {
    server = await startServer({ record: false });
    await server.post(STEPS[0]!.path, STEPS[0]!.body);
  });
  afterAll(() => server.close());

  const facts = '/api/v1/negotiations/talks/facts';
  const fact = (id: string, count: unknown) => ({ id: `event-${id}`, fact: `talks.${id}`, type: 'notices.issued', claims: [batch('2011-05-09', count, 'S1')] });
  const codeOf = (text: string) => (JSON.parse(text) as { code: string }).code;
  const total = async () => (JSON.parse((await server.get('/api/v1/negotiations/talks/timeline?type=notices.issued')).text) as { total: number }).total;

  it('the same event again is answered by its first receipt', async () => {
    const first = await server.post(facts, fact('N1', 5));
    const second = await server.post(facts, fact('N1', 5));
    expect([first.status, second.status]).toEqual([201, 200]);
    const [receipt] = (JSON.parse(first.text) as { receipts: object[] }).receipts;
    expect(JSON.parse(second.text)).toEqual({ receipts: [{ ...receipt, repeated: true }] });
    expect(await total()).toBe(1);
  });

  it('the same id with other content is a conflict', async () => {
    const { status, text } = await server.post(facts, fact('N1', 6));
    expect([status, codeOf(text)]).toEqual([409, 'id-taken']);
  });

  it('a change to a revision that is no longer the newest is a conflict', async () => {
    const step = { op: 'mend', claims: [batch('2011-05-09', 7, 'S1')], expectedRevision: 1 };
    const [first, second] = [await server.post('/api/v1/facts/talks.N1/events', step), await server.post('/api/v1/facts/talks.N1/events', { ...step, claims: [batch('2011-05-09', 8, 'S1')] })];
    expect([first.status, second.status, codeOf(second.text)]).toEqual([201, 409, 'stale-revision']);
  });

  it('one wrong fact keeps all others out, and is pointed at', async () => {
    const before = await total();
    const { status, text } = await server.post(facts, { facts: [fact('N8', 1), fact('N9', 'about a hundred or so')] });
    expect(status).toBe(422);
    expect((JSON.parse(text) as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual(['/facts/1/claims/0/data/count']);
    expect(await total()).toBe(before);
  });

  it('without a token nothing is written', async () => {
    const response = await fetch(server.url + facts, { method: 'POST', body: JSON.stringify(fact('N9', 1)), headers: { 'content-type': 'application/json' } });
    expect([response.status, codeOf(await response.text())]).toEqual([401, 'unauthorized']);
  });
});
