import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, TALKS } from './api.js';

const PAGE = '/n/connecticut-2011/audit';
let api: Api;

beforeAll(async () => {
  api = await openApi({ record: true, env: { PARLEY_PUBLIC_URL: 'https://talks.example/' } });
});
afterAll(() => api?.close());

/** The text of a page between two of its headings, without markup. */
function part(html: string, from: string, to: string): string {
  const section = html.slice(html.indexOf(`id="${from}"`), html.indexOf(`id="${to}"`));
  return section.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe('the page for auditors', () => {
  it('holds what was stated against what is itemised, with the difference, what explains it and the rule', async () => {
    const { status, text } = await api.get(PAGE);
    expect(status).toBe(200);
    expect(text).toContain('Nothing contradicts the counts. Of 9 checks 1 can’t be compared, 7 are not contradicted, 1 ties.');
    const checks = part(text, 'checks', 'findings');
    expect(checks).toContain('1,851 between 446 and 460 1,391 to 1,405 left open: −3,351 to 1,404 not contradicted');
    expect(checks).toContain('If it also counts 1 to 4,742 in the May round, the difference is −3,351 to 1,404');
    expect(checks).toContain('Rests on 3 facts , rule stated-total-1');
    expect(checks).toContain('can’t be compared No breakdown is complete without a derived part');
    expect(checks).toContain('$1.2 billion $482 million $718 million');
  });

  it('tells of what is contested, late and corrected', async () => {
    const { text } = await api.get(PAGE);
    expect(part(text, 'findings', 'late')).toContain('The governor signs the budget: the date is contested');
    expect(part(text, 'late', 'corrections')).toContain('6 facts became public a week or more after');
    expect(part(text, 'corrections', 'checkpoint')).toContain('Nothing was corrected by this ledger size.');
  });

  it('shows the signed checkpoint of what it tells, and commands that check it elsewhere', async () => {
    const { text } = await api.get(PAGE);
    const note = (await api.get('/checkpoint')).text;
    const [key = ''] = (await api.get('/checkpoint/key')).text.split('\n');
    const [, size, root] = note.split('\n');
    expect(text).toContain(note.split('\n').at(-2));
    const told = part(text, 'checkpoint', 'verify');
    for (const line of [`${size} events`, root, `key ${key.split('+')[1]}`, 'at 19:00 on December 31, 2011', 'No witness is set']) expect(told).toContain(line);
    expect(text).toContain(`https://talks.example/api/v1/export.zip?ledger=${size}`);
    expect(text).toContain(`parley verify parley_ledger-${size}.zip --key &#39;${key}&#39;`.replaceAll('&#39;', "'"));
  });

  it('stands at a moment that is typed, keeps it in its links, and leads back to the negotiation', async () => {
    const { text } = await api.get(`${PAGE}?at=10+May+2011&known=May+10%2C+2011`);
    expect(text).toContain('At the end of May 10, 2011');
    expect(text).toContain('<form class="page" method="get" action="/n/connecticut-2011/audit"');
    expect(text).toContain('href="/n/connecticut-2011?at=2011-05-10&amp;known=2011-05-10"');
    expect(text).toContain('href="/api/v1/negotiations/connecticut-2011/reconciliation.csv?at=2011-05-10&amp;known=2011-05-10"');
    expect((await api.get('/n/connecticut-2011?at=2011-05-10')).text).toContain('href="/n/connecticut-2011/audit?at=2011-05-10"');
    expect((await api.get(`${PAGE}?at=soon`)).status).toBe(400);
    expect((await api.get('/n/nope/audit')).status).toBe(404);
  });

  it('goes from fact to fact, also as JSON, and back to any ledger size', async () => {
    const { text } = await api.get(`${PAGE}?index=2`);
    expect(text).toMatch(/<input type="range" min="1" max="\d+" value="2" aria-label="Moment, by fact"/);
    expect(text).toMatch(/<a [^>]*href="\/n\/connecticut-2011\/audit\?at=[^"]*fact=[^"]*" rel="next"/);
    const { json } = await api.get(`${PAGE}/view.json?index=2`);
    expect([json.moment.scrubber.index, json.address.view]).toEqual([2, expect.stringMatching(/^\/n\/connecticut-2011\/audit\/view\.json\?at=/)]);
    expect(text).toContain(json.headline);
    expect([json.moment.ledger.value, (await api.get(`${PAGE}/view.json?ledger=20`)).json.basis.text]).toEqual(['now', expect.stringMatching(/^Ledger size 20, /)]);
    for (const [typed, told] of [['999999', 'a size of 999999 is not there yet'], ['soon', '“soon” is no date']] as const) {
      const wrong = await api.get(`${PAGE}?ledger=${typed}`);
      expect([wrong.status, wrong.text.includes(`<input id="ledger" name="ledger" value="${typed}"`), wrong.text.includes(told)]).toEqual([400, true, true]);
      const [, address = ''] = /data-view="([^"]*)"/.exec(wrong.text) ?? [];
      expect((await api.get(address.replaceAll('&amp;', '&'))).json.moment.ledger.error).toContain(told);
    }
  });

  it('has a link that never changes', async () => {
    const [, pinned = ''] = /rel="cite-as" href="([^"]+)"|href="([^"]+)" rel="cite-as"/.exec((await api.get(PAGE)).text)?.filter((found) => found !== undefined) ?? [];
    const page = await api.get(pinned.replaceAll('&amp;', '&'));
    expect([page.status, page.text.includes('Of 9 checks')]).toEqual([200, true]);
  });
});

describe('of what does not add up', () => {
  it('says so first, and escapes what is hostile', async () => {
    const fresh = await openApi();
    try {
      await fresh.post('/api/v1/negotiations', { id: TALKS.id, title: '<script>x</script>', zone: TALKS.zone });
      expect((await fresh.get('/n/talks/audit')).text).toContain('Nothing can be checked by this moment');
      await fresh.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
      await fresh.post('/api/v1/negotiations/talks/facts', batch('talks.N1', '7'));
      const total = { fact: 'talks.T1', type: 'notices.totalled', claims: [{ happened: '2011-05-11', data: { round: 'may', scope: 'round', measure: 'issued', count: '12' }, attributedTo: '<b>“the state”</b>', sources: [{ source: 'talks.S1' }] }] };
      expect((await fresh.post('/api/v1/negotiations/talks/facts', total)).status).toBe(201);
      const { text } = await fresh.get('/n/talks/audit');
      expect(text).toContain('1 check does not add up. Of 1 check 1 is a shortfall.');
      expect(text).toContain('class="checks--wrong"');
      expect(text).not.toContain('<b>');
      expect(text).not.toContain('<script>x');
    } finally {
      await fresh.close();
    }
  });
});
