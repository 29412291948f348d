import { ANY, type Bounds, type Box, type Entry, type FactType, MARKS, type Run, type SeenAs } from '#libs/domain';
import type { Summary } from './forest.js';
import { gather, gatherFirsts, type Wanted } from './gather.js';
import type { Leaf, Place } from './leaves.js';
import type { Floor } from './stand.js';
import { narrower, type Stretch, stretchOf } from './stretch.js';
import { sumUp } from './sums.js';

/** A run of facts over a stand. Each question goes down the tree once, whatever the number of facts. */
export interface TreeRun<T extends FactType = FactType> extends Run<T> {
  /** The first `n` leaves that bear any of the marks. */
  leaves(n: number, marks: number): Leaf[];
  /** The last `n` of them, in order. */
  lastLeaves(n: number, marks: number): Leaf[];
  /** The last leaf that bears any of the marks. */
  lastLeaf(marks: number): Leaf | undefined;
  /** For each of the marks the first leaf that bears it, and maybe others, in no particular order. */
  firstOfEach(marks: number): Leaf[];
  after(place: Place): TreeRun<T>;
  before(place: Place): TreeRun<T>;
  within(box: Box): TreeRun<T>;
}

/** So many leaves are gathered at a time. */
const SOME = 512;

/** The facts of a floor that lie in a stretch. @param sum what they add up to, where that is found otherwise than for them alone */
export function runOver<T extends FactType>(floor: Floor, stretch: Stretch, sum?: () => Summary): TreeRun<T> {
  return new RunIn(floor, stretch, sum);
}

/**
 * A class, for questions make many of these: objects of one make share their methods, where literals with getters each have a hidden class
 * of their own, which is slow to make and to read, and keeps garbage alive.
 */
class RunIn<T extends FactType> implements TreeRun<T> {
  private readonly floor: Floor;
  private readonly stretch: Stretch;
  private readonly summing: (() => Summary) | undefined;
  private summed: Summary | undefined;

  constructor(floor: Floor, stretch: Stretch, summing?: () => Summary) {
    this.floor = floor;
    this.stretch = stretch;
    this.summing = summing;
    this.summed = undefined;
  }

  private summary(): Summary {
    this.summed ??= this.summing === undefined ? sumUp(this.floor, this.stretch) : this.summing();
    return this.summed;
  }

  /** Where they were counted, and are none, nothing is looked for. */
  private gather(wanted: Wanted): Leaf[] {
    return this.summed?.count === 0 ? [] : gather(this.floor, this.stretch, wanted);
  }

  private seen(leaves: readonly Leaf[]): SeenAs<T>[] {
    return leaves.map((leaf) => this.floor.seen(leaf) as SeenAs<T>);
  }

  get count(): number {
    return this.summary().count;
  }

  sum(): Bounds {
    const { low, high, unbounded } = this.summary();
    return { low, high: unbounded > 0 ? null : high };
  }

  related(): SeenAs<T>[] {
    return this.seen(this.leaves(Infinity, MARKS.related));
  }

  first(n: number, marks = ANY): SeenAs<T>[] {
    return this.seen(this.leaves(n, marks));
  }

  ids(n: number): string[] {
    return this.leaves(n, ANY).map((leaf) => this.floor.leaves.place(leaf).id);
  }

  *entries(): Generator<Entry> {
    const { leaves } = this.floor;
    for (const leaf of this.eachLeaf()) {
      const { id, order, earliest, latest } = leaves.place(leaf);
      yield { id, span: { earliest, latest }, order, weight: { low: leaves.low(leaf), high: leaves.unbounded(leaf) > 0 ? null : leaves.high(leaf) } };
    }
  }

  *each(): Generator<SeenAs<T>> {
    for (const leaf of this.eachLeaf()) yield this.floor.seen(leaf) as SeenAs<T>;
  }

  /** Gathered some at a time: who goes through a long run may be left between any two of them. */
  private *eachLeaf(): Generator<Leaf> {
    let some = this.leaves(SOME, ANY);
    yield* some;
    while (some.length === SOME) {
      some = this.after(this.floor.leaves.place(some.at(-1)!)).leaves(SOME, ANY);
      yield* some;
    }
  }

  last(n: number, marks = ANY): SeenAs<T>[] {
    return this.seen(this.lastLeaves(n, marks));
  }

  leaves(n: number, marks: number): Leaf[] {
    return this.gather({ n, marks, backwards: false });
  }

  lastLeaves(n: number, marks: number): Leaf[] {
    return this.gather({ n, marks, backwards: true }).reverse();
  }

  lastLeaf(marks: number): Leaf | undefined {
    return this.lastLeaves(1, marks)[0];
  }

  firstOfEach(marks: number): Leaf[] {
    return gatherFirsts(this.floor, this.stretch, marks);
  }

  after(place: Place): TreeRun<T> {
    return new RunIn(this.floor, stretchOf(this.stretch, place, this.stretch.before));
  }

  before(place: Place): TreeRun<T> {
    return new RunIn(this.floor, stretchOf(this.stretch, this.stretch.after, place));
  }

  within(box: Box): TreeRun<T> {
    return new RunIn(this.floor, stretchOf(narrower(this.stretch, box), this.stretch.after, this.stretch.before));
  }
}
