import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Basis, historyOf, naiveEvidence, state, viewAt } from '#libs/domain';
import { instant, interleaved, tell, ZONE } from '../../../test/support/histories.js';
import { check } from '../../../test/support/property.js';
import { createTimeline } from './timeline.js';

const BASIS: Basis = { at: { asked: '', instant: '', zone: ZONE }, known: { asked: '', instant: '', zone: ZONE }, ledger: { size: 0 }, conventions: [] };

describe('the as-of index', () => {
  it('answers as the fold does, at every moment on the three clocks', () => {
    check(fc.property(interleaved, fc.array(fc.tuple(instant, fc.option(instant, { nil: Infinity }), fc.nat({ max: 20 })), { minLength: 1, maxLength: 4 }), ({ lives, turns }, moments) => {
      const events = tell(lives, turns);
      const timeline = createTimeline(ZONE, 'talks');
      for (const event of events) timeline.append(event);
      for (const [at, known, ledger] of moments) {
        const moment = { at, known, ledger: ledger > events.length ? Infinity : ledger };
        const fold = naiveEvidence(viewAt(historyOf('talks', ZONE, events), moment));
        expect(state(timeline.evidenceAt(moment), BASIS)).toEqual(state(fold, BASIS));
      }
    }), 1_000);
  });
});
