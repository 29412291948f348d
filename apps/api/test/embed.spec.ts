import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi, type Reply, TALKS } from './api.js';

const PARTS = ['chart', 'headline', 'deadlines'];
const EMBED = '/embed/n/connecticut-2011';
/** All that a frame loads, in bytes. */
const BUDGET = 15_000;
let api: Api;

beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

async function weight(from: Api, { text }: Reply): Promise<number> {
  const loaded = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => href);
  expect(loaded).toHaveLength(1);
  expect(text).not.toMatch(/<script|<img|style="/);
  return Buffer.byteLength(text) + Buffer.byteLength((await from.get(loaded[0] ?? '')).text);
}

describe('what other sites show in a frame', () => {
  it.each(PARTS)('is small, and leads back: %s', async (part) => {
    for (const at of ['2011-05-01', '2011-05-06', '2011-05-10', '2011-07-13', '2012-01-01']) {
      const reply = await api.get(`${EMBED}/${part}?at=${at}`);
      expect(reply.status).toBe(200);
      expect(reply.text).toContain(`<a href="/n/connecticut-2011?at=${at}" target="_blank" rel="noopener">`);
      expect(await weight(api, reply)).toBeLessThanOrEqual(BUDGET);
    }
  });

  it('draws all of the shipped record', async () => {
    const { text } = await api.get(`${EMBED}/chart?at=2011-07-13`);
    for (const lane of ['Deal status', 'Round of May', 'Round of July', 'Sources']) expect(text).toContain(lane);
    expect(text).toContain('issued: between 446 and 460');
    expect(text).not.toContain('no room here');
  });

  it('stays small whatever is recorded, and escapes it', async () => {
    const fresh = await openApi();
    try {
      const title = `<i>${'&'.repeat(290)}`;
      expect((await fresh.post('/api/v1/negotiations', { id: TALKS.id, title, zone: TALKS.zone })).text).toContain('receipt');
      await fresh.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
      const day = (index: number): string => `2011-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
      for (let index = 0; index < 60; index += 1) {
        const happened = day(index);
        const round = `${'x'.repeat(120)}${index % 9}`;
        const kinds = [
          { type: 'notices.issued', data: { round, count: `about ${index + 1}` } },
          { type: 'notices.totalled', data: { round, scope: 'round', measure: 'issued', count: `more than ${index}` } },
          { type: 'milestone.reached', data: { kind: index % 2 === 0 ? 'talks-opened' : 'talks-broken-off' } },
          { type: 'deadline.set', data: { key: `d${index}`, what: '&'.repeat(290), due: `2013-01-${String(1 + (index % 28)).padStart(2, '0')}` } },
        ];
        for (const { type, data } of kinds) {
          const { status, text } = await fresh.post('/api/v1/negotiations/talks/facts', { fact: `talks.${type.replaceAll('.', '-')}-${index}`, type, claims: [{ happened, data, sources: [{ source: 'talks.S1' }] }] });
          expect(status === 201 ? '' : text).toBe('');
        }
      }
      for (const part of PARTS) {
        const reply = await fresh.get(`/embed/n/talks/${part}`);
        expect([reply.status, reply.text.includes('<i>')]).toEqual([200, false]);
        expect(await weight(fresh, reply)).toBeLessThanOrEqual(BUDGET);
      }
    } finally {
      await fresh.close();
    }
  });

  it('alone may be framed, and runs nothing', async () => {
    for (const path of [`${EMBED}/chart`, '/embed/n/nope/chart', `${EMBED}/nothing`]) {
      const { headers } = await api.get(path, { accept: 'text/html' });
      expect(headers['x-frame-options']).toBeUndefined();
      expect(headers['content-security-policy']).toContain('frame-ancestors *');
      expect(headers['content-security-policy']).not.toContain('script-src');
    }
    for (const path of ['/n/connecticut-2011', '/n/connecticut-2011/audit', '/n/nope', '/api/v1/negotiations', '/embeds']) {
      const { headers } = await api.get(path, { accept: 'text/html' });
      expect([path, headers['x-frame-options']]).toEqual([path, 'SAMEORIGIN']);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });

  it('are offered by the page, pinned to what it shows', async () => {
    const { embeds } = (await api.get('/n/connecticut-2011/view.json?at=2011-07-13')).json as { embeds: { html: string }[] };
    expect(embeds).toHaveLength(PARTS.length);
    for (const { html } of embeds) {
      const [, src = ''] = /^<iframe src="http:\/\/[^/]+([^"]+)" title="[^"]+" /.exec(html) ?? [];
      const { status, headers, text } = await api.get(src.replaceAll('&amp;', '&'));
      expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
      expect(text).toMatch(/href="\/n\/connecticut-2011\?at=2011-07-14T04[^"]+root=/);
    }
  });

  it('keeps the moment that it is pinned to', async () => {
    const pinned = '?at=2011-07-14T04%3A00%3A00Z&conventions=rules-1&known=2011-12-01T00%3A00%3A00Z&ledger=100';
    const { text, headers } = await api.get(`${EMBED}/headline${pinned}`);
    expect(headers['cache-control']).toContain('immutable');
    expect(decodeURIComponent(text)).toContain(`href="/n/connecticut-2011${decodeURIComponent(pinned).replaceAll('&', '&amp;')}"`);
    expect((await api.get(`${EMBED}/headline`)).headers['cache-control']).toBe('public, max-age=60');
    expect((await api.get(`${EMBED}/nothing`)).status).toBe(404);
  });
});
