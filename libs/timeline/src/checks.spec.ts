import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findings, historyOf, lateFacts, naiveEvidence, reconciliation, viewAt } from '#libs/domain';
import { counted } from '../../../test/support/counted-histories.js';
import { tell, ZONE } from '../../../test/support/histories.js';
import { moment } from '../../../test/support/moments.js';
import { check } from '../../../test/support/property.js';
import { kept, timelineOf } from '../../../test/support/timelines.js';
import { wide } from '../../../test/support/wide-histories.js';

describe('an auditor is answered by the as-of index as by the fold', () => {
  it('on facts of every type', () => {
    check(fc.property(fc.oneof(wide, counted), fc.array(moment, { minLength: 1, maxLength: 4 }), kept, ({ lives, turns }, asked, each) => {
      const events = tell(lives, turns);
      const timeline = timelineOf(events, events, each);
      const history = historyOf('talks', ZONE, events);
      for (const point of asked) {
        const [fold, trees] = [naiveEvidence(viewAt(history, point)), timeline.evidenceAt(point)];
        expect(reconciliation(trees, timeline.history)).toEqual(reconciliation(fold, () => history));
        expect(findings(trees, timeline.history)).toEqual(findings(fold, () => history));
        expect(lateFacts(trees, timeline.history, { clock: 'reported', least: 'P2D' })).toEqual(lateFacts(fold, () => history, { clock: 'reported', least: 'P2D' }));
      }
    }), 300);
  });
});
