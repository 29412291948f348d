import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type Api, batch, linesOf, NEW_YEAR_2012, openApi, TALKS } from './api.js';

const FACTS = '/api/v1/negotiations/talks/facts';

let api: Api;
let now: bigint;
beforeEach(async () => {
  now = NEW_YEAR_2012;
  api = await openApi({ clock: () => now });
  expect((await api.post('/api/v1/negotiations', TALKS)).status).toBe(201);
});
afterEach(() => api?.close());

describe('writing', () => {
  it('opens a negotiation with its first facts, and names who recorded it', async () => {
    const { json } = await api.get('/api/v1/negotiations/talks');
    expect(json).toMatchObject({ title: 'The talks', zone: 'America/New_York', sources: [{ source: 'talks.S1' }] });
    const [opened] = linesOf(await api.get('/api/v1/negotiations/talks/export'));
    expect(opened.head).toMatchObject({ seq: 0, fact: 'talks', recordedBy: 'archivist', recordedAt: '2012-01-01T00:00:00.000000Z' });
  });

  it('answers with a receipt for each fact, and where it is', async () => {
    const one = await api.post(FACTS, batch('talks.N1', 'about 125'));
    expect([one.status, one.headers['location']]).toEqual([201, '/api/v1/facts/talks.N1']);
    expect(one.json.receipts).toMatchObject([{ seq: 2, fact: 'talks.N1', revision: 1 }]);
    const many = await api.post(FACTS, { facts: [batch('talks.N2', 10), batch('talks.N3', 20)] });
    expect([many.status, many.headers['location']]).toEqual([201, '/api/v1/negotiations/talks']);
    expect(many.json.receipts.map(({ seq }: { seq: number }) => seq)).toEqual([3, 4]);
    const { json } = await api.get('/api/v1/negotiations/talks/notices?at=2011-05-10');
    expect(json.rounds[0].issued.itemised.certain).toEqual({ low: 148, high: 162 });
  });

  it('records all facts of a request or none', async () => {
    const { status, json } = await api.post(FACTS, { facts: [batch('talks.N1', 10), batch('talks.N2', 'some')] });
    expect([status, json.code]).toEqual([422, 'invalid-fact']);
    expect(json.errors[0].pointer).toBe('/facts/1/claims/0/data/count');
    expect((await api.get('/api/v1/facts/talks.N1')).status).toBe(404);
  });

  it('takes up to a thousand facts in a request', async () => {
    const { status, json } = await api.post(FACTS, { facts: Array.from({ length: 1_001 }, (_, n) => batch(`talks.N${n}`, 1)) });
    expect([status, json.code, json.errors[0]]).toMatchObject([422, 'invalid-body', { pointer: '/facts', detail: expect.stringMatching(/1000/) }]);
  });

  it('takes a fact through its life', async () => {
    await api.post(FACTS, batch('talks.N1', 100));
    const step = (body: object) => api.post('/api/v1/facts/talks.N1/events', body);
    const claims = (count: number) => [{ happened: '2011-05-10', data: { round: 'may', count } }];
    expect((await step({ op: 'mend', claims: claims(110), reason: 'typed wrong' })).status).toBe(201);
    expect((await step({ op: 'revise', claims: claims(120), reported: '2011-05-12' })).status).toBe(201);
    expect((await step({ op: 'retract' })).status).toBe(201);
    expect((await api.get('/api/v1/facts/talks.N1')).json).toMatchObject({ seen: false });
    expect((await step({ op: 'reinstate' })).headers['location']).toBe('/api/v1/facts/talks.N1/history');
    const seen = async (known: string) => (await api.get(`/api/v1/facts/talks.N1?known=${known}`)).json.data.count.low;
    expect([await seen('2011-05-11'), await seen('2011-05-12')]).toEqual([110, 120]);
    const { json } = await api.get('/api/v1/facts/talks.N1/history');
    expect(json.events.map(({ op }: { op: string }) => op)).toEqual(['record', 'mend', 'revise', 'retract', 'reinstate']);
  });

  it('imports a case, shows the plan first, and does nothing twice', async () => {
    const text = 'negotiation: { id: mill, title: The mill, zone: Europe/Berlin }\nmilestones:\n  M1: { when: 2026-03-02, kind: talks-opened }\n';
    const files = [{ path: 'case.yaml', text }];
    const dry = await api.post('/api/v1/imports?dryRun=true', { files });
    expect([dry.status, dry.json.counts.recorded, dry.json.receipts]).toEqual([200, 2, []]);
    expect((await api.get('/api/v1/negotiations/mill')).status).toBe(404);
    const real = await api.post('/api/v1/imports', { files });
    expect([real.status, real.headers['location'], real.json.receipts.length]).toEqual([201, '/api/v1/negotiations/mill', 2]);
    const again = await api.post('/api/v1/imports', { files });
    expect([again.status, again.json.counts.unchanged, again.json.receipts]).toEqual([200, 2, []]);
  });

  it('imports a case that is sent in pieces, line by line', async () => {
    const jsonl = { 'content-type': 'application/jsonl' };
    const lines = (...pieces: [string, string][]): string => pieces.map(([path, text]) => `${JSON.stringify({ path, text })}\n`).join('');
    const head: [string, string] = ['case.yaml', 'negotiation: { id: mill, title: The mill, zone: Europe/Berlin }\nlists: { may.csv: { type: issued } }\n'];
    const rows: [string, string][] = [['may.csv', 'id,when,cou'], ['may.csv', 'nt\nb1,2026-03-02,1\nb2,2026'], ['may.csv', '-03-03,2\n']];
    const sent = await api.post('/api/v1/imports', lines(rows[0]!, head, rows[1]!, rows[2]!), jsonl);
    expect([sent.status, sent.json.counts.recorded, sent.json.written]).toEqual([201, 3, 3]);
    expect((await api.post('/api/v1/imports', lines(head, ...rows), jsonl)).json).toMatchObject({ written: 0, counts: { unchanged: 3 } });
    const wrong = await api.post('/api/v1/imports', lines(head, ...rows, ['may.csv', 'b3,2026-02-30,3\n']), jsonl);
    expect([wrong.status, wrong.json.code, wrong.json.errors]).toMatchObject([422, 'case-invalid', [{ file: 'may.csv', line: 4, column: 4 }]]);
  });

  it.each([
    ['a line that is no JSON', '{"path":', 400, 'malformed-json'],
    ['a line that is no file', '{"path":"case.yaml"}\n', 422, 'invalid-body'],
    ['a line that is too long', JSON.stringify({ path: 'case.yaml', text: 'x'.repeat(20_000) }), 413, 'body-too-large'],
  ])('takes no case with %s', async (_, body, status, code) => {
    const small = await openApi({ env: { PARLEY_BODY_LIMIT: '10000' } });
    const answer = await small.post('/api/v1/imports', body, { 'content-type': 'application/jsonl' });
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    await small.close();
  });

  it('takes JSON Lines for imports alone', async () => {
    const { status, json } = await api.post(FACTS, '{}\n', { 'content-type': 'application/jsonl' });
    expect([status, json.code]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('the same again', () => {
  it('under an Idempotency-Key writes nothing and gives the first receipts', async () => {
    const key = { 'idempotency-key': 'spring-1' };
    const first = await api.post(FACTS, { facts: [batch('talks.N1', 10), batch('talks.N2', 20)] }, key);
    now += 60_000_000n;
    const again = await api.post(FACTS, { facts: [batch('talks.N1', 10), batch('talks.N2', 20)] }, key);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json.receipts).toEqual(first.json.receipts.map((receipt: object) => ({ ...receipt, repeated: true })));
    expect((await api.parley.readiness()).ledger.size).toBe(4);
  });

  it('under the event\'s own id, too; and other content is a conflict', async () => {
    expect((await api.post(FACTS, batch('talks.N1', 10, { id: 'event-1' }))).status).toBe(201);
    expect((await api.post(FACTS, batch('talks.N1', 10, { id: 'event-1' }))).status).toBe(200);
    const other = await api.post(FACTS, batch('talks.N1', 11, { id: 'event-1' }));
    expect([other.status, other.json.code]).toEqual([409, 'id-taken']);
  });

  it('means the same key for the same writer: another request under it is a conflict', async () => {
    const key = { 'idempotency-key': 'spring-1' };
    expect((await api.post(FACTS, batch('talks.N1', 10), key)).status).toBe(201);
    const other = await api.post('/api/v1/negotiations', { id: 'mill', title: 'The mill', zone: 'UTC' }, key);
    expect([other.status, other.json.code]).toEqual([409, 'id-taken']);
    const token = await api.parley.tokens.create('a colleague');
    expect((await api.post(FACTS, batch('talks.N2', 20), { ...key, authorization: `Bearer ${token}` })).status).toBe(201);
  });

  it('without either is refused: the fact is there', async () => {
    await api.post(FACTS, batch('talks.N1', 10));
    const again = await api.post(FACTS, batch('talks.N1', 10));
    expect([again.status, again.json.code]).toEqual([409, 'fact-exists']);
    const opened = await api.post('/api/v1/negotiations', { ...TALKS, facts: [] });
    expect([opened.status, opened.json.code]).toEqual([409, 'negotiation-exists']);
  });
});

describe('the revision that an author saw', () => {
  const retract = { op: 'retract', reason: 'not ours' };
  beforeEach(() => api.post(FACTS, batch('talks.N1', 10)));

  it('lets a change through when it is the newest', async () => {
    expect((await api.post('/api/v1/facts/talks.N1/events', retract, { 'if-match': '"1"' })).status).toBe(201);
    expect((await api.post('/api/v1/facts/talks.N1/events', { op: 'reinstate', expectedRevision: 2 })).status).toBe(201);
    expect((await api.post('/api/v1/facts/talks.N1/events', retract, { 'if-match': '*' })).status).toBe(201);
  });

  it('refuses it with the newest when it is not: 412 for If-Match, 409 for the body', async () => {
    await api.post('/api/v1/facts/talks.N1/events', retract);
    const byHeader = await api.post('/api/v1/facts/talks.N1/events', { op: 'reinstate' }, { 'if-match': '"1"' });
    expect([byHeader.status, byHeader.json.code, byHeader.json.revision]).toEqual([412, 'stale-revision', 2]);
    const byBody = await api.post('/api/v1/facts/talks.N1/events', { op: 'reinstate', expectedRevision: 1 });
    expect([byBody.status, byBody.json.code, byBody.json.revision]).toEqual([409, 'stale-revision', 2]);
  });
});

describe('pages', () => {
  it('show one moment, whatever is written between them', async () => {
    await api.post(FACTS, { facts: Array.from({ length: 7 }, (_, index) => batch(`talks.N${index}`, index)) });
    const first = await api.get('/api/v1/negotiations/talks/timeline?limit=3');
    now += 3_600_000_000n;
    await api.post(FACTS, batch('talks.A', 1));
    const seen = first.json.items as { fact: string }[];
    for (let next = first.json.links.next as string | undefined; next !== undefined; ) {
      const page = await api.get(next);
      expect(page.json.total).toBe(9);
      expect(page.json.basis.ledger.size).toBe(9);
      seen.push(...page.json.items);
      next = page.json.links.next;
    }
    expect(seen).toHaveLength(9);
    expect(new Set(seen.map(({ fact }) => fact)).size).toBe(9);
    expect(seen.map(({ fact }) => fact)).not.toContain('talks.A');
  });

  it('are all in a CSV or JSON Lines file, unless a page was asked for', async () => {
    await api.post(FACTS, { facts: Array.from({ length: 150 }, (_, index) => batch(`talks.N${index}`, index)) });
    expect(linesOf(await api.get('/api/v1/negotiations/talks/timeline.jsonl'))).toHaveLength(152);
    const page = await api.get('/api/v1/negotiations/talks/timeline.csv?limit=10');
    expect(parse(page.text, { columns: true })).toHaveLength(10);
    expect(page.headers['link']).toContain('rel="next"');
  });
});

describe('hostile input', () => {
  const statement = (gist: string) => ({ fact: 'talks.Q1', type: 'statement.made', claims: [{ happened: '2011-05-10', data: { speaker: 'A speaker', gist } }] });

  it('is kept as it was said, and harmless in a spreadsheet', async () => {
    const gist = '=HYPERLINK("http://evil.example","\u202Etxet") \u{1F4A3}';
    expect((await api.post(FACTS, statement(gist))).status).toBe(201);
    expect((await api.get('/api/v1/negotiations/talks/statements')).json.items[0].gist).toBe(gist);
    expect(linesOf(await api.get('/api/v1/negotiations/talks/statements.jsonl'))[0].gist).toBe(gist);
    const [row] = parse((await api.get('/api/v1/negotiations/talks/statements.csv')).text, { columns: true }) as { gist: string }[];
    expect(row?.gist).toBe(`'${gist}`);
  });

  it('of great length is refused where it is, and an answer to it stays short', async () => {
    const long = await api.post(FACTS, statement('x'.repeat(100_000)));
    expect([long.status, long.json.errors[0].pointer]).toEqual([422, '/claims/0/data/gist']);
    const word = await api.post(FACTS, batch('talks.N1', 'about '.repeat(20_000)));
    expect(word.status).toBe(422);
    expect(word.text.length).toBeLessThan(2_000);
  });

  it('finds no way into prototypes or paths', async () => {
    expect((await api.post(FACTS, '{"fact":"talks.N9","type":"notices.issued","claims":[{"__proto__":{"x":1},"data":{}}]}')).json.code).toBe('malformed-json');
    for (const path of ['/api/v1/facts/%00', '/api/v1/facts/..%2f..%2fetc%2fpasswd', '/api/v1/negotiations/__proto__', '/problems/constructor', '/docs/..%2fpackage.json']) {
      expect((await api.get(path)).status).toBe(404);
    }
  });
});
