import { isSameSight, type Moment, type Report, type Seen, seenAt } from '#libs/domain';
import { createCache } from './cache.js';
import { createGrove } from './grove.js';
import type { Fact, Records } from './records.js';
import type { Turns } from './reports.js';
import { createRows } from './rows.js';
import { type Ground, treeEvidence } from './tree-evidence.js';

/** A negotiation of which the story is told again. */
export interface Told extends Pick<Ground, 'negotiation' | 'zone' | 'typeOf'> {
  records: Records;
  turns: readonly Turns[];
  /** How many changes of a group lie between two of its trees. */
  stride: number;
  /** How many facts are kept as they are seen, and up to as many asked for before those. */
  seenKept: number;
}

/** A row for each time that a fact came to be seen otherwise: from which instant, and which point, on; and the row before it of the same fact, or −1. */
const SIGHT = { words: 2, known: 0, point: 2, before: 3 };

/**
 * The story in the order in which it became public, between two instants: trees that grow step by step, where each fact takes its new sight at its
 * step. What became public at one instant comes in the order of recording. First what was seen before all of it.
 */
export function* retelling({ records, turns, stride, seenKept, ...ground }: Told, moment: Moment, after: number, upTo: number): Generator<Report> {
  const { ledger } = moment;
  const rows = createRows(SIGHT.words);
  const lastOf = new Int32Array(records.facts).fill(-1);
  const sights = createCache<ReturnType<typeof seenAt>>(seenKept);
  const seenFrom = (fact: Fact, at: number): Seen | undefined => {
    let row = lastOf[fact] ?? -1;
    while (row >= 0 && rows.integer(row, SIGHT.point) > at) row = rows.integer(row, SIGHT.before);
    const sight = row < 0 ? 'hidden' : sights.get(row, () => seenAt(records.read(fact), { known: rows.float(row, SIGHT.known), ledger }));
    return typeof sight === 'string' ? undefined : sight;
  };
  const grove = createGrove(records, (fact, at) => seenFrom(fact, at) as Seen, stride);
  let point = 0;

  const take = (known: number, { fact, sight }: Turn): void => {
    grove.put(point, fact, sight);
    const row = rows.add();
    rows.setFloat(row, SIGHT.known, known);
    rows.setInteger(row, SIGHT.point, point);
    rows.setInteger(row, SIGHT.before, lastOf[fact] ?? -1);
    lastOf[fact] = row;
  };
  const turnAt = (fact: Fact, known: number): Turn => {
    const sight = seenAt(records.read(fact), { known, ledger });
    return { fact, sight, seen: typeof sight === 'string' ? seenFrom(fact, point) : sight };
  };
  const isNew = ({ fact, sight }: Turn): boolean => !isSameSight(seenFrom(fact, point), typeof sight === 'string' ? undefined : sight);
  const evidenceAt = (known: number): Report['evidence'] => {
    const now = point;
    const fact = (id: string): Seen | undefined => {
      const found = records.find(id);
      return found === undefined ? undefined : seenFrom(found, now);
    };
    return treeEvidence({ ...ground, moment: { ...moment, known }, grove, point: now, maybeKnown: () => [], fact, seen: (leaf) => seenFrom(grove.leaves.fact(leaf), grove.leaves.point(leaf)) as Seen });
  };

  for (const fact of new Set(turns.filter(({ instant }) => instant <= after).flatMap(({ facts }) => facts))) take(after, turnAt(fact, after));
  yield { evidence: evidenceAt(after), told: null };
  for (const { instant, facts } of turns) {
    if (instant <= after || instant > upTo) continue;
    point += 1;
    const turned = Array.from(new Set(facts), (fact) => turnAt(fact, instant));
    // What can't be read, or not yet, makes no step.
    for (const turn of turned.filter(({ seen }) => seen === undefined)) take(instant, turn);
    for (const { seen, ...turn } of turned.filter(isNew).sort(byVersion)) {
      if (seen === undefined) continue;
      point += 1;
      take(instant, { ...turn, seen });
      yield { evidence: evidenceAt(instant), told: { instant, seen } };
    }
  }
}

/** A fact as it is seen from an instant on; where it is not, `seen` is as it was. */
interface Turn {
  fact: Fact;
  sight: ReturnType<typeof seenAt>;
  seen: Seen | undefined;
}

function byVersion(a: Turn, b: Turn): number {
  return (a.seen?.version.seq ?? -1) - (b.seen?.version.seq ?? -1);
}
