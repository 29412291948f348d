import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, TALKS } from '../../test/api.js';
import type { NegotiationView } from './view/negotiation.js';

const PAGE = '/n/connecticut-2011';
let api: Api;

beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

const viewAt = async (address: string): Promise<NegotiationView> => (await api.get(address.replace(/(\?|$)/, '/view.json$1'))).json as NegotiationView;

describe('the moment bar', () => {
  it('leads by links through every fact, those that end together too, and back', async () => {
    const first = await viewAt(`${PAGE}?index=1`);
    const { total = 0 } = first.moment.scrubber ?? {};
    const addresses = [first.address.page];
    for (let next = first.moment.next; next !== null; next = (await viewAt(next)).moment.next) addresses.push(next);
    expect([addresses.length, new Set(addresses).size]).toEqual([total, total]);
    expect((await viewAt(addresses[40] ?? '')).moment.previous).toBe(addresses[39]);
  });

  it('says the same of a step by its place and by its address', async () => {
    const byPlace = await viewAt(`${PAGE}?index=73&known=2011-07-13T04:00:00Z`);
    expect(await viewAt(byPlace.address.page)).toEqual(byPlace);
    expect(byPlace.moment.knownAt).toBe('As known at the end of July 12, 2011');
  });

  it('tells of a date that it can’t read beside its field, and keeps the rest', async () => {
    const { status, text } = await api.get(`${PAGE}?at=%3Cb%3Esoon&known=July+13`, { accept: 'text/html' });
    expect(status).toBe(400);
    expect(text).toContain('value="&lt;b>soon"');
    expect(text).toContain('aria-describedby="at-error"');
    expect(text).toContain('value="July 13, 2011"');
    expect(text).not.toContain('<b>');
    // The browser goes on from the same, error and all.
    const [, address = ''] = /data-view="([^"]+)"/.exec(text) ?? [];
    const { moment } = (await api.get(address.replaceAll('&amp;', '&'))).json as NegotiationView;
    expect(moment.at).toEqual({ value: '<b>soon', error: expect.stringContaining('no date') });
  });

  it('stands where nothing is recorded, or one fact', async () => {
    const fresh = await openApi();
    try {
      await fresh.post('/api/v1/negotiations', { id: TALKS.id, title: TALKS.title, zone: TALKS.zone });
      const empty = await fresh.get('/n/talks/view.json');
      expect([empty.json.moment.scrubber, empty.json.moment.place]).toEqual([null, 'Nothing is recorded yet']);
      expect((await fresh.get('/n/talks')).text).toMatch(/<h2 id="begin">Nothing is recorded yet.*<a class="button button--main" href="\/n\/talks\/edit">/);
      await fresh.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
      await fresh.post('/api/v1/negotiations/talks/facts', batch('talks.N1', '7'));
      const one = await fresh.get('/n/talks/view.json?at=2011-05-01');
      expect([one.json.moment.place, one.json.moment.scrubber.ticks, one.json.beginning]).toEqual(['Before the only fact', { low: [], tall: [0] }, null]);
    } finally {
      await fresh.close();
    }
  });
});

describe('pages', () => {
  it('stay as they are where they are pinned', async () => {
    const { address } = await viewAt(`${PAGE}?at=2011-07-13`);
    const [pinned, open] = [await api.get(address.pinned), await api.get(`${PAGE}?at=2011-07-13`)];
    expect([pinned.headers['cache-control'], open.headers['cache-control']]).toEqual(['public, max-age=31536000, immutable', 'no-cache']);
  });

  it('tell browsers of problems as a page, and programs as problem+json', async () => {
    const html = await api.get('/n/nope%3Cb%3E', { accept: 'text/html,*/*' });
    expect([html.status, html.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(html.headers['content-security-policy']).toContain("script-src 'self'");
    expect(html.text).not.toContain('<b>');
    const json = await api.get('/n/nope');
    expect([json.status, json.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect((await api.get(`${PAGE}?nonsense=1`, { accept: 'text/html' })).status).toBe(400);
    expect((await api.get('/nowhere', { accept: 'text/html' })).headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('name an icon, and what need not be found', async () => {
    const [, icon = ''] = /href="(\/assets\/icon\.[0-9a-f]+\.svg)"/.exec((await api.get(PAGE)).text) ?? [];
    expect((await api.get(icon)).headers['content-type']).toBe('image/svg+xml');
    expect((await api.get('/robots.txt')).text).toContain('Disallow: /api/');
  });
});
