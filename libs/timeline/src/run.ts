import { ANY, type Bounds, type Box, type FactType, MARKS, type Run, type SeenAs } from '#libs/domain';
import { EMPTY, type Summary, type Tree } from './forest.js';
import type { Leaf, Leaves, Place } from './leaves.js';
import { merged } from './merged.js';
import { countMost } from './search.js';
import type { Floor, News } from './stand.js';
import { countBelow, countNotAbove, isAbove, isAside, isBelow, isBetween, isInBox, isInside, isOnlyCapped, narrower, startsIn, type Stretch, stretchOf } from './stretch.js';
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

/** The facts of a floor that lie in a box. @param sum what they add up to, where that is found otherwise than for them alone */
export function runOver<T extends FactType>(floor: Floor, box: Box, sum?: () => Summary): TreeRun<T> {
  return new RunIn(floor, stretchOf(box), sum);
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

  *each(): Generator<SeenAs<T>> {
    for (const leaf of this.leaves(Infinity, ANY)) yield this.floor.seen(leaf) as SeenAs<T>;
  }

  last(n: number, marks = ANY): SeenAs<T>[] {
    return this.seen(this.lastLeaves(n, marks));
  }

  leaves(n: number, marks: number): Leaf[] {
    return gather(this.floor, this.stretch, { n, marks, backwards: false });
  }

  lastLeaves(n: number, marks: number): Leaf[] {
    return gather(this.floor, this.stretch, { n, marks, backwards: true }).reverse();
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

interface Wanted {
  n: number;
  marks: number;
  backwards: boolean;
}

/** So many of the first leaves of all are kept: lists of certain facts begin with the same ones at most moments. */
const FIRSTS = 8;

/** The first or last leaves, in that order. */
function gather(floor: Floor, stretch: Stretch, wanted: Wanted): Leaf[] {
  const { n, marks, backwards } = wanted;
  if (backwards || n > FIRSTS || !isOnlyCapped(stretch)) return gatherAnew(floor, stretch, wanted);
  const { leaves, stand } = floor;
  const firsts = stand.firsts(() => gatherAnew(floor, stretchOf({}), { n: FIRSTS, marks: ANY, backwards: false }));
  const inside = countMost(firsts.length, (place) => isInside(leaves, firsts[place] as Leaf, stretch));
  const found: Leaf[] = [];
  for (let place = 0; place < inside && found.length < n; place += 1) if (bears(leaves, firsts[place] as Leaf, marks)) found.push(firsts[place] as Leaf);
  return found.length < n && inside === FIRSTS ? gatherAnew(floor, stretch, wanted) : found;
}

function gatherAnew(floor: Floor, stretch: Stretch, { n, marks, backwards }: Wanted): Leaf[] {
  const { leaves, stand } = floor;
  const news = stand.news();
  const found: Leaf[] = [];
  if (n > 0) {
    visit(floor, stretch, { marks, backwards }, (leaf) => {
      found.push(leaf);
      return found.length < n ? marks : 0;
    });
  }
  if (marks !== ANY && (marks & news.marks) === 0) return found;
  const more: Leaf[] = [];
  for (let place = 0; place < news.came.length && more.length < n; place += 1) {
    const leaf = cameInside(leaves, news, backwards ? news.came.length - 1 - place : place, stretch);
    if (leaf !== undefined && bears(leaves, leaf, marks)) more.push(leaf);
  }
  if (more.length === 0) return found;
  const direction = backwards ? -1 : 1;
  return merged(found, more, n, (a, b) => direction * leaves.compare(a, b));
}

function cameInside(leaves: Leaves, { came, spans }: News, place: number, stretch: Stretch): Leaf | undefined {
  const leaf = came[place] as Leaf;
  return isInBox(spans[2 * place] as number, spans[2 * place + 1] as number, stretch) && isBetween(leaves, leaf, stretch) ? leaf : undefined;
}

function gatherFirsts(floor: Floor, stretch: Stretch, marks: number): Leaf[] {
  const { leaves, stand } = floor;
  const found: Leaf[] = [];
  let wanted = marks;
  visit(floor, stretch, { marks, backwards: false }, (leaf) => {
    found.push(leaf);
    wanted &= ~leaves.marks(leaf);
    return wanted;
  });
  return [...found, ...stand.news().came.filter((leaf) => bears(leaves, leaf, marks) && isInside(leaves, leaf, stretch))];
}

/**
 * Goes through a tree's leaves that did not go since: subtrees outside the stretch, or without any of the marks wanted, are passed over.
 * @param take tells which marks are wanted from then on
 */
function visit(floor: Floor, stretch: Stretch, { marks, backwards }: Omit<Wanted, 'n'>, take: (leaf: Leaf) => number): void {
  const { forest, leaves, stand } = floor;
  const { gone } = stand.news();
  let wanted = marks;
  const takeIf = (leaf: Leaf): void => {
    if (wanted !== 0 && bears(leaves, leaf, wanted) && startsIn(leaves.earliest(leaf), stretch) && !gone.has(leaf)) wanted = take(leaf);
  };
  const walk = (at: Tree, above: boolean, below: boolean): void => {
    if (at === EMPTY || (wanted !== ANY && (forest.marks(at) & wanted) === 0) || isAside(forest, at, stretch)) return;
    const size = forest.bunch(at);
    if (size > 0) {
      const first = above ? 0 : countNotAbove(floor, at, stretch);
      const end = below ? size : countBelow(floor, at, stretch);
      for (let place = first; place < end && wanted !== 0; place += 1) takeIf(forest.listed(at, backwards ? first + end - 1 - place : place));
      return;
    }
    const leaf = forest.leaf(at);
    const latest = forest.latest(at);
    const goesAbove = above || isAbove(leaves, leaf, latest, stretch);
    const goesBelow = below || isBelow(leaves, leaf, latest, stretch);
    if (backwards ? goesBelow : goesAbove) walk(backwards ? forest.right(at) : forest.left(at), backwards ? goesAbove : above, backwards ? below : goesBelow);
    if (goesAbove && goesBelow) takeIf(leaf);
    if (backwards ? goesAbove : goesBelow) walk(backwards ? forest.left(at) : forest.right(at), backwards ? above : goesAbove, backwards ? goesBelow : below);
  };
  walk(stand.tree, stretch.fromFirst, stretch.toLast);
}

function bears(leaves: Leaves, leaf: Leaf, marks: number): boolean {
  return marks === ANY || (leaves.marks(leaf) & marks) !== 0;
}
