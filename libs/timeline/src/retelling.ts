import { type FactHistory, type History, isSameSight, type Moment, type Report, type Seen, seenAt } from '#libs/domain';
import { createGrove } from './grove.js';
import { reportsIn } from './publications.js';
import type { Fact, Records } from './records.js';
import { countWhile } from './search.js';
import { treeEvidence } from './tree-evidence.js';

/**
 * The story in the order in which it became public, between two instants: trees that grow step by step, where each fact takes its new sight at its
 * step. What became public at one instant comes in the order of recording. First what was seen before all of it.
 */
export function* retelling(records: Records, moment: Moment, after: number, upTo: number, stride: number): Generator<Report> {
  const history = records.history();
  const { negotiation, zone } = history;
  const grove = createGrove(records, (fact, at) => seenFrom(at, records.id(fact)) as Seen, stride);
  /** How each fact is seen, from one point on until the next. */
  const sights = new Map<string, { points: number[]; seen: (Seen | undefined)[] }>();
  let point = 0;

  const take = ({ fact, sight }: Turn): void => {
    grove.put(point, records.find(fact.id) as Fact, sight);
    const own = sights.get(fact.id) ?? { points: [], seen: [] };
    sights.set(fact.id, own);
    own.points.push(point);
    own.seen.push(typeof sight === 'string' ? undefined : sight);
  };
  const seenFrom = (at: number, id: string): Seen | undefined => {
    const own = sights.get(id);
    return own?.seen[countWhile(own.points.length, (place) => (own.points[place] as number) <= at) - 1];
  };
  const turnAt = (fact: FactHistory, known: number): Turn => {
    const sight = seenAt(fact, { known, ledger: moment.ledger });
    return { fact, sight, seen: typeof sight === 'string' ? seenFrom(point, fact.id) : sight };
  };
  const isNew = ({ fact, sight }: Turn): boolean => !isSameSight(seenFrom(point, fact.id), typeof sight === 'string' ? undefined : sight);
  const evidenceAt = (known: number): Report['evidence'] => {
    const now = point;
    return treeEvidence({ negotiation, zone, moment: { ...moment, known }, grove, point: now, maybeKnown: () => [], fact: (id) => seenFrom(now, id), typeOf: (id) => history.facts.get(id)?.type, seen: (leaf) => seenFrom(grove.leaves.point(leaf), records.id(grove.leaves.fact(leaf))) as Seen });
  };

  for (const fact of history.facts.values()) take(turnAt(fact, after));
  yield { evidence: evidenceAt(after), told: null };
  for (const [instant, facts] of reportedFacts(history, after, upTo)) {
    point += 1;
    const turns = [...facts].map((fact) => turnAt(fact, instant));
    // What can't be read, or not yet, makes no step.
    for (const turn of turns.filter(({ seen }) => seen === undefined)) take(turn);
    for (const { seen, ...turn } of turns.filter(isNew).sort(byVersion)) {
      if (seen === undefined) continue;
      point += 1;
      take({ ...turn, seen });
      yield { evidence: evidenceAt(instant), told: { instant, seen } };
    }
  }
}

/** A fact as it is seen from an instant on; where it is not, `seen` is as it was. */
interface Turn {
  fact: FactHistory;
  sight: ReturnType<typeof seenAt>;
  seen: Seen | undefined;
}

function byVersion(a: Turn, b: Turn): number {
  return (a.seen?.version.seq ?? -1) - (b.seen?.version.seq ?? -1);
}

/** The facts of which something became public at each instant, in the order of the instants. */
function reportedFacts({ facts }: History, after: number, upTo: number): [number, Set<FactHistory>][] {
  const reported = new Map<number, Set<FactHistory>>();
  for (const fact of facts.values()) {
    for (const { latest } of reportsIn(fact.events)) {
      if (latest > after && latest <= upTo) reported.set(latest, (reported.get(latest) ?? new Set()).add(fact));
    }
  }
  return [...reported].sort(([a], [b]) => a - b);
}
