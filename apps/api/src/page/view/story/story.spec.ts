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
  /** Goes by the links from window to window: the facts of each, and the last of them. */
  async function walk(query: string): Promise<{ anchors: string[]; last: StoryView }> {
    const anchors: string[] = [];
    for (let shown = await storyAt(query); ; ) {
      anchors.push(...factsOf(shown).map(({ anchor }) => anchor));
      const next = shown.windows.find(({ rel }) => rel === 'next');
      if (next === undefined) return { anchors, last: shown };
      shown = await storyAt(queryOf(next.href));
    }
  }
  const queryOf = (href: string | null | undefined): string => (href ?? '').replace(/^[^?]*|#.*$/g, '');

  it('leads by links through every fact from either end, and back', async () => {
    const first = await storyAt('?at=2011-07-13');
    expect([first.days[0]?.title, first.days[1]?.title, first.days[1]?.weekday, first.windows.map(({ text }) => text)]).toEqual(['Not certain yet', 'July 13, 2011', 'Wednesday', ['Earlier facts']]);
    const { anchors, last } = await walk('?at=2011-07-13');
    expect([anchors.length, new Set(anchors).size]).toEqual([90, 90]);
    const [back] = last.windows;
    expect([back?.text, (await storyAt(queryOf(back?.href))).shown]).toEqual(['Later facts', 'Facts 31 to 60 of 90, from the newest.']);
    const oldest = queryOf(first.orders.find(({ text }) => text === 'Oldest first')?.href);
    expect((await walk(oldest)).anchors).toEqual(anchors.reverse());
    const begun = await storyAt(oldest);
    expect([begun.shown, begun.days[1]?.gap, begun.windows.map(({ text }) => text)]).toEqual(['Facts 1 to 30 of 90, from the oldest.', expect.stringMatching(/of which nothing is told$|^$/), ['Later facts']]);
  });

  it('tells of one kind of facts, each counted, whichever is shown', async () => {
    const all = await storyAt('?at=2011-07-13');
    expect(all.kinds.map(({ text }) => text)).toEqual(['All 90', expect.stringMatching(/^Milestones \d+$/), expect.stringMatching(/^Notices \d+$/), expect.stringMatching(/^Deadlines \d+$/), expect.stringMatching(/^Ballots \d+$/), expect.stringMatching(/^Figures and terms \d+$/), expect.stringMatching(/^Statements \d+$/)]);
    let told = 0;
    for (const { text, href } of all.kinds.slice(1)) {
      const { anchors, last } = await walk(queryOf(href));
      expect([text, last.kinds.map((kind) => kind.text)]).toEqual([text.replace(/\d+$/, String(anchors.length)), all.kinds.map((kind) => kind.text)]);
      expect(last.kinds.filter((kind) => kind.href === null)).toEqual([{ text, href: null }]);
      told += anchors.length;
    }
    expect(told).toBe(90);
    for (const twin of Object.values((await storyAt('?at=2011-07-13&kind=notices&order=oldest')).twins)) expect((await api.get(twin)).status).toBe(200);
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

  it('shows the part that tells of a fact that its address names, unless another is chosen', async () => {
    const [oldest] = factsOf(await storyAt('?at=2011-07-13&order=oldest'));
    const fact = `connecticut-2011.${oldest?.anchor.slice('fact-'.length)}`;
    const part = await storyAt(`?at=2011-07-13&fact=${fact}`);
    expect([part.shown, factsOf(part).at(-1)?.anchor]).toEqual(['Facts 61 to 90 of 90, from the newest.', oldest?.anchor]);
    const later = await storyAt(queryOf(part.windows[0]?.href));
    expect([later.shown, (await storyAt(queryOf(later.windows[0]?.href))).shown]).toEqual(['Facts 31 to 60 of 90, from the newest.', 'Facts 1 to 30 of 90, from the newest.']);
    for (const other of ['connecticut-2011.S1', 'connecticut-2011.none', 'connecticut-2011']) expect((await storyAt(`?at=2011-07-13&fact=${other}`)).shown).toBe('Facts 1 to 30 of 90, from the newest.');
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
      const tell = async (query = ''): Promise<StoryView> => (await fresh.get(`/n/talks/view.json${query}`)).json.story;
      expect(await tell()).toMatchObject({ note: '', days: [], shown: '', windows: [], removed: [], sources: [] });
      expect((await fresh.get('/n/talks')).text).toContain('Nothing is recorded to have happened by this moment.');
      await fresh.post('/api/v1/negotiations/talks/facts', TALKS.facts[0]);
      await fresh.post('/api/v1/negotiations/talks/facts', batch('talks.N1', '7'));
      expect(await tell()).toMatchObject({ days: [{ title: 'May 10, 2011', facts: [{ anchor: 'fact-N1', when: 'May 10' }] }], shown: 'The only fact.' });
      expect(await tell('?kind=ballots')).toMatchObject({ days: [], shown: 'Nothing of this kind is recorded to have happened by this moment.', kinds: [{ text: 'All 1' }, { text: 'Notices 1' }, { text: 'Ballots 0', href: null }], windows: [] });
      await fresh.post('/api/v1/facts/talks.N1/events', { op: 'retract', expectedRevision: 1, reason: 'another strike' });
      expect(await tell()).toMatchObject({ days: [], removed: [{ what: '7 layoff notices issued', why: 'retracted', history: [{}, { text: expect.stringContaining('reason: another strike') }] }] });
    } finally {
      await fresh.close();
    }
  });
});
