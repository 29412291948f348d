import { isSameSight, type Moment, type Report, type Seen, seenAt } from '#libs/domain';
import { createCache } from './cache.js';
import { createGrove } from './grove.js';
import type { Pages } from './pages.js';
import type { Fact, Records } from './records.js';
import type { Reports, Turn } from './reports.js';
import { createRows } from './rows.js';
import { type Ground, treeEvidence } from './tree-evidence.js';

/** A negotiation of which the story is told again. */
export interface Told extends Pick<Ground, 'negotiation' | 'zone' | 'typeOf'> {
  records: Records;
  turns: Reports['turns'];
  pages: Pages;
  /** How many changes of a group lie between two of its trees. */
  stride: number;
  /** How many facts are kept as they are seen, and up to as many asked for before those. */
  seenKept: number;
}

/** A row for each time that a fact came to be seen otherwise: from which instant, and which point, on; and the row before it of the same fact, or −1. */
const SIGHT = { words: 2, known: 0, point: 2, before: 3 };
/** A row for each fact: its last row of those, counted from 1; or 0. */
const LAST = { words: 1, sight: 0 };

/**
 * The story in the order in which it became public, between two instants: trees that grow step by step, where each fact takes its new sight at its
 * step. What became public at one instant comes in the order of recording. First what was seen before all of it.
 */
export function* retelling({ records, turns, pages, stride, seenKept, ...ground }: Told, moment: Moment, after: number, upTo: number): Generator<Report> {
  const { ledger } = moment;
  const rows = createRows(SIGHT.words, pages);
  const lasts = createRows(LAST.words, pages);
  const sights = createCache<ReturnType<typeof seenAt>>(seenKept);
  const lastOf = (fact: Fact): number => (fact < lasts.size ? lasts.integer(fact, LAST.sight) - 1 : -1);
  const seenFrom = (fact: Fact, at: number): Seen | undefined => {
    let row = lastOf(fact);
    while (row >= 0 && rows.integer(row, SIGHT.point) > at) row = rows.integer(row, SIGHT.before);
    const sight = row < 0 ? 'hidden' : sights.get(row, () => seenAt(records.read(fact), { known: rows.float(row, SIGHT.known), ledger }));
    return typeof sight === 'string' ? undefined : sight;
  };
  const grove = createGrove(records, pages, (fact, at) => seenFrom(fact, at) as Seen, stride);
  let point = 0;

  const take = (known: number, { fact, sight }: Sighting): void => {
    grove.put(point, fact, sight);
    const row = rows.add();
    rows.setFloat(row, SIGHT.known, known);
    rows.setInteger(row, SIGHT.point, point);
    rows.setInteger(row, SIGHT.before, lastOf(fact));
    while (lasts.size <= fact) lasts.add();
    lasts.setInteger(fact, LAST.sight, row + 1);
  };
  const sightingAt = (fact: Fact, known: number): Sighting => {
    const sight = seenAt(records.read(fact), { known, ledger });
    return { fact, sight, seen: typeof sight === 'string' ? seenFrom(fact, point) : sight };
  };
  const isNew = ({ fact, sight }: Sighting): boolean => !isSameSight(seenFrom(fact, point), typeof sight === 'string' ? undefined : sight);
  const evidenceAt = (known: number): Report['evidence'] => {
    const now = point;
    const fact = (id: string): Seen | undefined => {
      const found = records.find(id);
      return found === undefined ? undefined : seenFrom(found, now);
    };
    return treeEvidence({ ...ground, moment: { ...moment, known }, grove, point: now, maybeKnown: () => [], fact, seen: (leaf) => seenFrom(grove.leaves.fact(leaf), grove.leaves.point(leaf)) as Seen });
  };

  /** Of one instant. What can't be read, or not yet, makes no step. */
  function* stepsOf({ instant, facts }: Turn): Generator<Report> {
    point += 1;
    /** What the others say was recorded there: a number for each, as a docket may publish all of its facts at once. */
    const versions: number[] = [];
    for (const fact of facts) {
      const sighting = sightingAt(fact, instant);
      if (sighting.seen === undefined) take(instant, sighting);
      else if (isNew(sighting)) versions.push(sighting.seen.version.seq);
    }
    for (const version of new Set(versions.sort((a, b) => a - b))) {
      const { seen, ...sighting } = sightingAt(records.factAt(version), instant);
      point += 1;
      take(instant, { ...sighting, seen });
      yield { evidence: evidenceAt(instant), told: { instant, seen: seen as Seen } };
    }
  }

  for (const { instant, facts } of turns()) {
    if (instant > after) break;
    for (const fact of facts) if (lastOf(fact) < 0) take(after, sightingAt(fact, after));
  }
  yield { evidence: evidenceAt(after), told: null };
  for (const turn of turns(after)) {
    if (turn.instant > upTo) break;
    yield* stepsOf(turn);
  }
}

/** A fact as it is seen from an instant on; where it is not, `seen` is as it was. */
interface Sighting {
  fact: Fact;
  sight: ReturnType<typeof seenAt>;
  seen: Seen | undefined;
}
