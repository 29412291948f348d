import type { Evidence, Mover } from '../evidence.js';
import { FLAGS, type Flag, MOVES } from '../moves.js';
import { dateText } from '../time/moment.js';
import { ballotEffect, ballotReasoning, isOnAgreement } from './ballots.js';
import { FULL } from './listing.js';
import { factRef } from './refs.js';
import type { DealAnswer, DealStatus } from './types.js';

/** Where a fact takes the deal, whatever its status before; null where it leaves it. @param by of a ballot's facts those count that may have happened by then, in ms */
export function statusAfter(evidence: Evidence, fact: Mover, by = evidence.moment.at): DealStatus | null {
  switch (fact.type) {
    case 'milestone.reached':
      return MOVES[fact.data.kind] ?? null;
    case 'ballot.tallied':
      return ballotEffect(evidence, fact, by);
    case 'ballot.called':
      return isOnAgreement(evidence, fact.data.ballot, by) ? 'voting' : null;
  }
}

/** The deal's status by the certain facts in their order; what the possible ones may have made of it stands beside it. */
export function dealStatus(evidence: Evidence, listing = FULL): DealAnswer {
  const { status, run, possible } = evidence.deal((fact) => statusAfter(evidence, fact));
  const [entered] = run.first(1);
  return {
    status,
    since: entered === undefined ? null : dateText(entered.happened),
    because: run.first(listing.entries).map((fact) => ({ ...factRef(fact), ...reasoningOf(evidence, fact) })),
    becauseCount: run.count,
    possible: possible.map(({ status: next, because }) => ({ status: next, because: factRef(because) })),
    ...flagsOf(evidence),
  };
}

function reasoningOf(evidence: Evidence, fact: Mover): { reasoning?: string } {
  return fact.type === 'ballot.tallied' ? { reasoning: ballotReasoning(evidence, fact) } : {};
}

function flagsOf(evidence: Evidence): Pick<DealAnswer, 'flags' | 'flagFacts'> {
  const flags = { newsBlackout: false, fallbackPlan: false };
  const flagFacts: DealAnswer['flagFacts'] = {};
  for (const flag of Object.keys(FLAGS) as Flag[]) {
    const { raised, last } = evidence.flag(flag);
    flags[flag] = raised !== null;
    if (raised !== null && last !== null) flagFacts[flag] = { since: dateText(raised.happened), last: factRef(last) };
  }
  return { flags, flagFacts };
}
