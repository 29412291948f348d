import type { Evidence, Mover } from '../evidence.js';
import { compareHappened } from '../fold.js';
import type { Seen } from '../history.js';
import { naiveEvidence } from '../naive-evidence.js';
import { groupBy } from './group.js';
import { ofType } from './refs.js';
import { statusAfter } from './status.js';
import type { DealStatus } from './types.js';

/** Where a fact takes the deal, for every `at` with `from ≤ at < until`; milliseconds since 1970, null where there is no such end. */
export interface StatusMove {
  fact: Mover;
  status: DealStatus;
  from: number | null;
  until: number | null;
}

/**
 * The moves that facts make at any `at`: of those whose fact is certain and that hold by then, the last in the order of the happened
 * axis gives the deal's status. A milestone's move always holds. A ballot's depends on which facts of the same ballot may have
 * happened by then, and holds from one of them to the next.
 * @param facts all facts visible at a point of the other two clocks
 */
export function statusMoves(facts: readonly Seen[]): StatusMove[] {
  const ordered = [...facts].sort(compareHappened);
  const rules = ofType(ordered, 'rule.adopted') as Seen[];
  const ballots = groupBy(ofType(ordered, 'ballot.called', 'ballot.tallied'), ({ data }) => data.ballot);
  return [
    ...ofType(ordered, 'milestone.reached').flatMap((fact) => movesOf(fact, [{ evidence: evidenceOf([]), from: null, until: null }])),
    ...[...ballots.values()].flatMap((ballot) => {
      const stretches = stretchesOf(ballot as Seen[], rules);
      return ballot.flatMap((fact) => movesOf(fact, stretches));
    }),
  ];
}

/** What is seen of a ballot from one instant on, until another. */
interface Stretch {
  evidence: Evidence;
  from: number | null;
  until: number | null;
}

function movesOf(fact: Mover, stretches: readonly Stretch[]): StatusMove[] {
  return stretches.flatMap(({ evidence, from, until }) => {
    const status = statusAfter(evidence, fact);
    return status === null ? [] : [{ fact, status, from, until }];
  });
}

/** Each stretch in which the same facts of a ballot have, or may have, happened. Rules count whenever they were adopted. */
function stretchesOf(ballot: readonly Seen[], rules: readonly Seen[]): Stretch[] {
  const starts = [...new Set(ballot.map(startOf))].sort((a, b) => a - b);
  return starts.map((start, index) => ({
    evidence: evidenceOf([...rules, ...ballot.filter((fact) => startOf(fact) <= start)]),
    from: Number.isFinite(start) ? start : null,
    until: starts[index + 1] ?? null,
  }));
}

/** The first instant at which a fact may have happened: its span must have begun before. */
function startOf({ span }: Seen): number {
  return Math.min(span.earliest + 1, span.latest);
}

function evidenceOf(certain: Seen[]): Evidence {
  return naiveEvidence({
    history: { negotiation: '', zone: 'UTC', facts: new Map() },
    moment: { at: Infinity, known: Infinity, ledger: Infinity },
    standing: [], certain, possible: [], ahead: [], maybeKnown: [], redacted: [],
  });
}
