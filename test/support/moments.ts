import fc from 'fast-check';
import type { Basis, Moment } from '#libs/domain';
import { instant, ZONE } from './histories.js';

/** Where a generated history is asked: by all that is known, or by what was; at its head, or at a size of its ledger. */
export const moment: fc.Arbitrary<Moment> = fc.record({
  at: instant,
  known: fc.oneof(fc.constant(Infinity), instant),
  ledger: fc.oneof(fc.constant(Infinity), fc.nat({ max: 16 })),
});

const POINT = { asked: '', instant: '', zone: ZONE };

/** For answers that are held against each other: what they rest on is not looked at. */
export const BASIS: Basis = { at: POINT, known: POINT, ledger: { size: 0, root: '' }, conventions: [] };
