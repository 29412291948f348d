import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, TALKS } from '../../test/api.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const HOSTILE = '<script>alert(1)</script> \u202e' + 'x'.repeat(150);
let api: Api;

beforeAll(async () => {
  api = await openApi({ record: true });
  await api.post('/api/v1/negotiations', { id: TALKS.id, title: HOSTILE, zone: TALKS.zone });
  await api.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
  await api.post('/api/v1/negotiations/talks/facts', batch('talks.N1', '7'));
  for (let number = 0; number < 99; number += 1) await api.post('/api/v1/negotiations', { id: `small-${number}`, title: `Small talks ${number}`, zone: 'UTC' });
});
afterAll(() => api?.close());

const page = (address: string): Promise<{ status: number; text: string }> => api.get(address, BROWSER);
const rowsOf = (text: string): string[] => [...text.matchAll(/<h2><a href="\/n\/([^"?]*)/g)].map(([, id]) => id!);
const linkTo = (rel: string, text: string): string | undefined => new RegExp(`rel="${rel}" href="([^"]*)"`).exec(text)?.[1]?.replaceAll('&amp;', '&');

describe('the list of negotiations', () => {
  it('is what a browser gets where a program is told where to look', async () => {
    const [html, json] = [await api.get('/', BROWSER), await api.get('/')];
    expect([html.headers['content-type'], json.headers['content-type']]).toEqual(['text/html; charset=utf-8', 'application/json; charset=utf-8']);
    expect([html.headers['vary'], json.headers['vary']].map((vary) => vary?.toLowerCase())).toEqual([expect.stringContaining('accept'), expect.stringContaining('accept')]);
    expect(json.json.name).toBe('Parley');
  });

  it('tells of each what it says, how long it goes, its notices and its next deadline, at one moment', async () => {
    const { text } = await page('/?at=13+July+2011&q=Connecticut');
    expect(rowsOf(text)).toEqual(['connecticut-2011']);
    expect(text).toContain('href="/n/connecticut-2011?at=2011-07-13"');
    expect(text).toContain('At the end of July 13, 2011, there was no deal');
    expect(text).toContain('<strong>rejected</strong>');
    expect(text).toMatch(/href="\/\?at=2011-07-13&amp;conventions=[^"]*&amp;known=[^"]*&amp;ledger=\d+[^"]*">Permanent link/);
    expect(text).toMatch(/<svg class="spark"[^>]*aria-label="[^"]*Round of July: between 446 and 460/);
    expect(text).toContain('<strong>between July 13 and 16, 2011</strong>');
  });

  it('leads through all of them, page by page and back, at the moment of the first', async () => {
    const pages: string[] = [];
    for (let next: string | undefined = '/'; next !== undefined; next = linkTo('next', pages.at(-1)!)) pages.push((await page(next)).text);
    expect(pages.map((text) => rowsOf(text).length)).toEqual([50, 50, 1]);
    expect(new Set(pages.flatMap(rowsOf)).size).toBe(101);
    expect(rowsOf((await page(linkTo('prev', pages[2]!)!)).text)).toEqual(rowsOf(pages[1]!));
  });

  it('finds by title and by status, and says where nothing fits', async () => {
    expect(rowsOf((await page('/?q=Small+talks+7')).text)).toHaveLength(11);
    expect(rowsOf((await page('/?status=talking')).text)).toEqual(['connecticut-2011']);
    expect((await page('/?q=nowhere')).text).toContain('No negotiation on record fits.');
    expect((await page('/?page=9')).text).toContain('There are no more pages.');
  });

  it('shows hostile titles as text, and a date that it can’t read beside its field', async () => {
    const { text } = await page('/?q=alert');
    expect(rowsOf(text)).toEqual(['talks']);
    expect(text).not.toContain('<script>alert');
    const unread = await page('/?at=%22%3Esoon');
    expect(unread.status).toBe(400);
    expect(unread.text).toContain('value="&quot;>soon"');
  });

  it('says how to begin where nothing is recorded', async () => {
    const fresh = await openApi();
    try {
      const { text } = await fresh.get('/', BROWSER);
      for (const told of ['Nothing is recorded yet', 'href="/new"', 'href="/import"', 'ask whoever keeps this server', 'parley import my-case/']) expect(text).toContain(told);
    } finally {
      await fresh.close();
    }
  });
});
