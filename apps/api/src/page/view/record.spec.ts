import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, openApi } from '../../../test/api.js';
import type { NegotiationView } from './negotiation.js';

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api.close());

async function recordAt(query: string): Promise<NegotiationView['record']> {
  return ((await api.get(`/n/connecticut-2011/view.json${query}`)).json as NegotiationView).record;
}

describe('what is recorded beside the notices', () => {
  it('counts the days to each deadline, and tells how those that moved did', async () => {
    const { deadlines } = await recordAt('?at=2011-07-13');
    const find = (key: string) => deadlines.rows.find((row) => row.key === key);
    expect(find('bylaws-meeting')).toMatchObject({ due: 'July 18, 2011', reading: '5 days left', isOpen: true, history: [] });
    expect(find('deal')).toMatchObject({ due: 'no date named', reading: 'open, no date named' });
    expect(find('raise-in-paychecks')).toMatchObject({ due: 'July 29, 2011', reading: 'may have been set' });
    expect(find('first-round-notices')?.history).toEqual([
      'set on or before May 5, 2011, due between May 1 and 7, 2011',
      'moved May 5, 2011: a couple of days; The first-round notices are put off',
      'met May 10, 2011: The first-round notices begin to go out',
    ]);
    expect(deadlines.derived.map(({ due, reading }) => `${due}: ${reading}`)).toEqual(['May 24, 2011: may have begun', 'July 26, 2011: 13 days left', 'July 26, 2011: 13 days left']);
  });

  it('draws a ballot of which only the losers are told', async () => {
    const { ballots: { ballots: [vote] } } = await recordAt('?at=2011-07-13');
    expect(vote).toMatchObject({ outcome: 'Defeated', reasoning: '4 of 15 against, so at most 11 for; 14 needed: defeated' });
    expect(vote?.squares.filter((square) => square === 'against')).toHaveLength(4);
    expect(vote?.squares.filter((square) => square === 'unsaid')).toHaveLength(11);
  });

  it('shows the last word on each measure with what it was before', async () => {
    const { figures } = await recordAt('?at=2011-07-13');
    expect(figures.figures.find(({ what }) => what === 'State agencies after consolidation')).toMatchObject({ value: '57 agencies', notes: ['was 81 agencies'], said: 'May 5, 2011', sources: [{ text: 'S0 ¶9', href: '#source-S0' }] });
    expect(figures.packages.map(({ name }) => name)).toEqual(['concession package']);
  });

  it('opens each value’s explanation, under the part that has it', async () => {
    const { deadlines, ballots, figures } = await recordAt('?at=2011-07-13');
    const explained = { deadlines: deadlines.rows, ballots: ballots.ballots, figures: [...figures.figures, ...figures.packages.flatMap(({ terms }) => terms)] };
    for (const [place, rows] of Object.entries(explained)) {
      expect(rows.length).toBeGreaterThan(0);
      for (const { explain } of [rows[0], rows.at(-1)] as { explain: string }[]) {
        const [, query] = explain.replace(/#why$/, '').split('?');
        expect((await api.get(`/n/connecticut-2011/view.json?${query}`)).json.explain).toMatchObject({ place, value: expect.any(String) });
      }
    }
    const page = (await api.get(deadlines.rows[0]!.explain!)).text;
    expect(page.indexOf('id="why"')).toBeGreaterThan(page.indexOf('id="deadlines"'));
    expect(page.indexOf('id="why"')).toBeLessThan(page.indexOf('id="ballots"'));
  });

  it('is empty before anything is known, and leads to the same as data', async () => {
    const { deadlines, ballots, figures } = await recordAt('?known=2000-01-01');
    expect([deadlines.rows, deadlines.derived, ballots.ballots, figures.figures, figures.packages]).toEqual([[], [], [], [], []]);
    for (const { json, csv } of [deadlines.twins, ballots.twins, figures.twins]) {
      expect((await api.get(json)).status).toBe(200);
      expect((await api.get(csv)).headers['content-type']).toContain('text/csv');
    }
  });
});
