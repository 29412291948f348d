import { type Box, type DeadlineType, type Evidence, type FactsOf, type FactType, type Family, type Group, MARKS, type Moment, type MoverType, type Seen, type View } from '#libs/domain';
import { dealIn } from './deal.js';
import { type Grove, type Plot, standAt } from './grove.js';
import type { Entry } from './forest.js';
import { runOver, type TreeRun } from './run.js';

/** Where evidence is read from: a grove at a point of its axis, and what trees don't hold. */
export interface Ground {
  negotiation: string;
  zone: string;
  moment: Moment;
  /** Of the facts that end with the moment, the last that has happened yet; absent where all of them have. */
  upTo?: Seen | undefined;
  grove: Grove;
  point: number;
  maybeKnown: View['maybeKnown'];
  fact(id: string): Seen | undefined;
}

interface TreeGroup<T extends FactType> extends Group<T> {
  readonly certain: TreeRun<T>;
  readonly possible: TreeRun<T>;
}

/** Evidence from the trees: every question costs what its answer is large. */
export function treeEvidence({ negotiation, zone, moment, upTo, grove, point, maybeKnown, fact }: Ground): Evidence {
  const kept = new Map<Plot | undefined, TreeGroup<FactType>>();
  const groupOf = <T extends FactType>(family: Family, plot: Plot | undefined): TreeGroup<T> => {
    const group = kept.get(plot) ?? groupAt(grove, plot, point, moment.at, family === 'source' ? undefined : upTo);
    kept.set(plot, group);
    return group as unknown as TreeGroup<T>;
  };
  const group = <F extends Family>(family: F, key: readonly (string | null)[] = []): TreeGroup<FactsOf[F]> => groupOf(family, grove.plot(family, key));
  return {
    negotiation,
    zone,
    moment,
    upTo,
    maybeKnown,
    redacted: grove.redacted(point),
    fact,
    group,
    groups: <F extends Family>(family: F) => [...grove.plots(family)].filter((plot) => groupOf(family, plot).all.count > 0).map((plot) => ({ key: plot.key, group: groupOf<FactsOf[F]>(family, plot) })),
    deal: (effect) => dealIn(group('move').certain as TreeRun<MoverType>, group('move').possible as TreeRun<MoverType>, effect),
    flag: (flag) => flagIn(group('flag', [flag]).certain),
    deadline: (key) => decidedBy(group('deadline', [key]).certain),
  };
}

/** Runs are made when they are asked for, and kept: an answer asks for the same ones many times. */
function groupAt<T extends FactType>({ forest }: Grove, plot: Plot | undefined, point: number, at: number, upTo?: Seen): TreeGroup<T> {
  const stand = standAt(plot, point);
  const kept = new Map<Box, TreeRun<T>>();
  const run = (box: Box): TreeRun<T> => {
    const made = kept.get(box) ?? runOver<T>(forest, stand, box);
    kept.set(box, made);
    return made;
  };
  const [certain, possible, ahead, all] = [{ latestTo: at }, { earliestBefore: at, latestAfter: at }, { earliestFrom: at, latestAfter: at }, {}];
  if (upTo !== undefined) return cutAfter(upTo, at, run);
  return {
    get certain() {
      return run(certain);
    },
    get possible() {
      return run(possible);
    },
    get ahead() {
      return run(ahead);
    },
    get all() {
      return run(all);
    },
  };
}

/** What ends with the moment and has not happened yet goes with what may have. */
function cutAfter<T extends FactType>(upTo: Seen, at: number, run: (box: Box) => TreeRun<T>): TreeGroup<T> {
  const last: Entry = { seen: upTo, span: upTo.span, priority: 0 };
  /** Nothing lies between the two. */
  const next: Entry = { ...last, seen: { ...upTo, id: `${upTo.id}\u0000` } };
  return { certain: run({}).before(next), possible: run({ earliestBefore: at }).after(last), ahead: run({ earliestFrom: at, latestAfter: at }), all: run({}) };
}

/** Raised since the first that raised it after it was last lowered. */
function flagIn(certain: TreeRun<'milestone.reached'>): { raised: Seen | null; last: Seen | null } {
  const lowered = certain.lastEntry(MARKS.lowers);
  const since = lowered === undefined ? certain : certain.after(lowered);
  return { raised: since.first(1, MARKS.raises)[0] ?? null, last: certain.last(1)[0] ?? null };
}

/**
 * The last certain event decides, and the last that sets or moves the date gives it; but the first `set` goes before all that does not
 * certainly precede it, so that where it comes last in order, the one before it may come after it in truth.
 */
function decidedBy(certain: TreeRun<DeadlineType>): ReturnType<Evidence['deadline']> {
  const set = certain.firstEntry(MARKS.set);
  const last = certain.last(1)[0] ?? null;
  const dated = certain.last(1, MARKS.set | MARKS.moved)[0] ?? null;
  if (set === undefined) return { last, dated } as ReturnType<Evidence['deadline']>;
  const afterAll = certain.before(set).within({ latestAfter: set.span.earliest });
  const overtaking = <T>(fact: T, marks?: number): T => (fact === set.seen ? ((afterAll.last(1, marks)[0] as T | undefined) ?? fact) : fact);
  return { last: overtaking(last), dated: overtaking(dated, MARKS.moved) } as ReturnType<Evidence['deadline']>;
}
