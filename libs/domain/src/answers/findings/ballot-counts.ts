import type { View } from '../../history.js';
import { naiveEvidence } from '../../naive-evidence.js';
import { ballotOddity } from '../ballots.js';
import { phrase } from '../phrase.js';
import { happenedBy, ofType } from '../refs.js';
import type { Finding } from '../types.js';
import { finding } from './finding.js';

/** Tallies whose numbers can't all be right. */
export function ballotCounts(view: View): Finding[] {
  const evidence = naiveEvidence(view);
  return ofType(happenedBy(view), 'ballot.tallied').flatMap((tally) => {
    const odd = ballotOddity(evidence, tally);
    return odd === undefined ? [] : [finding('ballot-count', 'odd', `${phrase(tally)}: ${odd}`, [tally], { why: ['a tally that does not add up decides nothing'] })];
  });
}
