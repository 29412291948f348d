import { describe, expect, it } from '@jest/globals';
import { story, type Story } from '../../../test/support/story.js';
import type { LedgerEvent } from './facts/event.js';
import { viewAt } from './fold.js';
import type { Seen, View } from './history.js';
import { resolveInstant } from './time/moment.js';

const ZONE = 'America/New_York';
const batch = (count: number, reported?: string) => [{ happened: '2011-07-01', data: { count }, ...(reported === undefined ? {} : { reported }) }];
const first = () => story().claims('batch', 'notices.issued', batch(1, '2011-07-10'));

const view = (told: Story, known: string, ledger = Infinity): View =>
  viewAt(told.history(), { at: resolveInstant('2011-12-31', ZONE).instant, known: resolveInstant(known, ZONE).instant, ledger });

/** The number that is seen, "redacted", or null where nothing is. */
function sight(told: Story, known: string, ledger = Infinity): number | 'redacted' | null {
  const { certain, redacted } = view(told, known, ledger);
  if (redacted.includes('batch')) return 'redacted';
  const seen = certain[0] as Seen<'notices.issued'> | undefined;
  return seen?.data.count.low ?? null;
}
const sights = (told: Story, ...days: string[]) => days.map((day) => sight(told, `2011-07-${day}`));

describe('the version seen', () => {
  it('is the last to become public, whatever the order of recording', () => {
    const told = first().revise('batch', batch(3), '2011-07-20').revise('batch', batch(2), '2011-07-15');
    expect(sights(told, '09', '10', '15', '20')).toEqual([null, 1, 2, 3]);
    expect(sights(first().revise('batch', batch(2), '2011-07-10'), '09', '10')).toEqual([null, 2]);
  });

  it('needs its own day, and that of one of its claims', () => {
    expect(sights(first().revise('batch', batch(2, '2011-07-25'), '2011-07-20'), '19', '20', '25')).toEqual([1, 1, 2]);
    expect(sights(story().claims('batch', 'notices.issued', [...batch(9), ...batch(1, '2011-07-10')]), '01')).toEqual([9]);
  });

  it('is listed as maybe known while its day leaves that open', () => {
    const told = story().claims('batch', 'notices.issued', batch(1, '[2011-07-10,2011-07-20]'));
    expect(view(told, '2011-07-15').maybeKnown).toMatchObject([{ fact: 'batch', type: 'notices.issued' }]);
    expect([view(told, '2011-07-09').maybeKnown, view(told, '2011-07-20').maybeKnown, view(told.retract('batch'), '2011-07-15').maybeKnown]).toEqual([[], [], []]);
  });

  it('has the claims of its newest mend, of an older version too', () => {
    const told = first().revise('batch', batch(2), '2011-07-20').mend('batch', batch(5, '2011-07-10'), { mends: 0 }).mend('batch', batch(6, '2011-07-10'), { mends: 0 });
    expect(sights(told, '10', '20')).toEqual([6, 2]);
    expect([sight(told, '2011-07-10', 2), sight(told, '2011-07-10', 3)]).toEqual([1, 5]);
    expect(view(told, '2011-07-10').certain).toMatchObject([{ mended: true, revised: false, version: { seq: 0, revision: 1 }, newest: { seq: 3, revision: 4 } }]);
    expect(view(told, '2011-07-20').certain).toMatchObject([{ mended: false, revised: true, version: { seq: 1, revision: 2 } }]);
  });

  it('keeps the day of a revision unless a mend gives another', () => {
    const revised = () => first().revise('batch', batch(2), '2011-07-20');
    expect(sights(revised().mend('batch', batch(3)), '19', '20')).toEqual([1, 3]);
    expect(sights(revised().mend('batch', batch(3), { reported: '2011-07-15' }), '14', '15')).toEqual([1, 3]);
    expect(sights(revised().mend('batch', batch(3), { reported: '2011-07-15' }).mend('batch', batch(4)), '15', '20')).toEqual([1, 4]);
  });
});

describe('a retraction', () => {
  it('by the source stands in the order of versions', () => {
    const told = first().retract('batch', '2011-07-15').revise('batch', batch(2), '2011-07-20');
    expect(sights(told, '14', '15', '19', '20')).toEqual([1, null, null, 2]);
    expect(sights(told.reinstate('batch', { reported: '2011-07-17' }), '15', '17', '20')).toEqual([null, 1, 2]);
  });

  it('as our error hides the fact at every known, until it is taken back', () => {
    const told = first().retract('batch');
    expect([...sights(told, '14', '31'), sight(told, '2011-07-14', 1)]).toEqual([null, null, 1]);
    expect(sights(told.reinstate('batch'), '09', '10')).toEqual([null, 1]);
  });

  it('stays while another is taken back', () => {
    const told = first().retract('batch', '2011-07-15').retract('batch').reinstate('batch', { undoes: 1, reported: '2011-07-16' });
    expect(sights(told, '14', '20')).toEqual([null, null]);
    expect(sights(told.reinstate('batch', { undoes: 2 }), '14', '15', '16')).toEqual([1, null, 1]);
  });
});

describe('a redaction', () => {
  it('leaves a gap that shows, at every ledger size', () => {
    const told = first().redact('batch', 0);
    expect([...sights(told, '10', '31'), sight(told, '2011-07-31', 1)]).toEqual(['redacted', 'redacted', 'redacted']);
  });

  it('of a revision is not covered up by the older number', () => {
    expect(sights(first().revise('batch', batch(2), '2011-07-20').redact('batch', 1), '10', '20')).toEqual(['redacted', 'redacted']);
  });

  it('of a mend is not covered up by what it mended', () => {
    expect(sights(first().mend('batch', batch(2)).redact('batch', 1), '10')).toEqual(['redacted']);
    expect(sights(first().mend('batch', batch(2)).redact('batch', 0), '10')).toEqual([2]);
  });

  it('of a retraction, or of what took it back, leaves neither the fact nor its absence', () => {
    expect(sights(first().retract('batch', '2011-07-15').redact('batch', 1), '14', '15')).toEqual(['redacted', 'redacted']);
    expect(sights(first().retract('batch').reinstate('batch').redact('batch', 2), '14')).toEqual(['redacted']);
  });

  it('is over where a later version or mend can be read', () => {
    expect(sights(first().redact('batch', 0).mend('batch', batch(3, '2011-07-10')), '09', '10')).toEqual([null, 3]);
    expect(sights(first().redact('batch', 0).revise('batch', batch(4), '2011-07-20'), '10', '20')).toEqual(['redacted', 4]);
  });

  it('of what is retracted leaves it retracted', () => {
    expect(sights(first().retract('batch').redact('batch', 0), '10')).toEqual([null]);
    expect(sights(first().retract('batch', '2011-07-15').redact('batch', 0), '15')).toEqual([null]);
  });

  it('does not touch other facts', () => {
    const told = first().record('other', 'notices.issued', { count: 7 }, { happened: '2011-07-01' }).redact('batch', 0);
    expect(view(told, '2011-07-31').certain.map(({ id }) => id)).toEqual(['other']);
    expect(told.events().map(({ body }: LedgerEvent) => body === null)).toEqual([true, false, false]);
  });
});
