import type { Evidence } from '../../evidence.js';
import type { History } from '../../history.js';
import { finished, type Slices } from '../../slices.js';
import { ballotCounts } from './ballot-counts.js';
import { openBooks } from './books.js';
import { crossFooting } from './cross-footing.js';
import { figureParts } from './figure-parts.js';
import { footing } from './footing.js';
import { growth } from './growth.js';
import { type ReconciliationLine, type RuleName, RULES } from './line.js';
import { overlapErrors, possibleDuplicates } from './overlaps.js';
import type { FactsOfTypes } from './past.js';
import { rollForward } from './roll-forward.js';
import { statedTotals } from './stated-totals.js';

/** Whether the counts of a negotiation add up at a moment: every total, breakdown, figure and ballot that can be checked. */
export interface Reconciliation {
  /** No line is a shortfall or an excess that is left unexplained. */
  addsUp: boolean;
  /** How many lines came to each verdict, of those that any did. */
  verdicts: Partial<Record<ReconciliationLine['verdict'], number>>;
  /** The gravest first. */
  lines: ReconciliationLine[];
  /** The rules that decided, with their versions. */
  rules: { rule: string; says: string }[];
}

/** The order in which an auditor wants to read: what does not add up first, what does last. */
export const GRAVEST_FIRST: readonly ReconciliationLine['verdict'][] = ['shortfall', 'excess', 'contested', 'odd', 'not-comparable', 'not-contradicted', 'within-bounds', 'ties'];

const CHECKS = [statedTotals, growth, footing, crossFooting, rollForward, figureParts, ballotCounts, overlapErrors, possibleDuplicates];

/** Checks the counts at the moment of the evidence, all at once. @param history the same negotiation's */
export function reconciliation(evidence: Evidence, history: () => History): Reconciliation {
  return finished(reconciling(evidence, () => history().facts.values()));
}

/**
 * Checks the counts at the moment of the evidence, in steps.
 * @param facts the same negotiation's with all their events, asked for by their types where totals are stated: what was seen at other moments explains why numbers differ; nothing at or above the moment's ledger size is read
 */
export function* reconciling(evidence: Evidence, facts: FactsOfTypes): Slices<Reconciliation> {
  const books = yield* openBooks(evidence, facts);
  // Gathered as they come: to look for each verdict in all lines at the end would hold up others.
  const gravest = (): ReconciliationLine[][] => GRAVEST_FIRST.map(() => []);
  const [open, settled] = [gravest(), gravest()];
  for (const check of CHECKS) {
    for (const line of check(books)) {
      if (line !== undefined) (line.addsUp ? settled : open)[GRAVEST_FIRST.indexOf(line.verdict)]!.push(line);
      yield;
    }
  }
  const counts = GRAVEST_FIRST.map((verdict, at) => [verdict, open[at]!.length + settled[at]!.length] as const);
  return {
    addsUp: open.every((lines) => lines.length === 0),
    verdicts: Object.fromEntries(counts.filter(([, count]) => count !== 0)),
    lines: [...open, ...settled].flat(),
    rules: (Object.keys(RULES) as RuleName[]).map((name) => ({ rule: `${name}-${RULES[name].version}`, says: RULES[name].says })),
  };
}
