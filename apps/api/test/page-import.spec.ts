import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi, type Reply } from './api.js';
import { formTokenIn, hiddenIn, signIn } from './forms.js';

const CASE = `negotiation: { id: mill, title: "The <b>mill</b>", zone: America/New_York }
sources:
  S1: { published: 2011-05-10 }
notices:
  first: { type: issued, when: 2011-05-09, count: about 125, source: S1 ¶2 }
`;

let api: Api;
let cookie: string;
beforeAll(async () => {
  api = await openApi();
  cookie = await signIn(api, await api.parley.tokens.create('editor'));
});
afterAll(() => api?.close());

const size = async (): Promise<number> => (await api.parley.readiness()).ledger.size;
const page = async (): Promise<string> => (await api.get('/import', { cookie })).text;

/** Sends fields and files as browsers do (RFC 7578). */
async function send(fields: Record<string, string>, files: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Reply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [path, text] of Object.entries(files)) form.append('files', new Blob([text]), path);
  const request = new Request('http://localhost/import', { method: 'POST', body: form });
  return api.send('POST', '/import', { cookie, host: 'localhost', origin: 'http://localhost', accept: 'text/html', 'content-type': request.headers.get('content-type') ?? '', ...headers }, await request.text());
}

function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

describe('importing on a page', () => {
  it('is for those who signed in', async () => {
    const { status, headers } = await api.get('/import');
    expect([status, headers['location']]).toEqual([303, '/sign-in?next=/import']);
    expect((await send({ form: 'x' }, { 'case.yaml': CASE }, { cookie: '' })).status).toBe(401);
    expect((await send({ form: 'guessed' }, { 'case.yaml': CASE })).status).toBe(403);
    expect((await send({ form: formTokenIn(await page()) }, { 'case.yaml': CASE }, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await size()).toBe(0);
  });

  it('shows the plan of a folder first, whatever else lies in it, then writes it', async () => {
    const plan = await send({ form: formTokenIn(await page()) }, { 'mill/case.yaml': CASE, 'mill/june.csv': 'id\n', 'mill/articles/one.txt': 'An article.', 'mill/articles/table.csv': 'a,b\n' });
    expect([plan.status, plan.text.includes('+ 3 new: mill, mill.S1, mill.first'), await size()]).toEqual([200, true, 0]);
    expect(unescaped(plan.text)).toContain('? 1 beside case.yaml but not read, for want of a line such as "june.csv: { type: issued }" below its "lists:": june.csv<');
    const done = await send({ form: formTokenIn(plan.text), case: unescaped(hiddenIn(plan.text, 'case')), do: 'write' });
    expect([done.status, done.text.includes('3 events were written'), done.text.includes('href="/n/mill"'), await size()]).toEqual([200, true, true, 3]);
    expect((await api.get('/api/v1/facts/mill.first/history')).json.events[0]).toMatchObject({ recordedBy: 'editor', claims: [{ data: { count: { wording: 'about 125' } } }] });
    expect((await send({ form: formTokenIn(await page()) }, { 'case.yaml': CASE })).text).toContain('= 3 unchanged');
  });

  it('names every problem with its place, escaped, and writes nothing', async () => {
    const before = await size();
    const { status, text } = await send({ form: formTokenIn(await page()), do: 'write' }, { 'mill/case.yaml': `${CASE}  second: { type: "<script>", when: soon }\n` });
    expect([status, await size()]).toEqual([422, before]);
    expect(text).toContain('case.yaml:6:19: &quot;&lt;script>&quot; is not a type of notices');
    expect(text).not.toContain('<script>"');
  });

  it('wants files', async () => {
    expect((await send({ form: formTokenIn(await page()) })).status).toBe(422);
    expect((await send({ form: formTokenIn(await page()), case: 'no JSON', do: 'write' })).status).toBe(400);
    expect((await send({ form: formTokenIn(await page()), case: '[{"path":1}]', do: 'write' })).status).toBe(422);
  });
});
