import { ANY, type Box, type FactType, MARKS, type Run, type SeenAs } from '#libs/domain';
import { compareEntries, EMPTY, type Entry, type Forest, type Leaf, type Tree } from './forest.js';
import type { Stand } from './grove.js';

/** A run of facts over a stand. Each question goes down the tree once, whatever the number of facts. */
export interface TreeRun<T extends FactType = FactType> extends Run<T> {
  /** The last entry that bears any of the marks. */
  lastEntry(marks: number): Entry | undefined;
  firstEntry(marks: number): Entry | undefined;
  after(entry: Entry): TreeRun<T>;
  before(entry: Entry): TreeRun<T>;
  within(box: Box): TreeRun<T>;
}

/** Which entries are meant: those whose span lies in a box, and that lie between two entries (exclusive). */
interface Stretch extends Required<Box> {
  after: Entry | undefined;
  before: Entry | undefined;
  /** Nothing bounds it from below, from above, in the order of entries. */
  fromFirst: boolean;
  toLast: boolean;
}

/** The facts of a stand that lie in a box. */
export function runOver<T extends FactType>(forest: Forest, stand: Stand, box: Box): TreeRun<T> {
  return runIn(forest, stand, stretchOf(box, undefined, undefined));
}

function stretchOf({ earliestFrom = -Infinity, earliestBefore = Infinity, latestAfter = -Infinity, latestTo = Infinity }: Box, after: Entry | undefined, before: Entry | undefined): Stretch {
  return { earliestFrom, earliestBefore, latestAfter, latestTo, after, before, fromFirst: latestAfter === -Infinity && after === undefined, toLast: latestTo === Infinity && before === undefined };
}

function runIn<T extends FactType>(forest: Forest, stand: Stand, stretch: Stretch): TreeRun<T> {
  let summed: Summary | undefined;
  const summary = (): Summary => {
    summed ??= sumUp(forest, stand, stretch);
    return summed;
  };
  const seen = (leaves: readonly Leaf[]): SeenAs<T>[] => leaves.map(({ entry }) => entry.seen as SeenAs<T>);
  return {
    get count() {
      return summary().count;
    },
    sum: () => ({ low: summary().low, high: summary().unbounded > 0 ? null : summary().high }),
    related: () => seen(gather(forest, stand, stretch, { n: Infinity, marks: MARKS.related, backwards: false })),
    first: (n, marks = ANY) => seen(gather(forest, stand, stretch, { n, marks, backwards: false })),
    last: (n, marks = ANY) => seen(gather(forest, stand, stretch, { n, marks, backwards: true })).reverse(),
    firstEntry: (marks) => gather(forest, stand, stretch, { n: 1, marks, backwards: false })[0]?.entry,
    lastEntry: (marks) => gather(forest, stand, stretch, { n: 1, marks, backwards: true })[0]?.entry,
    after: (entry) => runIn(forest, stand, stretchOf(stretch, entry, stretch.before)),
    before: (entry) => runIn(forest, stand, stretchOf(stretch, stretch.after, entry)),
    within: (box) => runIn(forest, stand, stretchOf(narrower(stretch, box), stretch.after, stretch.before)),
  };
}

function narrower(a: Required<Box>, { earliestFrom = -Infinity, earliestBefore = Infinity, latestAfter = -Infinity, latestTo = Infinity }: Box): Box {
  return {
    earliestFrom: Math.max(earliestFrom, a.earliestFrom),
    earliestBefore: Math.min(earliestBefore, a.earliestBefore),
    latestAfter: Math.max(latestAfter, a.latestAfter),
    latestTo: Math.min(latestTo, a.latestTo),
  };
}

function isAbove(entry: Entry, { latestAfter, after }: Stretch): boolean {
  return (latestAfter === -Infinity || entry.span.latest > latestAfter) && (after === undefined || compareEntries(entry, after) > 0);
}

function isBelow(entry: Entry, { latestTo, before }: Stretch): boolean {
  return entry.span.latest <= latestTo && (before === undefined || compareEntries(entry, before) < 0);
}

function startsIn(earliest: number, { earliestFrom, earliestBefore }: Stretch): boolean {
  return earliest >= earliestFrom && (earliestBefore === Infinity || earliest < earliestBefore);
}

function isInside(entry: Entry, stretch: Stretch): boolean {
  return startsIn(entry.span.earliest, stretch) && isAbove(entry, stretch) && isBelow(entry, stretch);
}

/** Whether no entry of a tree begins within the stretch. */
function isAside(forest: Forest, tree: Tree, { earliestFrom, earliestBefore }: Stretch): boolean {
  return forest.maxEarliest(tree) < earliestFrom || (earliestBefore !== Infinity && forest.minEarliest(tree) >= earliestBefore);
}

interface Summary {
  count: number;
  low: number;
  high: number;
  unbounded: number;
}

/** Whole subtrees inside are taken by their summary. */
function sumUp(forest: Forest, { tree, added, removed }: Stand, stretch: Stretch): Summary {
  const total: Summary = { count: 0, low: 0, high: 0, unbounded: 0 };
  const take = ({ low, high, unbounded }: Leaf, sign: number): void => {
    total.count += sign;
    total.low += sign * low;
    total.high += sign * high;
    total.unbounded += sign * unbounded;
  };
  const walk = (at: Tree, above: boolean, below: boolean): void => {
    if (at === EMPTY || isAside(forest, at, stretch)) return;
    if (above && below && startsIn(forest.minEarliest(at), stretch) && startsIn(forest.maxEarliest(at), stretch)) {
      forest.addSummary(at, total);
      return;
    }
    const leaf = forest.leaf(at);
    const goesAbove = above || isAbove(leaf.entry, stretch);
    const goesBelow = below || isBelow(leaf.entry, stretch);
    if (goesAbove) walk(forest.left(at), above, goesBelow);
    if (goesAbove && goesBelow && startsIn(leaf.entry.span.earliest, stretch)) take(leaf, 1);
    if (goesBelow) walk(forest.right(at), goesAbove, below);
  };
  walk(tree, stretch.fromFirst, stretch.toLast);
  for (const leaf of added) if (isInside(leaf.entry, stretch)) take(leaf, 1);
  for (const leaf of removed) if (isInside(leaf.entry, stretch)) take(leaf, -1);
  return total;
}

interface Wanted {
  n: number;
  marks: number;
  backwards: boolean;
}

/** The first or last leaves: subtrees outside the stretch, or without any of the marks, are passed over. */
function gather(forest: Forest, { tree, added, removed }: Stand, stretch: Stretch, { n, marks, backwards }: Wanted): Leaf[] {
  const found: Leaf[] = [];
  const isMarked = (leaf: Leaf): boolean => marks === ANY || (leaf.marks & marks) !== 0;
  const isGone = ({ entry }: Leaf): boolean => removed.some((leaf) => leaf.entry.seen === entry.seen);
  const walk = (at: Tree, above: boolean, below: boolean): void => {
    if (at === EMPTY || found.length >= n || isAside(forest, at, stretch) || (marks !== ANY && (forest.marks(at) & marks) === 0)) return;
    const leaf = forest.leaf(at);
    const goesAbove = above || isAbove(leaf.entry, stretch);
    const goesBelow = below || isBelow(leaf.entry, stretch);
    if (backwards ? goesBelow : goesAbove) walk(backwards ? forest.right(at) : forest.left(at), backwards ? goesAbove : above, backwards ? below : goesBelow);
    if (found.length < n && goesAbove && goesBelow && startsIn(leaf.entry.span.earliest, stretch) && isMarked(leaf) && !isGone(leaf)) found.push(leaf);
    if (backwards ? goesAbove : goesBelow) walk(backwards ? forest.left(at) : forest.right(at), backwards ? above : goesAbove, backwards ? goesBelow : below);
  };
  walk(tree, stretch.fromFirst, stretch.toLast);
  const more = added.filter((leaf) => isMarked(leaf) && isInside(leaf.entry, stretch));
  return more.length === 0 ? found : merged(found, backwards ? more.reverse() : more, n, backwards ? -1 : 1);
}

/** The first `n` of two lists that are both in order, or both in the reverse of it. */
function merged(a: readonly Leaf[], b: readonly Leaf[], n: number, direction: 1 | -1): Leaf[] {
  const both: Leaf[] = [];
  for (let [i, j] = [0, 0]; both.length < n; ) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined && right === undefined) break;
    if (right === undefined || (left !== undefined && direction * compareEntries(left.entry, right.entry) < 0)) {
      both.push(left as Leaf);
      i += 1;
    } else {
      both.push(right);
      j += 1;
    }
  }
  return both;
}
