import { describe, expect, it } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { Record } from './record.js';

const HOSTILE = '<script>alert(1)</script>\u202E"&';
const ESCAPED = '&lt;script>alert(1)&lt;/script>\u202E&quot;&amp;';
const twins = { json: '/x', csv: '/x.csv' };

describe('what is recorded beside the notices, on the page', () => {
  it('escapes hostile text and isolates its direction', () => {
    const deadline = { key: 'k', due: 'July 18, 2011', what: HOSTILE, reading: 'open', isOpen: true, explain: '/n/x', notes: [HOSTILE], history: [HOSTILE, 'then'] };
    const ballot = { key: 'k', what: HOSTILE, outcome: 'Open', explain: '/n/x', reasoning: HOSTILE, lines: [{ label: 'Rule', text: HOSTILE }], squares: ['against' as const], legend: HOSTILE };
    const figure = { key: 'k', what: HOSTILE, value: HOSTILE, explain: '/n/x', said: '', by: HOSTILE, sources: [{ text: HOSTILE, href: '/n/x' }], contested: true, possible: true, notes: [HOSTILE] };
    const html = renderToString(
      <Record
        deadlines={{ rows: [deadline], derived: [deadline], more: '', twins }}
        ballots={{ ballots: [ballot], twins }}
        figures={{ figures: [figure], packages: [{ name: HOSTILE, terms: [figure] }], more: '', twins }}
        whyAt={() => null}
      />,
    );
    expect(html).not.toContain('<script');
    expect(html.split(ESCAPED)).toHaveLength(html.split(`<bdi>${ESCAPED}</bdi>`).length + 1);
    expect(html).toContain(`<bdi>Terms: ${ESCAPED}</bdi>`);
  });

  it('says so where nothing is recorded', () => {
    const html = renderToString(<Record deadlines={{ rows: [], derived: [], more: '', twins }} ballots={{ ballots: [], twins }} figures={{ figures: [], packages: [], more: '', twins }} whyAt={() => null} />);
    for (const what of ['No deadline', 'No ballot', 'No figure']) expect(html).toContain(`${what} is recorded by this moment.`);
    expect(html).not.toContain('<table');
  });
});
