import { ANY, type DeadlineType, type Evidence, type FactsOf, type FactType, type Family, type Group, MARKS, type Moment, type Mover, type MoverType, type Seen } from '#libs/domain';
import { dealIn } from './deal.js';
import type { Grove, Plot } from './grove.js';
import type { Leaf, Place } from './leaves.js';
import { runOver, type TreeRun } from './run.js';
import type { Floor } from './stand.js';
import { type MomentStretches, stretchesAt, stretchOf, UNBOUNDED } from './stretch.js';
import { type Sides, sumSides, sumUp } from './sums.js';

/** Where evidence is read from: a grove at a point of its axis, and what trees don't hold. */
export interface Ground {
  negotiation: string;
  zone: string;
  moment: Moment;
  /** Of the facts that end with the moment, the last that has happened yet; absent where all of them have. */
  upTo?: Seen | undefined;
  grove: Grove;
  point: number;
  maybeKnown: Evidence['maybeKnown'];
  fact(id: string): Seen | undefined;
  typeOf(id: string): FactType | undefined;
  /** The fact of a leaf, as it is seen at the point. */
  seen(leaf: Leaf): Seen;
}

interface TreeGroup<T extends FactType> extends Group<T> {
  readonly certain: TreeRun<T>;
  readonly possible: TreeRun<T>;
}

/** Evidence from the trees: every question costs what its answer is large. */
export function treeEvidence(ground: Ground): Evidence {
  const { negotiation, zone, moment, upTo, grove, point, maybeKnown, fact, typeOf } = ground;
  const stretches = stretchesAt(moment.at);
  const kept = new Map<Plot | undefined, TreeGroup<FactType>>();
  const groupOf = <T extends FactType>(family: Family, plot: Plot | undefined): TreeGroup<T> => {
    const group = kept.get(plot) ?? groupAt(ground, plot, stretches, family === 'source' ? undefined : upTo);
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
    typeOf,
    group,
    groups: <F extends Family>(family: F) => grove.plots(family).filter((plot) => groupOf(family, plot).all.count > 0).map((plot) => ({ key: plot.key, group: groupOf<FactsOf[F]>(family, plot) })),
    deal: (effect) => dealIn({ leaves: grove.leaves, seen: (leaf) => ground.seen(leaf) as Mover }, group('move').certain as TreeRun<MoverType>, group('move').possible as TreeRun<MoverType>, effect),
    flag: (flag) => flagIn(ground, group('flag', [flag]).certain),
    deadline: (key) => decidedBy(ground, group('deadline', [key]).certain),
  };
}

function groupAt<T extends FactType>({ grove, point, seen }: Ground, plot: Plot | undefined, stretches: MomentStretches, upTo: Seen | undefined): TreeGroup<T> {
  const floor: Floor = { forest: grove.forest, leaves: grove.leaves, stand: grove.standAt(plot, point), seen };
  return upTo === undefined ? new GroupAt(floor, stretches) : cutAfter(floor, upTo, stretches);
}

/** Runs are made when they are asked for, and kept: an answer asks for the same ones many times. A class as `RunIn` is. */
class GroupAt<T extends FactType> implements TreeGroup<T> {
  private readonly floor: Floor;
  private readonly stretches: MomentStretches;
  private certainRun: TreeRun<T> | undefined = undefined;
  private possibleRun: TreeRun<T> | undefined = undefined;
  private aheadRun: TreeRun<T> | undefined = undefined;
  private allRun: TreeRun<T> | undefined = undefined;
  private sums: Sides | undefined = undefined;

  constructor(floor: Floor, stretches: MomentStretches) {
    this.floor = floor;
    this.stretches = stretches;
  }

  private sides(): Sides {
    this.sums ??= sumSides(this.floor, this.stretches);
    return this.sums;
  }

  get certain(): TreeRun<T> {
    this.certainRun ??= runOver(this.floor, this.stretches.certain, () => this.sides().certain);
    return this.certainRun;
  }

  get possible(): TreeRun<T> {
    this.possibleRun ??= runOver(this.floor, this.stretches.possible, () => this.sides().possible());
    return this.possibleRun;
  }

  get ahead(): TreeRun<T> {
    this.aheadRun ??= runOver(this.floor, this.stretches.ahead);
    return this.aheadRun;
  }

  get all(): TreeRun<T> {
    this.allRun ??= runOver(this.floor, UNBOUNDED, () => this.floor.stand.whole(() => sumUp(this.floor, UNBOUNDED)));
    return this.allRun;
  }
}

/** What ends with the moment and has not happened yet goes with what may have. */
function cutAfter<T extends FactType>(floor: Floor, { span, order, id }: Seen, { certain: { latestTo: at }, ahead }: MomentStretches): TreeGroup<T> {
  const last: Place = { ...span, order, id };
  /** Nothing lies between the two. */
  const next: Place = { ...last, id: `${id}\u0000` };
  const all = runOver<T>(floor, UNBOUNDED);
  return { certain: all.before(next), possible: runOver<T>(floor, stretchOf({ earliestBefore: at }, last)), ahead: runOver(floor, ahead), all };
}

/** Raised since the first that raised it after it was last lowered. */
function flagIn({ grove: { leaves } }: Ground, certain: TreeRun<'milestone.reached'>): { raised: Seen | null; last: Seen | null } {
  const lowered = certain.lastLeaf(MARKS.lowers);
  const since = lowered === undefined ? certain : certain.after(leaves.place(lowered));
  return { raised: since.first(1, MARKS.raises)[0] ?? null, last: certain.last(1)[0] ?? null };
}

/**
 * The last certain event decides, and the last that sets or moves the date gives it; but the first `set` goes before all that does not
 * certainly precede it, so that where it comes last in order, the one before it may come after it in truth.
 */
function decidedBy({ grove: { leaves }, seen }: Ground, certain: TreeRun<DeadlineType>): ReturnType<Evidence['deadline']> {
  const [set] = certain.leaves(1, MARKS.set);
  const decider = (last: Leaf | undefined, marks: number): Seen<DeadlineType> | null => {
    const overtaking = set === undefined || last !== set ? undefined : certain.before(leaves.place(set)).within({ latestAfter: leaves.earliest(set) }).lastLeaf(marks);
    const leaf = overtaking ?? last;
    return leaf === undefined ? null : (seen(leaf) as Seen<DeadlineType>);
  };
  return { last: decider(certain.lastLeaf(ANY), ANY), dated: decider(certain.lastLeaf(MARKS.set | MARKS.moved), MARKS.moved) };
}
