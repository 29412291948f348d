import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Basis, EVERYTHING, historyOf, issuedSeries, type LedgerEvent, type Listing, type Moment, naiveEvidence, state, viewAt } from '#libs/domain';
import { instant, interleaved, tell, type Told, ZONE } from '../../../test/support/histories.js';
import { check } from '../../../test/support/property.js';
import { wide } from '../../../test/support/wide-histories.js';
import { createTimeline } from './timeline.js';

const POINT = { asked: '', instant: '', zone: ZONE };
const BASIS: Basis = { at: POINT, known: POINT, ledger: { size: 0 }, conventions: [] };

const moment: fc.Arbitrary<Moment> = fc.record({
  at: instant,
  known: fc.oneof(fc.constant(Infinity), instant),
  ledger: fc.oneof(fc.constant(Infinity), fc.nat({ max: 16 })),
});
/** Few changes between two trees, so that small histories have trees too. */
const stride = fc.constantFrom(1, 2, 3, 32);
const moments = fc.array(moment, { minLength: 1, maxLength: 4 });

function expectAgreement(events: readonly LedgerEvent[], asked: readonly Moment[], stride: number, listing?: Listing): void {
  const timeline = createTimeline(ZONE, 'talks', stride);
  for (const event of events) timeline.append(event);
  const history = historyOf('talks', ZONE, events);
  for (const point of asked) {
    const fold = naiveEvidence(viewAt(history, point));
    const trees = timeline.evidenceAt(point);
    expect(state(trees, BASIS, listing)).toEqual(state(fold, BASIS, listing));
    expect(issuedSeries(trees)).toEqual(issuedSeries(fold));
  }
}

describe('the as-of index answers as the fold does', () => {
  const agree = ({ lives, turns }: Told, asked: readonly Moment[], stride: number, listing?: Listing): void => expectAgreement(tell(lives, turns), asked, stride, listing);

  it('of batches, milestones and deadlines with long lives', () => {
    check(fc.property(interleaved, moments, stride, (told, asked, each) => agree(told, asked, each)), 300);
  });

  it('of facts of every type', () => {
    check(fc.property(wide, moments, stride, (told, asked, each) => agree(told, asked, each)), 600);
  });

  it('however much is listed', () => {
    const listing = fc.constantFrom(EVERYTHING, { facts: 1, steps: 1 }, { facts: 2, steps: 3 });
    check(fc.property(wide, moments, stride, listing, agree), 150);
  });
});
