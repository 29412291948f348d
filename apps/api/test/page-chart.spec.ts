import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StateAnswer } from '#libs/domain';
import { sayStatus } from '../src/page/view/chart/lanes.js';
import type { NegotiationView } from '../src/page/view/negotiation.js';
import { sayRange } from '../src/page/view/numbers.js';
import { type Api, openApi, TALKS } from './api.js';

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api.close());

const PAGE = '/n/connecticut-2011';

describe('the course of a negotiation', () => {
  it('tells the status step by step, with what it may have been', async () => {
    const { json } = await api.get('/api/v1/negotiations/connecticut-2011/course?at=2011-07-13');
    const steps = json.status.map(({ from, status, possible }: { from: string | null; status: string; possible: string[] }) => [from, status, possible]);
    expect(steps.slice(-4)).toEqual([
      ['2011-05-11T04:00:00Z', 'talking', ['tentative', 'rejected']],
      ['2011-07-13T04:00:00Z', 'rejected', []],
      ['2011-07-20T04:00:00Z', 'rejected', ['talking']],
      ['2011-07-28T04:00:00Z', 'talking', []],
    ]);
    expect(json.status.map(({ after }: { after: boolean }) => after).slice(-4)).toEqual([false, false, true, true]);
    expect(json.sources.map(({ key }: { key: string }) => key)).toContain('S4');
  });

  it('says of plans and totals which lie after the moment', async () => {
    const { json } = await api.get('/api/v1/negotiations/connecticut-2011/course?at=2011-07-13');
    expect(json.said.find(({ wording }: { wording: string }) => wording.startsWith('1,851'))).toMatchObject({ type: 'notices.totalled', after: true });
    expect(json.said.find(({ wording }: { wording: string }) => wording === '4,742')).toMatchObject({ type: 'notices.planned', round: 'may', after: false });
  });
});

describe('the page', () => {
  it('tells each round by itself, and never a sum', async () => {
    const { text } = await api.get(`${PAGE}?at=2011-07-13`);
    expect(text).toContain('between 446 and 460');
    expect(text).toContain('at least 1, at most 4,742');
    expect(text).not.toContain('447');
  });

  it.each(['2011-05-01', '2011-05-06', '2011-05-10', '2011-07-13', '2011-07-27'])('is served at %s', async (at) => {
    const page = await api.get(`${PAGE}?at=${at}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });

  it('explains a number under it, and says where there is none of that name', async () => {
    const explained = await api.get(`${PAGE}?at=2011-07-13&explain=notices.rounds.july.issued`);
    expect(explained.text).toContain('about-5%');
    expect(explained.text).toContain('S4 ¶2');
    const missing = await api.get(`${PAGE}?at=2011-07-13&explain=notices.rounds.june.issued`);
    expect(missing).toMatchObject({ status: 200 });
    expect(missing.text).toContain('Nothing of that name is recorded');
  });

  it('explains a line of a breakdown by its parts, not by their batches', async () => {
    const { json } = await api.get(`${PAGE}/view.json?at=2011-07-13&explain=${encodeURIComponent('notices.by.agency.Department of Correction')}`);
    expect(json.explain.counted).toMatchObject([{ said: '222', low: '222', high: '222', by: 'the administration' }]);
  });

  it('shows only rounds of which something is told by then', async () => {
    const { json } = await api.get(`${PAGE}/view.json?at=2011-05-01`);
    expect(json.notices.rounds.map(({ title }: { title: string }) => title)).not.toContain('No round named');
  });

  it.each(['2011-05-09', '2011-05-10', '2011-05-11', '2011-07-11', '2011-07-12', '2011-07-13', '2011-07-27'])('says in the chart what it says beside it, at the end of %s', async (at) => {
    const state = (await api.get(`/api/v1/negotiations/connecticut-2011/state?at=${at}`)).json as StateAnswer;
    const { lanes } = ((await api.get(`${PAGE}/view.json?at=${at}`)).json as NegotiationView).chart.chart!;
    for (const { key, note } of lanes.filter(({ tone }) => tone !== 'ink')) {
      const { possible } = state.notices.rounds.find(({ round }) => key === `layoff-${round}`)!.issued.itemised;
      expect(note).toContain(possible.high === 0 ? 'nothing issued by this moment' : `issued: ${sayRange(possible)};`);
    }
    const texts = lanes[0]!.layers.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toContain(sayStatus({ status: state.deal.status, possible: state.deal.possible.map(({ status }) => status) }));
  });

  it('breaks notices down by the dimension asked for', async () => {
    const { text } = await api.get(`${PAGE}?at=2011-07-13&by=site`);
    expect(text).toContain('Connecticut Valley Hospital');
  });

  it('draws the chart as a picture, too', async () => {
    const svg = await api.get(`${PAGE}/notices.svg?at=2011-07-13`);
    expect(svg.headers['content-type']).toContain('image/svg+xml');
    expect(svg.text).toMatch(/^<svg /);
    expect(svg.text).not.toMatch(/NaN|undefined|Infinity/);
    const png = await api.get(`${PAGE}/notices.png?at=2011-07-13`);
    expect(png.headers['content-type']).toBe('image/png');
    expect(png.text.slice(1, 4)).toBe('PNG');
  });
});

describe('records that are poor or hostile', () => {
  it('shows an empty negotiation, one batch without a bound, and names as text', async () => {
    const other = await openApi();
    try {
      const id = 'talks';
      const posted = await other.post('/api/v1/negotiations', TALKS);
      expect(posted.status).toBe(201);
      expect((await other.get(`/n/${id}`)).text).toContain('No notices are recorded');
      const evil = { by: 'agency', complete: false, parts: [{ name: '<script>alert(1)</script>\u202e"\'&', count: '3' }] };
      const claims = [{ happened: '2011-05-10', data: { round: 'may', count: 'more than 40', breakdowns: [evil] }, sources: [{ source: 'talks.S1', locator: '<b>¶2' }] }];
      const made = await other.post(`/api/v1/negotiations/${id}/facts`, { fact: 'talks.N1', type: 'notices.issued', claims });
      expect([made.status, made.text]).toEqual([201, expect.any(String)]);
      const { text } = await other.get(`/n/${id}?explain=notices.by.agency`);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<img src=x');
      expect(text).toContain('fade-up');
      expect((await other.get(`/n/${id}/notices.svg`)).text).not.toContain('<img');
    } finally {
      await other.close();
    }
  });
});
