import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, type Reply, TALKS } from '../../test/api.js';

const HOSTILE = '</title><script>alert(1)</script> {talks} \u202e"@misc{';
let api: Api;
/** The page's permanent address, made before more was recorded, and what was read there and beside it then. */
let pinned: string;
let before: Reply[];

beforeAll(async () => {
  api = await openApi();
  await api.post('/api/v1/negotiations', { id: TALKS.id, title: HOSTILE, zone: TALKS.zone });
  await api.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
  await api.post('/api/v1/negotiations/talks/facts', batch('talks.N1', 'about 125'));
  pinned = (await api.get('/n/talks/view.json?at=2011-07-13&by=agency')).json.address.pinned;
  before = await readPinned();
  await api.post('/api/v1/negotiations/talks/facts', batch('talks.N2', '40'));
  await api.post('/api/v1/facts/talks.N1/events', { op: 'mend', expectedRevision: 1, mends: 2, reason: 'mistyped', claims: (batch('talks.N1', '7') as { claims: object[] }).claims });
});
afterAll(() => api?.close());

const withQuery = (suffix: string): string => pinned.replace('?', `${suffix}?`);
const readPinned = (): Promise<Reply[]> => Promise.all([pinned, ...['/view.json', '/cite.json', '/cite.bib', '/cite.ris', '/cite.txt'].map(withQuery)].map((page) => api.get(page)));

describe('a pinned page', () => {
  it('is the same, byte for byte, after the ledger has grown, and so are its citations', async () => {
    const after = await readPinned();
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
    expect(after.slice(0, 2).map(({ headers }) => headers['cache-control'])).toEqual(['public, max-age=31536000, immutable', 'public, max-age=31536000, immutable']);
    expect((await api.get('/n/talks/view.json?at=2011-07-13')).json.answer.headline).not.toBe(before[1]!.json.answer.headline);
  });

  it('links to itself for ever, with the root of the ledger, and to nothing where the ledger is another', async () => {
    const { cite, address } = (await api.get(withQuery('/view.json'))).json;
    expect(new URL(cite.work.url).pathname + new URL(cite.work.url).search).toBe(address.pinned);
    expect([...new URL(cite.work.url).searchParams.keys()]).toEqual(['at', 'by', 'conventions', 'known', 'ledger', 'root']);
    const other = await api.get(pinned.replace(/root=../, 'root=zz'));
    expect([other.status, other.json.code]).toEqual([409, 'other-record']);
  });
});

describe('comparing', () => {
  it('tells what differs from another moment, with causes, and the same from either side', async () => {
    const { compare } = (await api.get('/n/talks/view.json?at=2011-07-13&with=May+1')).json;
    expect(compare.result.caption).toBe('What holds at the end of May 1, 2011, and at the end of July 13, 2011');
    expect(compare.result.rows[0]).toMatchObject({ what: 'layoff notices issued, the May round', before: 'none recorded' });
    expect(compare.result.rows[0].why[0].text).toMatch(/^happened: /);
    const back = (await api.get('/n/talks/view.json?at=2011-05-01&with=July+13')).json.compare.result;
    expect(back.rows).toEqual(compare.result.rows);
    expect((await api.get('/n/talks/view.json?with=soon')).json.compare.with.error).toContain('soon');
  });

  it('is pinned with the page', async () => {
    const { address } = (await api.get('/n/talks/view.json?at=2011-07-13&with=May+1')).json;
    expect(new URL(address.pinned, 'http://x').searchParams.get('with')).toBe('2011-05-02T04:00:00Z');
    expect((await api.get(address.pinned)).headers['cache-control']).toContain('immutable');
  });

  it('says how today’s answer differs from a pinned one, and where nothing does', async () => {
    const { today } = (await api.get(withQuery('/view.json'))).json;
    expect((await api.get(today.href)).text).toContain('By the first 3 events of the ledger, and by 5');
    expect((await api.get(today.json)).json.text).toMatch(/^As known today, \d values differ: layoff notices issued, the May round: 118 to 132 → 47/);
    const fresh = (await api.get((await api.get('/n/talks/view.json?at=2011-07-13')).json.address.pinned.replace('?', '/view.json?'))).json;
    expect((await api.get(fresh.today.json)).json.text).toBe('As known today, the answer for this moment is the same.');
  });
});

describe('citations', () => {
  it('say the sentence, the moment and the ledger in every format', async () => {
    const { work } = (await api.get(withQuery('/view.json'))).json.cite;
    const [csl, bib, ris, txt] = await Promise.all([api.get(withQuery('/cite.json')), api.get(withQuery('/cite.bib')), api.get(withQuery('/cite.ris')), api.get(withQuery('/cite.txt'))]);
    expect(csl.json).toEqual([{ id: work.id, type: 'dataset', title: work.title, publisher: 'Parley', URL: work.url, issued: { 'date-parts': [[2012, 1, 1]] }, version: 'ledger size 3', abstract: work.abstract, note: work.note }]);
    expect(bib.text).toContain(`url = {${work.url}}`);
    expect(ris.text.split('\r\n')).toContain(`AB  - ${work.abstract}`);
    expect(txt.text).toMatch(/^Parley, “.*”, at the end of July 13, 2011, as known .*; ledger size 3, root .*=\. http:.*&root=[\w-]{43}\n$/);
    expect([csl, bib, ris, txt].map(({ headers }) => headers['content-type']!.split(';')[0])).toEqual(['application/vnd.citationstyles.csl+json', 'application/x-bibtex', 'application/x-research-info-systems', 'text/plain']);
    expect(csl.headers['content-disposition']).toMatch(/^attachment; filename="talks_at-20110714T040000Z_known-[\dTZ]+_ledger-3\.json"$/);
  });

  it('are told in the page, with hostile text as text', async () => {
    const { text } = await api.get(pinned);
    expect(text).toContain('id="cite-sentence"');
    expect(text).not.toContain('<script>alert');
    expect(text).toContain('“&lt;/title>&lt;script>alert(1)&lt;/script> {talks} &quot;@misc{”, at the end of');
  });

  it('are of the audit, too', async () => {
    const { json } = await api.get(withQuery('/audit/cite.json'));
    expect(new URL(json[0].URL).pathname).toBe('/n/talks/audit');
    expect((await api.get(withQuery('/audit'))).text).toContain(json[0].abstract);
    expect((await api.get(withQuery('/audit').replace(/root=../, 'root=zz'))).status).toBe(409);
  });

  it('come of a ledger in which nothing was recorded yet, and in no other formats', async () => {
    expect((await api.get('/n/talks/cite.json?ledger=0')).json[0].issued).toEqual({ 'date-parts': [[2012, 1, 1]] });
    expect((await api.get('/n/talks/cite.xml')).status).toBe(404);
  });
});
