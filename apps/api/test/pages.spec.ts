import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, linesOf, openApi, TALKS } from './api.js';

const ABOUT = '/api/v1/negotiations/talks';
const BATCHES = Array.from({ length: 25 }, (_, index) => `talks.N${String(index + 1).padStart(2, '0')}`);
let api: Api;

beforeAll(async () => {
  api = await openApi();
  const { status, text } = await api.post('/api/v1/negotiations', { ...TALKS, facts: [...TALKS.facts, ...BATCHES.map((fact) => batch(fact, '1'))] });
  expect([status, text]).toEqual([201, text]);
});
afterAll(() => api?.close());

const record = async (fact: string): Promise<void> => expect((await api.post(`${ABOUT}/facts`, batch(fact, '7'))).status).toBe(201) as void;
const ids = (facts: { fact: string }[]): string[] => facts.map(({ fact }) => fact);

describe('the facts behind a value', () => {
  const path = `${ABOUT}/explain?path=notices.rounds.may.issued&at=2011-06-30`;

  it('come twenty at a time, as of the ledger that the first page showed', async () => {
    const first = (await api.get(path)).json;
    expect([first.factCount, ids(first.facts)]).toEqual([25, BATCHES.slice(0, 20)]);
    await record('talks.N00');
    const second = (await api.get(first.links.next)).json;
    expect([second.factCount, ids(second.facts), second.links.next]).toEqual([25, BATCHES.slice(20), undefined]);
    expect((await api.get(path)).json.factCount).toBe(26);
  });

  it('are listed in part in the whole state, and counted', async () => {
    const [{ issued: { itemised } }] = (await api.get(`${ABOUT}/state?at=2011-06-30&ledger=27`)).json.notices.rounds;
    expect([itemised.factCount, itemised.facts, itemised.said.length]).toEqual([25, BATCHES.slice(0, 5), 5]);
  });
});

describe('what changed', () => {
  const path = `${ABOUT}/diff?clock=recorded&from=2&to=27`;

  it('comes with a page of the facts that changed it', async () => {
    const first = (await api.get(`${path}&limit=10`)).json;
    expect([first.factCount, first.facts.length]).toEqual([25, 10]);
    await record('talks.N99');
    const second = (await api.get(`${first.links.next}`)).json;
    expect([second.factCount, second.facts.length]).toEqual([25, 10]);
    const third = (await api.get(second.links.next)).json;
    expect([third.facts.length, third.links.next]).toEqual([5, undefined]);
    expect(new Set([...first.facts, ...second.facts, ...third.facts].map(({ fact }) => fact))).toEqual(new Set(BATCHES));
    const issued = first.values.find((value: { path: string }) => value.path === 'notices.rounds.may.issued');
    expect([issued.becauseCount, issued.because.length]).toEqual([25, 20]);
  });

  it('is a table of its values, or with list=facts of its facts', async () => {
    const values = linesOf(await api.get(path.replace('/diff', '/diff.jsonl')));
    expect(values.map((row) => row.path)).toContain('notices.rounds.may.issued');
    expect(linesOf(await api.get(`${path.replace('/diff', '/diff.jsonl')}&list=values`))).toEqual(values);
    expect(new Set(ids(linesOf(await api.get(`${path.replace('/diff', '/diff.jsonl')}&list=facts`))))).toEqual(new Set(BATCHES));
    expect((await api.get(`${path}&list=everything`)).status).toBe(400);
  });
});

describe('a fact that is not seen', () => {
  it('says why', async () => {
    const [retracted, redacted, unread] = BATCHES as [string, string, string];
    const change = async (fact: string, body: object): Promise<void> => expect([200, 201]).toContain((await api.post(`/api/v1/facts/${fact}/events`, body)).status);
    await change(retracted, { op: 'retract', reason: 'typed twice' });
    await change(redacted, { op: 'redact', reason: 'by order of a court' });
    const why = async (fact: string, query = ''): Promise<unknown> => {
      const { seen, why: reason } = (await api.get(`/api/v1/facts/${fact}${query}`)).json;
      return [seen, reason];
    };
    expect(await why(retracted)).toEqual([false, 'retracted at this moment']);
    expect(await why(redacted)).toEqual([false, 'its body was redacted']);
    expect(await why(unread, '?known=2011-05-09')).toEqual([false, 'not public yet at this moment']);
    expect(await why(unread, '?ledger=2')).toEqual([false, 'not recorded yet at this ledger size']);
    expect(await why(unread)).toEqual([true, undefined]);
  });
});
