import type { View } from '../history.js';
import { ballotCounts } from './findings/ballot-counts.js';
import { contestedFacts } from './findings/contested.js';
import { deadlineOrder, passedDeadlines } from './findings/deadlines.js';
import { figureParts } from './findings/figure-parts.js';
import { footing } from './findings/footing.js';
import { overlapErrors, possibleDuplicates } from './findings/overlaps.js';
import { rollForward } from './findings/rolls.js';
import { statedTotals } from './findings/totals.js';
import type { Finding } from './types.js';

/** The order in which an auditor wants to read: what does not add up first, what does last. */
const SEVERITY: Finding['verdict'][] = ['shortfall', 'excess', 'contested', 'odd', 'not-contradicted', 'within-bounds', 'ties'];

/** What does not add up, or can't be shown to, and what was checked and does; the gravest first. */
export function findings(view: View): Finding[] {
  return [statedTotals, footing, rollForward, figureParts, overlapErrors, possibleDuplicates, contestedFacts, ballotCounts, deadlineOrder, passedDeadlines]
    .flatMap((check) => check(view))
    .sort((a, b) => SEVERITY.indexOf(a.verdict) - SEVERITY.indexOf(b.verdict));
}
