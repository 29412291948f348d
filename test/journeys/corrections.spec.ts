import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parley } from '../../apps/cli/test/run.js';
import { type Server, startServer } from '../support/server.js';

/** Corrections in the open: two people at one fact, and what whoever follows the record is told. */

const claim = (count: number, round = 'may') => ({ happened: '2011-05-09', data: { round, count } });

describe('a record that is corrected', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ record: false });
    await server.post('/api/v1/negotiations', { id: 'talks', title: 'Talks <of> 2011 & "after"', zone: 'America/New_York', facts: [{ fact: 'talks.N1', type: 'notices.issued', claims: [claim(328)] }, { fact: 'talks.N2', type: 'notices.issued', claims: [claim(7)] }] });
  });
  afterAll(() => server.close());

  const change = (step: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/facts/talks.N1/events`, { method: 'POST', body: JSON.stringify(step), headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}`, ...headers } });

  it('tells the second of two editors what the first has written', async () => {
    expect((await change({ op: 'mend', claims: [claim(382)], reason: 'misread', expectedRevision: 1 })).status).toBe(201);
    const late = { op: 'mend', claims: [claim(383)] };
    const [inBody, inHeader] = [await change({ ...late, expectedRevision: 1 }), await change(late, { 'if-match': '"1"' })];
    expect([inBody.status, inHeader.status]).toEqual([409, 412]);
    const told = {
      code: 'stale-revision',
      detail: 'revision 1 was expected, but talks.N1 is at revision 2; read it again and decide anew. Written since: revision 2, mend by archivist: count: 328 → 382; reason: misread',
      revision: 2,
      since: [{ revision: 2, op: 'mend', words: ['count: 328 → 382', 'reason: misread'], claims: [{ data: { count: { wording: '382' } } }] }],
    };
    expect(await inBody.json()).toMatchObject(told);
    expect(await inHeader.json()).toMatchObject(told);
  });

  it.each(['a server', 'the ledger'])('tells it in a shell, through %s', async (door) => {
    const where = door === 'a server' ? ['--url', server.url, '--token', server.token] : ['--data', server.data];
    const { code, err } = await parley(['facts', 'mend', 'talks.N1', '--revision', '1', ...where], { stdin: JSON.stringify(claim(383)) });
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('Written since: revision 2, mend by archivist: count: 328 → 382; reason: misread') });
    expect(err).toContain('give its newest revision');
  });

  it('lists what was corrected, newest first, as JSON and CSV, and in a shell', async () => {
    await server.post('/api/v1/facts/talks.N2/events', { op: 'retract', reason: 'belongs to another case' });
    const { items, total } = JSON.parse((await server.get('/api/v1/negotiations/talks/corrections')).text) as { total: number; items: { fact: string; op: string; words: string[]; what: string }[] };
    expect(total).toBe(2);
    expect(items.map(({ fact, op, words }) => [fact, op, words])).toEqual([
      ['talks.N2', 'retract', ['taken back as our own error', 'reason: belongs to another case']],
      ['talks.N1', 'mend', ['count: 328 → 382', 'reason: misread']],
    ]);
    const csv = (await server.get('/api/v1/negotiations/talks/corrections.csv?ledger=4')).text.split('\r\n');
    expect([csv[0], csv.length]).toEqual(['seq,recorded_at,recorded_by,op,fact,type,what,revision,changes,reason', 3]);
    expect(csv[1]).toMatch(/^3,.*,archivist,mend,talks\.N1,.*,2,count: 328 → 382; reason: misread,misread$/);
    const { out } = await parley(['corrections', 'talks', '--url', server.url]);
    expect(out).toMatch(/^retract N2 .*\n {2}notices\.issued talks\.N2\n {2}• taken back as our own error\n[^]*mend N1 .*\n.*\n {2}• count: 328 → 382\n/);
  });

  it('can be followed: entries keep their ids, and none is lost or changed by later ones', async () => {
    const feed = async () => JSON.parse((await server.get('/api/v1/negotiations/talks/corrections.feed')).text) as { items: { id: string; title: string; content_text: string }[] };
    const before = await feed();
    await server.post('/api/v1/facts/talks.N2/events', { op: 'reinstate' });
    const after = await feed();
    expect(after.items.slice(1).map(({ id, content_text: text }) => [id, text])).toEqual(before.items.map(({ id, content_text: text }) => [id, text]));
    expect(new Set(after.items.map(({ id }) => id)).size).toBe(after.items.length);
    expect(after.items[0]?.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each([
    ['corrections.atom', {}, 'application/atom+xml; charset=utf-8'],
    ['corrections', { accept: 'application/atom+xml' }, 'application/atom+xml; charset=utf-8'],
    ['corrections', { accept: 'application/feed+json' }, 'application/feed+json; charset=utf-8'],
    ['corrections', {}, 'application/json; charset=utf-8'],
  ])('comes as what is asked for: %s %j', async (path, headers, type) => {
    const response = await fetch(`${server.url}/api/v1/negotiations/talks/${path}`, { headers: headers as Record<string, string> });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    const text = await response.text();
    if (type.includes('xml')) expect(text).toContain('<title type="text">Corrections: Talks &lt;of&gt; 2011 &amp; &quot;after&quot;</title>');
  });

  it('is no feed where the answer is no list of corrections', async () => {
    expect((await server.get('/api/v1/negotiations/talks/notices.atom')).status).toBe(404);
  });
});
