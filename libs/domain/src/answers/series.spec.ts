import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant, tell, ZONE } from '../../../../test/support/histories.js';
import { check } from '../../../../test/support/property.js';
import { wide } from '../../../../test/support/wide-histories.js';
import { historyOf, viewAt } from '../fold.js';
import type { History } from '../history.js';
import { naiveEvidence } from '../naive-evidence.js';
import { instantOf } from '../time/moment.js';
import { notices } from './notices.js';
import { issuedSeries } from './series.js';

const evidenceOf = (history: History, at: number) => naiveEvidence(viewAt(history, { at, known: Infinity, ledger: Infinity }));

describe('the series of a round', () => {
  it('says from every instant on what is itemised then', () => {
    check(fc.property(wide, instant, instant, ({ lives, turns }, asked, at) => {
      const history = historyOf('n', ZONE, tell(lives, turns));
      const [now, soon] = [notices(evidenceOf(history, at)).rounds, notices(evidenceOf(history, at + 1)).rounds];
      for (const { notice, round, before, steps } of issuedSeries(evidenceOf(history, asked))) {
        const step = steps.findLast(({ from }) => instantOf(from) <= at) ?? { certain: { low: 0, high: 0 }, possible: before, factCount: 0 };
        const same = (each: { notice: string; round: string | null }) => each.notice === notice && each.round === round;
        const none = { certain: { low: 0, high: 0 }, possible: { low: 0, high: 0 } };
        expect(step.certain).toEqual((now.find(same)?.issued.itemised ?? none).certain);
        expect(step.possible.high).toEqual((soon.find(same)?.issued.itemised ?? none).possible.high);
      }
    }));
  });
});
