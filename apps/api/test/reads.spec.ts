import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Api, linesOf, openApi } from './api.js';

const ABOUT = '/api/v1/negotiations/connecticut-2011';
const TABLES = ['state', 'timeline', 'notices', 'deadlines', 'ballots', 'figures', 'statements', 'findings', 'diff'];
const asked = (view: string): string => (view === 'diff' ? 'from=2011-07-12&to=2011-07-13' : 'at=2011-07-13');

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

describe('answers', () => {
  it('tell the state of the talks on July 13, 2011', async () => {
    const { status, json } = await api.get(`${ABOUT}/state?at=2011-07-13`);
    expect(status).toBe(200);
    expect(json.basis.at).toEqual({ asked: '2011-07-13', instant: '2011-07-14T04:00:00Z', zone: 'America/New_York' });
    expect(json.deal.status).toBe('rejected');
    const july = json.notices.rounds.find(({ round }: { round: string }) => round === 'july');
    expect(july.issued.itemised).toMatchObject({ recorded: true, certain: { low: 446, high: 460 } });
  });

  it('know nothing of July before its papers came out', async () => {
    const { json } = await api.get(`${ABOUT}/state?at=2011-07-12&known=2011-07-12`);
    expect(json.notices.rounds.some(({ round }: { round: string }) => round === 'july')).toBe(false);
  });

  it('say where everything was read: what was known in the past, at an old ledger', async () => {
    const costs = ['known=2011-07-12', 'ledger=100', 'known=2011-07-12&ledger=100'].map(async (clocks) => (await api.get(`${ABOUT}/state?at=2011-07-12&${clocks}`)).json.basis.cost);
    expect(await Promise.all(costs)).toEqual([undefined, undefined, 'linear']);
  });

  it('hold the ledger as it was when an event was recorded, to the microsecond', async () => {
    const recorded = linesOf(await api.get(`${ABOUT}/export?ledger=4`)).map((line) => (line as { head: { recordedAt: string } }).head.recordedAt);
    for (const [seq, instant] of recorded.entries()) {
      const { json } = await api.get(`${ABOUT}/state?ledger=${instant}`);
      expect(json.basis.ledger).toMatchObject({ asked: instant, size: seq + 1 });
    }
  });

  it.each([
    ['ledger=99999999999999999999', 'ledger-beyond-head'],
    ['at=%2B275760-09-13T00:00:00Z', 'bad-moment'],
    ['known=-271821-04-20T00:00:00Z', 'bad-moment'],
  ])('refuse %s, which no clock reaches', async (query, code) => {
    expect((await api.get(`${ABOUT}/state?${query}`)).json).toMatchObject({ status: 400, code });
  });

  it.each(TABLES)('%s: is the same by suffix and by Accept, and comes as CSV and JSON Lines', async (view) => {
    const json = await api.get(`${ABOUT}/${view}.json?${asked(view)}`);
    const plain = await api.get(`${ABOUT}/${view}?${asked(view)}`);
    expect({ ...json.json, links: null }).toEqual({ ...plain.json, links: null });
    const csv = await api.get(`${ABOUT}/${view}.csv?${asked(view)}`);
    const lines = await api.get(`${ABOUT}/${view}.jsonl?${asked(view)}`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(lines.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const records = parse(csv.text, { columns: true }) as object[];
    expect(records.length).toBeGreaterThan(0);
    expect(records.map((record) => Object.keys(record))).toEqual(linesOf(lines).map((line) => Object.keys(line as object)));
    const accepted = await api.get(`${ABOUT}/${view}?${asked(view)}`, { accept: 'text/csv' });
    expect(accepted.text).toBe(csv.text);
    expect(accepted.headers['vary']).toContain('accept');
  });

  it('choose the format that Accept weighs most', async () => {
    const as = async (accept: string) => (await api.get(`${ABOUT}/notices`, { accept })).headers['content-type'];
    expect(await as('text/html,application/xhtml+xml,*/*;q=0.8')).toMatch(/^application\/json/);
    expect(await as('text/csv;q=0.5, application/jsonl')).toMatch(/^application\/jsonl/);
    expect(await as('text/*')).toMatch(/^text\/csv/);
    expect(await as('application/json;q=0, text/csv')).toMatch(/^text\/csv/);
  });

  it('name the file that they are saved as', async () => {
    const { headers } = await api.get(`${ABOUT}/notices.csv?at=2011-07-13&dl=1`);
    expect(headers['content-disposition']).toBe(`attachment; filename="connecticut-2011_notices_at-2011-07-13_ledger-${(await api.parley.readiness()).ledger.size}.csv"`);
  });

  it('tell one fact, and its history', async () => {
    const fact = await api.get('/api/v1/facts/connecticut-2011.M4');
    expect(fact.json).toMatchObject({ fact: 'connecticut-2011.M4', seen: true, revision: 1 });
    expect(fact.json.contested).not.toEqual([]);
    const history = await api.get('/api/v1/facts/connecticut-2011.M4/history');
    expect(history.json.events).toMatchObject([{ op: 'record', recordedBy: 'shipped-record' }]);
    expect((await api.get('/api/v1/facts/connecticut-2011.M4/history.csv')).text).toMatch(/^seq,id,revision,op,/);
  });
});

describe('links', () => {
  it('pin an answer: the same bytes when it is asked for again, to be kept for ever', async () => {
    const open = await api.get(`${ABOUT}/state?at=2011-07-13`);
    expect(open.headers['cache-control']).toBe('no-cache');
    const first = await api.get(open.json.links.pinned);
    const again = await api.get(open.json.links.pinned);
    expect(first.status).toBe(200);
    expect(again.text).toBe(first.text);
    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(first.json.links.pinned).toBe(first.json.links.self);
    expect(first.json.headline).toBe(open.json.headline);
  });

  it('are in one Link header, path-only, with quoted relations', async () => {
    const { headers, json } = await api.get(`${ABOUT}/timeline?limit=3`);
    const links = [...(headers['link'] ?? '').matchAll(/<([^>]+)>; rel="([a-z-]+)"/g)].map(([, address, rel]) => [rel, address]);
    expect(links).toEqual([
      ['self', json.links.self], ['cite-as', json.links.pinned], ['next', json.links.next],
      ['alternate', json.links.csv], ['alternate', json.links.jsonl], ['describedby', '/openapi.json'],
    ]);
    for (const [, address] of links) expect((await api.get(address ?? '')).status).toBe(200);
  });

  it('are absolute where the server is told its name', async () => {
    const named = await openApi({ env: { PARLEY_PUBLIC_URL: 'https://parley.example/' } });
    expect((await named.get('/api/v1/negotiations')).json.links.self).toBe('https://parley.example/api/v1/negotiations');
    await named.close();
  });
});

describe('conditional requests', () => {
  it('are answered by 304 where the bytes are the same', async () => {
    const { headers } = await api.get(`${ABOUT}/deadlines.csv?at=2011-07-13`);
    expect(headers['etag']).toMatch(/^"[\w-]{43}"$/);
    for (const tag of [headers['etag'] ?? '', `"other", W/${headers['etag']}`, '*']) {
      const same = await api.get(`${ABOUT}/deadlines.csv?at=2011-07-13`, { 'if-none-match': tag });
      expect([same.status, same.text]).toEqual([304, '']);
      expect(same.headers['etag']).toBe(headers['etag']);
    }
    expect((await api.get(`${ABOUT}/deadlines?at=2011-07-13`, { 'if-none-match': headers['etag'] ?? '' })).status).toBe(200);
  });

  it('HEAD gives the headers alone', async () => {
    const whole = await api.get(`${ABOUT}/ballots?at=2011-07-13`);
    const head = await api.send('HEAD', `${ABOUT}/ballots?at=2011-07-13`);
    expect([head.status, head.text, head.headers['etag']]).toEqual([200, '', whole.headers['etag']]);
  });
});

describe('streams', () => {
  it('replay the story as JSON Lines, step by step', async () => {
    const steps = linesOf(await api.get(`${ABOUT}/replay?from=2011-07-12&to=2011-07-13`));
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index + 1));
    expect(steps.some(({ changed }) => changed.some(({ path }: { path: string }) => path === 'notices.rounds.july.issued'))).toBe(true);
  });

  it('export every event as it was recorded', async () => {
    const events = linesOf(await api.get(`${ABOUT}/export.jsonl?dl=1`));
    expect(events.map(({ head }) => head.seq)).toEqual(events.map((_, seq) => seq));
    expect(events).toHaveLength((await api.parley.readiness()).ledger.size);
    expect(linesOf(await api.get(`${ABOUT}/export?ledger=10`))).toHaveLength(10);
  });
});
