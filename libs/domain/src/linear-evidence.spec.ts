import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant, tell, ZONE } from '../../../test/support/histories.js';
import { BASIS } from '../../../test/support/moments.js';
import { check } from '../../../test/support/property.js';
import { wide } from '../../../test/support/wide-histories.js';
import { reconciliation } from './answers/reconciliation/reconciliation.js';
import { state } from './answers/state.js';
import type { Evidence } from './evidence.js';
import { historyOf, viewAt } from './fold.js';
import { linearEvidence } from './linear-evidence.js';
import { naiveEvidence } from './naive-evidence.js';

describe('linearEvidence', () => {
  it('answers as where every batch is compared with every other', () => {
    check(fc.property(wide, instant, ({ lives, turns }, at) => {
      const history = historyOf('talks', ZONE, tell(lives, turns));
      const view = viewAt(history, { at, known: Infinity, ledger: Infinity });
      const answers = (evidence: Evidence) => [state(evidence, BASIS), reconciliation(evidence, () => history)];
      expect(answers(linearEvidence(view))).toEqual(answers(naiveEvidence(view)));
    }), 400);
  });
});
