import type { MilestoneKind } from '../facts/kinds.js';
import type { Seen, View } from '../history.js';
import { dateText } from '../time/moment.js';
import { ballotEffect, ballotReasoning, isOnAgreement } from './ballots.js';
import { factRef, ofType } from './refs.js';
import type { DealAnswer, DealStatus } from './types.js';

/** The milestones that move the deal's status, and where to. All others leave it. */
const MOVES: Partial<Record<MilestoneKind, DealStatus>> = {
  'talks-opened': 'talking',
  'talks-resumed': 'talking',
  'talks-broken-off': 'stalled',
  'tentative-agreement': 'tentative',
  'vote-opened': 'voting',
  'agreement-rejected': 'rejected',
  'agreement-ratified': 'ratified',
  'talks-ended': 'ended',
};

/** The flags, and the milestones that raise, confirm and lower them. */
const FLAGS = {
  newsBlackout: { raise: 'news-blackout-agreed', confirm: 'news-blackout-confirmed', lower: 'news-blackout-lifted' },
  fallbackPlan: { raise: 'fallback-plan-started', confirm: undefined, lower: 'fallback-plan-dropped' },
} as const satisfies Record<string, { raise: MilestoneKind; confirm?: MilestoneKind | undefined; lower: MilestoneKind }>;

type Flag = keyof typeof FLAGS;

/** Where a fact takes the deal, whatever its status before; null where it leaves it. */
export function statusAfter(view: View, fact: Seen): DealStatus | null {
  const [milestone] = ofType([fact], 'milestone.reached');
  if (milestone !== undefined) return MOVES[milestone.data.kind] ?? null;
  const [tally] = ofType([fact], 'ballot.tallied');
  if (tally !== undefined) return ballotEffect(view, tally);
  const [call] = ofType([fact], 'ballot.called');
  return call !== undefined && isOnAgreement(view, call.data.ballot) ? 'voting' : null;
}

/** The deal's status: a fold of the certain facts in their order; what the possible ones may have made of it stands beside it. */
export function dealStatus(view: View): DealAnswer {
  let status: DealStatus = 'none';
  let run: Seen[] = [];
  for (const fact of view.certain) {
    const next = statusAfter(view, fact);
    if (next === null) continue;
    run = next === status ? [...run, fact] : [fact];
    status = next;
  }
  const entered = run[0];
  return {
    status,
    since: entered === undefined ? null : dateText(entered.happened),
    because: run.map((fact) => ({ ...factRef(fact), ...reasoningOf(view, fact) })),
    possible: possibleStatuses(view, status),
    ...flagsOf(view),
  };
}

function reasoningOf(view: View, fact: Seen): { reasoning?: string } {
  const [tally] = ofType([fact], 'ballot.tallied');
  return tally === undefined ? {} : { reasoning: ballotReasoning(view, tally) };
}

function possibleStatuses(view: View, status: DealStatus): DealAnswer['possible'] {
  const reached = new Map<DealStatus, Seen>();
  for (const fact of view.possible) {
    const next = statusAfter(view, fact);
    if (next !== null && next !== status && !reached.has(next)) reached.set(next, fact);
  }
  return [...reached].map(([next, fact]) => ({ status: next, because: factRef(fact) }));
}

function flagsOf(view: View): Pick<DealAnswer, 'flags' | 'flagFacts'> {
  const milestones = ofType(view.certain, 'milestone.reached');
  const flags = { newsBlackout: false, fallbackPlan: false };
  const flagFacts: DealAnswer['flagFacts'] = {};
  for (const flag of Object.keys(FLAGS) as Flag[]) {
    const { raise, confirm, lower } = FLAGS[flag];
    let raised: Seen | null = null;
    let last: Seen | null = null;
    for (const milestone of milestones) {
      const { kind } = milestone.data;
      if (kind !== raise && kind !== confirm && kind !== lower) continue;
      last = milestone;
      if (kind === lower) raised = null;
      else raised ??= milestone;
    }
    flags[flag] = raised !== null;
    if (raised !== null && last !== null) flagFacts[flag] = { since: dateText(raised.happened), last: factRef(last) };
  }
  return { flags, flagFacts };
}
