import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, type Reply, TALKS } from './api.js';
import { formTokenIn, hiddenIn, sendForm, signIn } from './forms.js';

const EDIT = '/n/talks/edit';
let api: Api;
let cookie: string;
beforeAll(async () => {
  api = await openApi();
  expect((await api.post('/api/v1/negotiations', { ...TALKS, facts: [...TALKS.facts, ...['N1', 'N2', 'N3', 'N4', 'N5'].map((id) => batch(`talks.${id}`, '328'))] })).status).toBe(201);
  cookie = await signIn(api, await api.parley.tokens.create('editor'));
});
afterAll(() => api?.close());

const size = async (): Promise<number> => (await api.parley.readiness()).ledger.size;
const open = async (query: string): Promise<string> => (await api.get(`${EDIT}?${query}`, { cookie })).text;

/** Fills in and sends the form of a page. */
function send(page: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  const hidden = Object.fromEntries(['type', 'event', 'revision', 'account', 'fact'].flatMap((name) => (hiddenIn(page, name) === '' ? [] : [[name, hiddenIn(page, name)]])));
  return sendForm(api, EDIT, { form: formTokenIn(page), ...hidden, do: 'record', ...fields }, { cookie, ...headers });
}

const ISSUED = { op: 'record', 'f.when': 'between July 12 and 14', 'f.count': 'about 125', 'f.round': 'july', 'c.0.source': 'talks.S1', 'c.0.place': '¶2' };

describe('the page', () => {
  it('is for those who signed in, and leads there', async () => {
    const { status, headers } = await api.get(`${EDIT}?type=deadline.set`);
    expect([status, headers['location']]).toEqual([303, '/sign-in?next=%2Fn%2Ftalks%2Fedit%3Ftype%3Ddeadline.set']);
    expect((await api.get('/n/talks', { cookie })).text).toBe((await api.get('/n/talks')).text);
  });

  it('offers every type, and for each its fields', async () => {
    const types = [...(await open('')).matchAll(/<option value="([a-z.-]+)"/g)].map(([, type]) => type ?? '');
    expect(types.length).toBe(22);
    for (const type of types) {
      const page = await open(`type=${type}`);
      expect([type, page.includes('name="f.note"'), /<label for="f\.[a-z0-9-]*">(?:[a-z]|<)/.test(page)]).toEqual([type, true, false]);
    }
  });

  it.each([['date', 'between July 12 and 14', 'between July 12 and 14, 2011 ([2011-07-12..2011-07-14])'], ['count', 'about 125', '118 to 132 (about-5%)'], ['count', 'thousands', 'at least 2,000 (thousands-2)'], ['amount', '$1.6 billion', '$1.6 billion']])('reads a %s while it is typed: %s', async (as, text, reading) => {
    expect((await api.get(`${EDIT}/reading?${new URLSearchParams({ as, text }).toString()}`)).json).toEqual({ text: reading });
  });

  it('says what it can’t read', async () => {
    expect((await api.get(`${EDIT}/reading?as=count&text=a+few`)).json.error).toMatch(/^"a few" is not a count/);
    expect((await api.get(`${EDIT}/reading?as=date&text=February+30`)).json).toHaveProperty('error');
  });
});

describe('a new fact', () => {
  it('is shown as it was understood, then recorded under the token’s name', async () => {
    const before = await size();
    const page = await open('type=notices.issued');
    const preview = await send(page, { ...ISSUED, fact: 'talks.N9', do: 'preview' });
    expect([preview.status, preview.text.includes('Understood as between July 12 and 14, 2011'), preview.text.includes('Understood as 118 to 132'), await size()]).toEqual([200, true, true, before]);
    const { status, headers } = await send(page, { ...ISSUED, fact: 'talks.N9' });
    expect([status, headers['location']]).toEqual([303, `/n/talks?at=2011-07-15T04:00:00Z&fact=talks.N9&receipt=${before}`]);
    const [event] = (await api.get('/api/v1/facts/talks.N9/history')).json.events;
    expect(event).toMatchObject({ op: 'record', recordedBy: 'editor', claims: [{ happened: { edtf: '[2011-07-12..2011-07-14]' }, data: { count: { low: 118, high: 132, wording: 'about 125' }, round: 'july' }, sources: [{ source: 'talks.S1', locator: '¶2' }] }] });
    expect((await api.get(headers['location'] ?? '')).text).toContain(`Recorded as event ${before}, revision 1`);
    // Sent twice, it is recorded once.
    expect([(await send(page, { ...ISSUED, fact: 'talks.N9' })).status, await size()]).toEqual([303, before + 1]);
  });

  it('may bring its source along', async () => {
    const { status } = await send(await open('type=deadline.set'), { op: 'record', fact: 'talks.D1', 'f.when': 'May 5, 2011', 'f.key': 'deal', 'f.due': 'by May 6', 'c.0.source': '+', 'c.0.place': '¶1', 's.id': 'talks.S2', 's.published': 'May 10, 2011, evening', 's.publisher': 'The Courier' });
    expect(status).toBe(303);
    expect((await api.get('/api/v1/facts/talks.D1')).json).toMatchObject({ sources: [{ source: 'talks.S2', locator: '¶1' }], data: { due: { edtf: '[..2011-05-06]' } } });
    expect((await api.get('/api/v1/facts/talks.S2')).json.data.published.edtf).toBe('[2011-05-10T18:00..2011-05-10T23:59]');
  });

  it('with errors keeps what was typed, tells them beside their fields, and writes nothing', async () => {
    const before = await size();
    const { status, text } = await send(await open('type=notices.issued'), { ...ISSUED, fact: 'talks.N1 x', 'f.when': 'soon', 'f.count': 'a few', 'f.what': '<script>alert(1)</script>"\u202e' });
    expect([status, await size()]).toEqual([422, before]);
    for (const name of ['f.when', 'f.count']) expect(text).toMatch(new RegExp(`<input id="${name}" name="${name}" aria-invalid="true" aria-describedby="${name}-error`));
    expect(text).toContain('value="soon"');
    expect(text).toContain('&lt;script>alert(1)&lt;/script>');
    expect(text).not.toContain('<script>alert');
    const taken = await send(await open('type=notices.issued'), { ...ISSUED, fact: 'talks.N1', 'c.0.source': 'talks.S9' });
    expect([taken.status, await size()]).toEqual([422, before]);
  });
});

describe('the parts of a batch', () => {
  const ROWS = { 'b.0.by': 'agency', 'b.0.complete': 'yes', 'b.0.0.name': 'Roads "& Bridges"', 'b.0.0.count': 'about 125', 'b.0.2.name': 'Parks', 'b.0.2.count': '3', 'b.0.2.derived': 'yes' };
  const breakdownsOf = async (fact: string, event: number): Promise<unknown> => (await api.get(`/api/v1/facts/${fact}/history`)).json.events[event].claims[0].data.breakdowns;

  it('are typed in rows, read as they are, and recorded', async () => {
    const page = await open('type=notices.issued');
    const before = await size();
    const more = await send(page, { ...ISSUED, ...ROWS, fact: 'talks.P1', do: 'rows' });
    expect([more.status, more.text.includes('name="b.0.3.count"'), more.text.includes('name="b.1.by"'), more.text.includes('Understood as 118 to 132'), await size()]).toEqual([200, true, true, true, before]);
    expect((await send(page, { ...ISSUED, ...ROWS, fact: 'talks.P1' })).status).toBe(303);
    expect(await breakdownsOf('talks.P1', 0)).toMatchObject([{ by: 'agency', complete: true, parts: [{ name: 'Roads "& Bridges"', count: { low: 118, high: 132, wording: 'about 125' } }, { name: 'Parks', count: { low: 3, high: 3 }, derived: true }] }]);
  });

  it('keep what no field shows of them when one is mended', async () => {
    const parts = [{ id: 'a', name: 'Roads', count: '7', note: 'A "new" & <small agency.' }, { id: 'b', name: 'Parks', count: { wording: 'some', low: 1, high: 4, derived: 'those left' }, site: 'The yard' }];
    const { claims } = batch('talks.P2', '11') as { claims: [{ data: object }] };
    expect((await api.post('/api/v1/negotiations/talks/facts', { fact: 'talks.P2', type: 'notices.issued', claims: [{ ...claims[0], data: { ...claims[0].data, breakdowns: [{ by: 'agency', complete: false, parts }] } }] })).status).toBe(201);
    const page = await open('fact=talks.P2');
    const fields = { ...rowsIn(page), 'b.0.by': 'agency', 'b.0.0.count': '8', op: 'mend', 'f.when': '2011-05-10', 'f.count': '11', 'f.round': 'may', 'c.0.source': 'talks.S1', 'c.0.place': '¶2' };
    const { status, text } = await send(page, fields);
    expect([status, text]).toEqual([303, '']);
    const [before, after] = [await breakdownsOf('talks.P2', 0), await breakdownsOf('talks.P2', 1)] as { parts: { count: object }[] }[][];
    expect(after).toEqual([{ ...before?.[0], parts: [{ ...before?.[0]?.parts[0], count: { ...before?.[0]?.parts[0]?.count, low: 8, high: 8, wording: '8' } }, before?.[0]?.parts[1]] }]);
  });

  it.each([
    ['a part without a name', { 'b.0.0.name': '' }, 'b.0.0.name'],
    ['a count that is none', { 'b.0.0.count': 'lots' }, 'b.0.0.count'],
    ['parts of nothing', { 'b.0.by': '' }, 'b.0.by'],
  ])('tell beside the field what is wrong: %s', async (_, wrong, name) => {
    const before = await size();
    const { status, text } = await send(await open('type=notices.issued'), { ...ISSUED, ...ROWS, ...wrong, fact: 'talks.P3' });
    expect([status, await size()]).toEqual([422, before]);
    expect(text).toMatch(new RegExp(`id="${name}" name="${name}" aria-invalid="true" aria-describedby="${name}-error`));
  });

  it('may be very many: then they are one text', async () => {
    const parts = Array.from({ length: 101 }, (_, index) => ({ name: `Agency ${index}`, count: '1' }));
    const { claims } = batch('talks.P4', '101') as { claims: [{ data: object }] };
    await api.post('/api/v1/negotiations/talks/facts', { fact: 'talks.P4', type: 'notices.issued', claims: [{ ...claims[0], data: { ...claims[0].data, breakdowns: [{ by: 'agency', complete: true, parts }] } }] });
    const page = await open('fact=talks.P4');
    expect([page.includes('name: Agency 100'), page.includes('name="b.0.by"')]).toEqual([true, false]);
  });

  it('of a figure are typed in rows, too, with their reading, and keep what is not changed', async () => {
    const page = await open('type=figure.given');
    const fields = { op: 'record', fact: 'talks.F1', 'f.when': 'May 10', 'f.measure': 'savings', 'f.value': '$1.6 billion', 'p.0.name': 'Wages', 'p.0.value': '$1 billion', 'p.0.note': 'over two years', 'p.2.name': 'Health', 'p.2.value': 'about $600 million' };
    const preview = await send(page, { ...fields, do: 'preview' });
    expect([preview.status, preview.text.includes('Understood as $1 billion'), preview.text.includes('name="p.3.value"')]).toEqual([200, true, true]);
    expect((await send(page, { ...fields, 'p.0.value': 'much' })).text).toMatch(/id="p\.0\.value" name="p\.0\.value" aria-invalid="true" aria-describedby="p\.0\.value-error/);
    expect((await send(page, fields)).status).toBe(303);
    const { parts } = (await api.get('/api/v1/facts/talks.F1')).json.data;
    expect(parts).toMatchObject([{ name: 'Wages', value: { wording: '$1 billion', low: '1000000000' }, note: 'over two years' }, { name: 'Health', value: { wording: 'about $600 million' } }]);
    const again = await open('fact=talks.F1');
    expect((await send(again, { ...rowsIn(again), op: 'mend', 'f.when': '2011-05-10', 'f.measure': 'savings', 'f.value': '$1.6 billion', 'p.1.value': '$600 million' })).status).toBe(303);
    expect((await api.get('/api/v1/facts/talks.F1')).json.data.parts).toMatchObject([parts[0], { name: 'Health', value: { wording: '$600 million' } }]);
  });

  it('that a total alone counts are chosen by what they are', async () => {
    const page = await open('type=notices.totalled');
    const fields = { op: 'record', fact: 'talks.T1', 'f.when': 'May 10', 'f.scope': 'all', 'f.count': '40', 'o.by': 'agency', 'o.name': 'Roads' };
    const half = await send(page, { ...fields, 'o.name': '' });
    expect([half.status, half.text.match(/id="o\.name" name="o\.name" aria-invalid="true"/)?.length]).toEqual([422, 1]);
    expect((await send(page, fields)).status).toBe(303);
    expect((await api.get('/api/v1/facts/talks.T1')).json.data.only).toEqual({ by: 'agency', name: 'Roads' });
    expect(await open('fact=talks.T1')).toMatch(/<option value="agency" selected>agency<\/option>.*name="o\.name"[^>]* value="Roads"/);
  });

  /** The rows that a page's form comes with. */
  function rowsIn(page: string): Record<string, string> {
    const inputs = [...page.matchAll(/<input [^>]*name="([bp]\.[^"]+)"[^>]*>/g)].filter(([tag]) => !tag.includes('type="checkbox"') || / checked/.test(tag));
    return Object.fromEntries(inputs.map(([tag, name = '']) => [name, unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')]));
  }
});

function unescaped(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

describe('a fact that is recorded', () => {
  it('is shown as it stands, and mended', async () => {
    const page = await open('fact=talks.N2');
    expect(page).toContain('name="f.count" aria-describedby="f.count-hint f.count-reading" aria-required="true" value="328"');
    const { status } = await send(page, { op: 'mend', 'f.when': '2011-05-10', 'f.count': '382', 'f.round': 'may', 'c.0.source': 'talks.S1', 'c.0.place': '¶2', reason: 'misread' });
    expect(status).toBe(303);
    const { events } = (await api.get('/api/v1/facts/talks.N2/history')).json;
    expect(events[1]).toMatchObject({ op: 'mend', reason: 'misread', words: ['count: 328 → 382', 'reason: misread'] });
  });

  it('takes another account beside the first, which stays as it is', async () => {
    const page = await open('fact=talks.N3&account=1');
    const { status } = await send(page, { op: 'revise', 'f.when': 'May 11', 'f.count': '300', 'f.round': 'may', 'f.said by': 'the union' });
    expect(status).toBe(303);
    const { claims } = (await api.get('/api/v1/facts/talks.N3/history')).json.events[1];
    expect(claims).toMatchObject([{ happened: { edtf: '2011-05-10' }, data: { count: { wording: '328' } } }, { happened: { edtf: '2011-05-11' }, attributedTo: 'the union', sources: [] }]);
  });

  it('is retracted, and reinstated', async () => {
    const retract = await open('fact=talks.N4');
    expect((await send(retract, { op: 'retract', reason: 'never was' })).status).toBe(303);
    const reinstate = await open('fact=talks.N4');
    expect([reinstate.includes('Take the retraction back'), reinstate.includes('name="f.count"')]).toEqual([true, false]);
    expect((await send(reinstate, { op: 'reinstate' })).status).toBe(303);
    expect((await api.get('/api/v1/facts/talks.N4/history')).json.events.map(({ op }: { op: string }) => op)).toEqual(['record', 'retract', 'reinstate']);
  });

  it('that somebody else changed meanwhile is not overwritten: the form says what they did', async () => {
    const [page, other] = [await open('fact=talks.N5'), await open('fact=talks.N5')];
    const change = { op: 'mend', 'f.when': '2011-05-10', 'f.round': 'may' };
    expect((await send(other, { ...change, 'f.count': '400' })).status).toBe(303);
    const { status, text } = await send(page, { ...change, 'f.count': '500' });
    expect([status, text.includes('count: 328 → 400'), text.includes('value="500"')]).toEqual([409, true, true]);
    expect((await send(text, { ...change, 'f.count': '500' })).status).toBe(303);
  });

  it('may be the opening: its title and summary are mended, its zone stays', async () => {
    expect(await open('')).toContain('href="/n/talks/edit?fact=talks"');
    const page = await open('fact=talks');
    expect([page.includes(`name="f.title" aria-required="true" value="${TALKS.title}"`), page.includes('Retract it'), hiddenIn(page, 'f.zone')]).toEqual([true, false, TALKS.zone]);
    const change = { op: 'mend', 'f.zone': TALKS.zone, 'f.title': 'The talks of <1889>', 'f.summary': 'Of wages.' };
    expect((await send(page, { ...change, 'f.zone': 'UTC' })).status).toBe(422);
    const { status, headers } = await send(page, change);
    expect([status, headers['location']]).toEqual([303, expect.stringMatching(/^\/n\/talks\?fact=talks&receipt=\d+$/)]);
    expect((await api.get(headers['location'] ?? '')).text).toContain('<h1><bdi>The talks of &lt;1889></bdi></h1>');
    expect((await api.get('/api/v1/negotiations?q=1889')).json.items).toMatchObject([{ negotiation: 'talks', title: 'The talks of <1889>' }]);
    expect((await api.get('/api/v1/facts/talks')).json.data).toMatchObject({ summary: 'Of wages.', zone: TALKS.zone });
  });

  it.each(['fact=talks.N99', 'fact=connecticut-2011.N1'])('and is another’s, or not there is not found: %s', async (query) => {
    expect((await api.get(`${EDIT}?${query}`, { cookie })).status).toBe(404);
  });
});

describe('a form', () => {
  it('that another site sent, or that was made for another session, writes nothing, and keeps what was typed', async () => {
    const before = await size();
    const page = await open('type=notices.issued');
    const fields = { ...ISSUED, fact: 'talks.N20' };
    expect((await send(page, fields, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const guessed = await send(page, { ...fields, form: 'guessed' });
    expect([guessed.status, guessed.text.includes('value="talks.N20"')]).toEqual([403, true]);
    const signedOut = await send(page, fields, { cookie: '' });
    expect([signedOut.status, signedOut.text.includes('value="talks.N20"')]).toEqual([401, true]);
    expect((await send(page, { ...fields, type: 'negotiation.opened' })).status).toBe(400);
    expect(await size()).toBe(before);
  });
});
