import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { type Api, openApi } from './api.js';

/** Of one generator, so that they have the same rounds, agencies, deadlines and measures. */
const [SMALL, LARGE] = [300, 1_500];

let api: Api;
beforeAll(async () => {
  const steps = function* () {
    yield* realisticSteps({ negotiation: 'small', events: SMALL, seed: 5 });
    yield* realisticSteps({ negotiation: 'large', events: LARGE, seed: 5 });
  };
  api = await openApi({ ledger: [...sealedPages(steps())].flat() });
});
afterAll(() => api.close());

describe('a large negotiation', () => {
  it.each([['the page', '', 300_000], ['its view', '/view.json', 260_000]])('%s has few bytes more than a small one', async (_, suffix, most) => {
    const [small, large] = [await api.get(`/n/small${suffix}`, { accept: 'text/html' }), await api.get(`/n/large${suffix}`, { accept: 'text/html' })];
    expect([small.status, large.status]).toEqual([200, 200]);
    expect(large.text.length).toBeLessThan(most);
    expect(large.text.length).toBeLessThan(small.text.length * 2);
  });

  it('is drawn in as many shapes as can be told apart, and read out at as many places', async () => {
    const { json } = await api.get('/n/large/view.json');
    const { lanes, stops } = json.chart.chart;
    expect(stops.length).toBeLessThanOrEqual(200);
    expect(Math.max(...stops.map(({ text }: { text: string }) => text.length))).toBeLessThan(1_000);
    for (const { layers } of lanes) expect(JSON.stringify(layers).length).toBeLessThan(30_000);
    const { items, total } = (await api.get('/api/v1/negotiations/large/story')).json;
    expect([items.length, total > LARGE / 2]).toEqual([30, true]);
  });

  it('says where each step of the scrubber stands', async () => {
    for (const index of [1, 700, 1_200]) {
      const { json } = await api.get(`/n/large/view.json?index=${index}`);
      expect(json.moment.scrubber.index).toBe(index);
    }
  });
});
