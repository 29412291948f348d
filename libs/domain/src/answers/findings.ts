import type { Evidence } from '../evidence.js';
import type { History } from '../history.js';
import { finished, mapped, type Slices, sorted } from '../slices.js';
import { contestedFacts } from './findings/contested.js';
import { deadlineOrder, passedDeadlines } from './findings/deadlines.js';
import type { Finding } from './findings/finding.js';
import { findingOf } from './reconciliation/line.js';
import { GRAVEST_FIRST, type Reconciliation, reconciling } from './reconciliation/reconciliation.js';

/** What does not add up, or can't be shown to, and what was checked and does; the gravest first: the reconciliation in short, with what is contested and what became of deadlines. */
export function findings(evidence: Evidence, history: () => History): Finding[] {
  return finished(findingOut(evidence, reconciling(evidence, () => history().facts.values())));
}

/** The findings, in steps. @param reconciled at the moment of the evidence: made for them, or before */
export function* findingOut(evidence: Evidence, reconciled: Slices<Pick<Reconciliation, 'lines'>>): Slices<Finding[]> {
  const { lines } = yield* reconciled;
  const counts = yield* mapped(lines.filter(({ verdict }) => verdict !== 'not-comparable'), findingOf);
  const others = [yield* contestedFacts(evidence), yield* deadlineOrder(evidence), yield* passedDeadlines(evidence)];
  return yield* sorted([counts, ...others].flat(), (a, b) => GRAVEST_FIRST.indexOf(a.verdict) - GRAVEST_FIRST.indexOf(b.verdict));
}
