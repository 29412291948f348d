import { describe, expect, it } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { clip } from '../view/clip.js';
import { SourceList } from './source-list.js';
import { Story } from './story.js';

const HOSTILE = '<script>alert(1)</script>\u202E"&👩‍🚒 שלום';
const ESCAPED = '&lt;script>alert(1)&lt;/script>\u202E&quot;&amp;👩‍🚒 שלום';
const link = { text: HOSTILE, href: '#fact-x' };
const history = [{ text: HOSTILE, proof: '/proof/event/1' }];
const claim = { when: 'May 10, 2011', what: HOSTILE, by: HOSTILE, wordings: [HOSTILE], sources: [link], public: 'public May 10, 2011', standing: 'others are preferred' };
const fact = {
  anchor: 'fact-x', when: 'May 10', mark: { kind: 'dot' as const, x: 5, isOpen: false }, what: HOSTILE, speech: null, badges: [{ text: 'contested', isContested: true }], sources: [link],
  said: [{ who: HOSTILE, gist: HOSTILE, when: 'May 10, 2011', sources: [link] }], moreSaid: 'and 1 more', about: [link], contested: 'Its claims differ about: the date.', claims: [claim, claim], history, links: [],
};
const speech = { ...fact, anchor: 'fact-y', mark: { kind: 'bar' as const, x: 5, width: 0, fadesLeft: true, fadesRight: true }, speech: { speaker: HOSTILE, side: 'for the employer', gist: HOSTILE } };
const source = { anchor: 'source-x', name: HOSTILE, published: 'May 10, 2011', title: HOSTILE, by: HOSTILE, url: 'https://example.org/?"<', notes: [HOSTILE], facts: [link], all: '/n/x', json: '/x' };
const view = {
  note: '', filter: { text: HOSTILE, all: '/n/x' }, days: [{ id: 'd', title: 'May 10, 2011', weekday: 'Tuesday', gap: '3 weeks', facts: [fact, speech] }], shown: 'Facts 1 to 2 of 2',   removed: [{ key: HOSTILE, what: HOSTILE, why: 'retracted', history, json: '/x', edit: '/x' }], kinds: [{ text: 'All 2', href: null }], orders: [], windows: [], sources: [source], moreSources: '', twins: { json: '/x', csv: '/x.csv' },
};

describe('the story and its sources on the page', () => {
  it('escape hostile text and isolate its direction', () => {
    const html = renderToString(<><Story {...view} /><SourceList {...view} /></>);
    expect(html).not.toContain('<script');
    const isolated = [`<bdi>${ESCAPED}</bdi>`, `<bdi>“${ESCAPED}”</bdi>`, `<bdi><strong>${ESCAPED}</strong></bdi>`].reduce((sum, text) => sum + html.split(text).length - 1, 0);
    expect(html.split(ESCAPED)).toHaveLength(isolated + 1);
    expect(isolated).toBeGreaterThan(20);
  });

  it('mark by words and open without script', () => {
    const html = renderToString(<Story {...view} />);
    expect(html).toContain('<span class="badge badge--contested">contested</span>');
    expect(html).toContain('<s><bdi>');
    expect(html.match(/<details/g)).toHaveLength(3);
    expect(html).toContain('id="fact-x"');
    expect(html).not.toMatch(/ style=| on[a-z]+=/);
  });
});

describe('a long text', () => {
  it('is cut, and never within a character', () => {
    expect(clip('a'.repeat(100_000))).toHaveLength(601);
    expect(clip(`${'a'.repeat(9)}👩`, 10)).toBe(`${'a'.repeat(9)}…`);
    expect(clip('short')).toBe('short');
  });
});
