import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, TALKS } from './api.js';

const STORY = '/api/v1/negotiations/talks/story';
let api: Api;

beforeAll(async () => {
  api = await openApi();
  await api.post('/api/v1/negotiations', { id: TALKS.id, title: TALKS.title, zone: TALKS.zone });
  for (const fact of [...TALKS.facts, batch('talks.N1', '7'), batch('talks.N2', '8'), batch('talks.N3', '9'), batch('talks.N4', '10')]) {
    await api.post('/api/v1/negotiations/talks/facts', fact);
  }
  const { claims } = batch('talks.N1', '17') as { claims: unknown };
  await api.post('/api/v1/facts/talks.N1/events', { op: 'mend', expectedRevision: 1, reason: 'misread', claims });
  await api.post('/api/v1/facts/talks.N2/events', { op: 'retract', expectedRevision: 1, reason: 'no such notices' });
  await api.post('/api/v1/facts/talks.N3/events', { op: 'redact', reason: 'names a patient' });
  await api.post('/api/v1/facts/talks.N4/events', { op: 'retract', expectedRevision: 1 });
  await api.post('/api/v1/facts/talks.N4/events', { op: 'reinstate', expectedRevision: 2 });
});
afterAll(() => api?.close());

describe('the story', () => {
  it('tells what was done to each fact, and of those that are not seen any more', async () => {
    const { items, removed, total } = (await api.get(STORY)).json;
    expect(total).toBe(items.length);
    expect(items.find(({ fact }: { fact: string }) => fact === 'talks.N1').history).toMatchObject([{ op: 'record' }, { op: 'mend', words: [expect.stringContaining('7 → 17'), 'reason: misread'] }]);
    expect(removed.map(({ fact, why }: { fact: string; why: string }) => [fact, why])).toEqual([['talks.N2', 'retracted'], ['talks.N3', 'redacted']]);
    expect(removed[0]).toMatchObject({ what: '8 layoff notices issued', history: [{ op: 'record' }, { op: 'retract' }] });
    expect(removed[1].what).toBeUndefined();
  });

  it('leaves out what was withdrawn before it had begun, or after the ledger size', async () => {
    expect((await api.get(`${STORY}?at=2011-01-01`)).json.removed.map(({ fact }: { fact: string }) => fact)).toEqual(['talks.N3']);
    const before = (await api.get(`${STORY}?ledger=${TALKS.facts.length + 3}`)).json;
    expect([before.removed, before.items[0].history.length]).toEqual([[], 1]);
  });

  it('comes in windows by place, whole as CSV', async () => {
    const first = (await api.get(`${STORY}?limit=1`)).json;
    const second = (await api.get(first.links.next)).json;
    expect([second.place, second.items.length, second.items[0].fact === first.items[0].fact]).toEqual([2, 1, false]);
    expect((await api.get(`${STORY}.csv`)).text.trimEnd().split('\r\n')).toHaveLength(first.total + 1);
  });

  it('begins at either end, and can be of one kind of facts, with how many there are of each', async () => {
    const ids = async (query: string): Promise<string[]> => (await api.get(`${STORY}?${query}`)).json.items.map(({ fact }: { fact: string }) => fact);
    expect(await ids('order=oldest')).toEqual((await ids('order=newest')).reverse());
    const { total, counts, removed } = (await api.get(`${STORY}?kind=notices`)).json;
    expect([total, counts, removed]).toEqual([2, { milestones: 0, notices: 2, deadlines: 0, ballots: 0, figures: 0, statements: 0 }, []]);
    expect(await ids('kind=statements')).toEqual([]);
    expect((await api.get(`${STORY}?kind=source.registered`)).status).toBe(400);
  });

  it('can be cut down to what rests on one source, which must be one', async () => {
    const source = 'talks.S1';
    const { total, items, removed } = (await api.get(`${STORY}?source=${source}`)).json;
    expect([total, removed]).toEqual([items.length, []]);
    expect(items.every(({ sources }: { sources: { source: string }[] }) => sources.some((cited) => cited.source === source))).toBe(true);
    expect((await api.get(`${STORY}?source=talks.N1`)).status).toBe(404);
  });
});
