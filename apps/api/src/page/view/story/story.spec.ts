import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Api, batch, openApi, TALKS } from '../../../../test/api.js';
import type { NegotiationView } from '../negotiation.js';
import type { FactRow } from './facts.js';
import type { StoryView } from './story.js';

let api: Api;
beforeAll(async () => {
  api = await openApi({ record: true });
});
afterAll(() => api?.close());

async function storyAt(query: string): Promise<StoryView> {
  return ((await api.get(`/n/connecticut-2011/view.json${query}`)).json as NegotiationView).story;
}
const factsOf = ({ days }: StoryView): FactRow[] => days.flatMap(({ facts }) => facts);

describe('the story', () => {
  it('leads by links through every fact, the newest first, and back', async () => {
    const anchors: string[] = [];
    let shown = await storyAt('?at=2011-07-13');
    expect([shown.days[0]?.title, shown.days[1]?.title, shown.days[1]?.weekday, shown.newer]).toEqual(['Not certain yet', 'July 13, 2011', 'Wednesday', null]);
    for (;;) {
      anchors.push(...factsOf(shown).map(({ anchor }) => anchor));
      if (shown.older === null) break;
      shown = await storyAt(shown.older.replace(/^[^?]*|#.*$/g, ''));
    }
    expect([anchors.length, new Set(anchors).size]).toEqual([90, 90]);
    expect((await storyAt(shown.newer?.replace(/^[^?]*|#.*$/g, '') ?? '')).shown).toBe('Facts 31 to 60 of 90, from the newest.');
  });

  it('says when in words and draws it: a day, a span, no beginning', async () => {
    const find = async (query: string, anchor: string) => factsOf(await storyAt(query)).find((fact) => fact.anchor === anchor);
    expect(await find('?at=2011-07-13', 'fact-Q29')).toMatchObject({ when: 'evening', mark: { kind: 'dot', isOpen: false } });
    expect(await find('?at=2011-07-13', 'fact-M12')).toMatchObject({ when: 'between May 10 and July 12', mark: { kind: 'bar', fadesLeft: false, fadesRight: false } });
    expect(await find('?at=2011-07-13', 'fact-M16')).toMatchObject({ when: 'on or before July 13', mark: { kind: 'bar', fadesLeft: true, fadesRight: false } });
  });

  it('marks what is contested, with each claim as its source has it', async () => {
    const signed = factsOf(await storyAt('?at=2011-05-06')).find(({ anchor }) => anchor === 'fact-M4');
    expect(signed).toMatchObject({ badges: [{ text: 'contested', isContested: true }], contested: expect.stringContaining('the date'), claims: [{ sources: [{ text: 'S0 ¶3', href: '#source-S0' }] }, {}] });
    expect(signed?.history).toEqual([{ text: expect.stringMatching(/^Recorded .* by shipped-record, no\. \d+$/), proof: expect.stringMatching(/^\/proof\/event\/\d+$/) }]);
    // The last is for those who signed in.
    expect(await Promise.all((signed?.links ?? []).map(async ({ href }) => (await api.get(href)).status))).toEqual([200, 200, 200, 303]);
    expect((await api.get(signed?.history[0]?.proof ?? '')).status).toBe(200);
  });

  it('puts statements beside what they are about, with speaker and side', async () => {
    const reached = factsOf(await storyAt('?at=2011-07-13')).find(({ anchor }) => anchor === 'fact-M12');
    expect(reached?.said).toMatchObject([{ who: 'Dannel P. Malloy, for the employer', gist: 'With the tentative agreement he sought to avoid the layoffs.', sources: [{ text: 'S4 ¶16' }] }]);
  });

  it('lists the sources with what rests on them, and tells the story of one', async () => {
    const { sources } = await storyAt('?at=2011-07-13');
    expect(sources.map(({ name }) => name)).toEqual(['S3', 'S4', 'S2', 'S1', 'S0']);
    expect(sources[0]?.notes[0]).toBe('Published after this moment.');
    expect(sources[1]?.facts).toContainEqual({ text: 'M15', href: '#fact-M15' });
    const rest = await storyAt(sources[3]?.all.replace(/^[^?]*|#.*$/g, '') ?? '');
    expect(rest.filter?.text).toMatch(/^\d+ facts rest on source S1\.$/);
    expect(factsOf(rest).every(({ claims }) => claims.some((claim) => claim.sources.some(({ text }) => text.startsWith('S1'))))).toBe(true);
    for (const { json, csv } of [rest.twins]) expect([(await api.get(json)).status, (await api.get(csv)).status]).toEqual([200, 200]);
  });

  it('begins anew with each step', async () => {
    const { moment, address } = (await api.get('/n/connecticut-2011/view.json?at=2011-07-13&story=31')).json as NegotiationView;
    expect([address.page.includes('story=31'), moment.next?.includes('story='), moment.kept]).toEqual([true, false, []]);
  });
});

describe('where little is recorded', () => {
  it('says so, then tells of the only fact, and of what was taken back', async () => {
    const fresh = await openApi();
    try {
      await fresh.post('/api/v1/negotiations', { id: TALKS.id, title: TALKS.title, zone: TALKS.zone });
      const tell = async (): Promise<StoryView> => (await fresh.get('/n/talks/view.json')).json.story;
      expect(await tell()).toMatchObject({ note: '', days: [], shown: '', newer: null, older: null, removed: [], sources: [] });
      expect((await fresh.get('/n/talks')).text).toContain('Nothing is recorded to have happened by this moment.');
      await fresh.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
      await fresh.post('/api/v1/negotiations/talks/facts', batch('talks.N1', '7'));
      expect(await tell()).toMatchObject({ days: [{ title: 'May 10, 2011', facts: [{ anchor: 'fact-N1', when: 'May 10' }] }], shown: 'The only fact.' });
      await fresh.post('/api/v1/facts/talks.N1/events', { op: 'retract', expectedRevision: 1, reason: 'another strike' });
      expect(await tell()).toMatchObject({ days: [], removed: [{ what: '7 layoff notices issued', why: 'retracted', history: [{}, { text: expect.stringContaining('reason: another strike') }] }] });
    } finally {
      await fresh.close();
    }
  });
});
