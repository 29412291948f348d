import type { Evidence } from '../../evidence.js';
import type { Seen } from '../../history.js';
import { sayBounds, sum, verdict } from '../../quantity/arithmetic.js';
import type { Quantity } from '../../quantity/types.js';
import { ballotOddity } from '../ballots.js';
import { firstOf, groupsHappened } from '../listing.js';
import { phrase, words } from '../phrase.js';
import { MARKS } from '../../contributions.js';
import type { Books } from './books.js';
import { bare, line, type Lines, type ReconciliationLine } from './line.js';
import { explain, sayExcess, sayVariance } from './variance.js';

type Tally = Seen<'ballot.tallied'>;

/** Each tally's votes against all who could vote, and tallies that can't be right by the rule in force. */
export function* ballotCounts({ evidence }: Books): Lines {
  for (const { group } of groupsHappened(evidence, 'ballot')) {
    for (const tally of firstOf(group, Infinity, MARKS.tally) as Tally[]) yield checked(evidence, tally);
  }
}

function checked(evidence: Evidence, tally: Tally): ReconciliationLine | undefined {
  const counted = votesCounted(tally);
  if (counted !== undefined && (counted.verdict === 'excess' || counted.verdict === 'shortfall')) return counted;
  const odd = ballotOddity(evidence, tally);
  if (odd === undefined) return counted;
  return line('ballot-count', 'odd', phrase(tally), `${phrase(tally)}: ${odd}`, { facts: [tally] }, { why: ['a tally that does not add up decides nothing'] });
}

/** "For + against + not voting = members"; undefined where nobody says how many could vote, or how any did. */
function votesCounted(tally: Tally): ReconciliationLine | undefined {
  const { members } = tally.data;
  const votes: [Quantity | undefined, string][] = [[tally.data.for, 'for'], [tally.data.against, 'against'], [tally.data.notVoting, 'not voting']];
  const told = votes.flatMap(([count, how]) => (count === undefined ? [] : [{ count, how }]));
  if (members === undefined || told.length === 0) return undefined;
  const isComplete = told.length === votes.length;
  const itemised = sum(told.map(({ count }) => count));
  const { verdict: outcome, variance } = verdict(members, itemised, { complete: isComplete });
  const { explained, unexplained } = explain(variance, () => [], isComplete ? [members, ...told.map(({ count }) => count)] : undefined);
  const untold = votes.filter(([count]) => count === undefined).map(([, how]) => how);
  const why = [
    ...(untold.length === 0 ? [] : [`how many were ${untold.join(' or ')} is not said`]),
    ...(outcome === 'excess' || outcome === 'shortfall' ? ['a tally that does not add up decides nothing'] : []),
  ];
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} more than there are` : `, ${sayVariance(variance)} not told of`;
  const addends = told.map(({ count, how }) => `${count.wording} ${how}`).join(' + ');
  const text = `${tally.data.what ?? words(tally.data.ballot)}: ${told.length === 1 ? addends : `${addends} = ${sayBounds(itemised)}`} of ${members.wording}${gap}: ${words(outcome)}`;
  return line('ballot-count', outcome, phrase(tally), text, { facts: [tally] }, { stated: { ...bare(members), wording: members.wording }, itemised, variance, why, explained, unexplained });
}
