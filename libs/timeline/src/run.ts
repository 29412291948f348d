import { ANY, type Box, type FactType, MARKS, type Run, type SeenAs } from '#libs/domain';
import { compareEntries, EMPTY, type Entry, type Forest, type Tree } from './forest.js';

/** A stretch of a tree: the entries whose span lies in a box, and between two entries. */
export interface Stretch extends Box {
  /** Exclusive, both. */
  after?: Entry;
  before?: Entry;
}

/** A run of facts over a stretch of a tree. Each question goes down the tree once, whatever the number of facts. */
export interface TreeRun<T extends FactType = FactType> extends Run<T> {
  /** The last entry that bears any of the marks. */
  lastEntry(marks: number): Entry | undefined;
  firstEntry(marks: number): Entry | undefined;
  after(entry: Entry): TreeRun<T>;
  before(entry: Entry): TreeRun<T>;
  within(box: Box): TreeRun<T>;
}

export function runOver<T extends FactType>(forest: Forest, tree: Tree, stretch: Stretch): TreeRun<T> {
  const isAbove = (entry: Entry): boolean => (stretch.latestAfter === undefined || entry.span.latest > stretch.latestAfter) && (stretch.after === undefined || compareEntries(entry, stretch.after) > 0);
  const isBelow = (entry: Entry): boolean => (stretch.latestTo === undefined || entry.span.latest <= stretch.latestTo) && (stretch.before === undefined || compareEntries(entry, stretch.before) < 0);
  const { earliestFrom = -Infinity, earliestBefore } = stretch;
  const startsIn = (earliest: number): boolean => earliest >= earliestFrom && (earliestBefore === undefined || earliest < earliestBefore);

  let summed: Summary | undefined;
  const summary = (): Summary => {
    summed ??= sumUp();
    return summed;
  };

  /** Whole subtrees inside are taken by their summary. */
  function sumUp(): Summary {
    const total: Summary = { count: 0, low: 0, high: 0, unbounded: 0 };
    const walk = (at: Tree, above: boolean, below: boolean): void => {
      if (at === EMPTY || forest.maxEarliest(at) < earliestFrom || (earliestBefore !== undefined && forest.minEarliest(at) >= earliestBefore)) return;
      if (above && below && startsIn(forest.minEarliest(at)) && startsIn(forest.maxEarliest(at))) {
        const { low, high, unbounded } = forest.sum(at);
        total.count += forest.count(at);
        total.low += low;
        total.high += high;
        total.unbounded += unbounded;
        return;
      }
      const { entry, low, high, unbounded } = forest.leaf(at);
      const goesAbove = above || isAbove(entry);
      const goesBelow = below || isBelow(entry);
      if (goesAbove) walk(forest.left(at), above, goesBelow);
      if (goesAbove && goesBelow && startsIn(entry.span.earliest)) {
        total.count += 1;
        total.low += low;
        total.high += high;
        total.unbounded += unbounded;
      }
      if (goesBelow) walk(forest.right(at), goesAbove, below);
    };
    walk(tree, stretch.latestAfter === undefined && stretch.after === undefined, stretch.latestTo === undefined && stretch.before === undefined);
    return total;
  }

  /** Subtrees outside, or without any of the marks, are passed over; stops at `n`. */
  function gather(n: number, marks: number, backwards: boolean): Entry[] {
    const found: Entry[] = [];
    const walk = (at: Tree, above: boolean, below: boolean): void => {
      if (at === EMPTY || found.length >= n || forest.maxEarliest(at) < earliestFrom || (earliestBefore !== undefined && forest.minEarliest(at) >= earliestBefore)) return;
      if (marks !== ANY && (forest.marks(at) & marks) === 0) return;
      const leaf = forest.leaf(at);
      const goesAbove = above || isAbove(leaf.entry);
      const goesBelow = below || isBelow(leaf.entry);
      const visitLeft = (): void => {
        if (goesAbove) walk(forest.left(at), above, goesBelow);
      };
      const visitRight = (): void => {
        if (goesBelow) walk(forest.right(at), goesAbove, below);
      };
      (backwards ? visitRight : visitLeft)();
      if (found.length < n && goesAbove && goesBelow && startsIn(leaf.entry.span.earliest) && (marks === ANY || (leaf.marks & marks) !== 0)) found.push(leaf.entry);
      (backwards ? visitLeft : visitRight)();
    };
    walk(tree, stretch.latestAfter === undefined && stretch.after === undefined, stretch.latestTo === undefined && stretch.before === undefined);
    return found;
  }

  const seen = (entries: readonly Entry[]): SeenAs<T>[] => entries.map((entry) => entry.seen as SeenAs<T>);
  return {
    get count() {
      return summary().count;
    },
    sum: () => ({ low: summary().low, high: summary().unbounded > 0 ? null : summary().high }),
    related: () => seen(gather(Infinity, MARKS.related, false)),
    first: (n, marks = ANY) => seen(gather(n, marks, false)),
    last: (n, marks = ANY) => seen(gather(n, marks, true)).reverse(),
    firstEntry: (marks) => gather(1, marks, false)[0],
    lastEntry: (marks) => gather(1, marks, true)[0],
    after: (entry) => runOver(forest, tree, { ...stretch, after: entry }),
    before: (entry) => runOver(forest, tree, { ...stretch, before: entry }),
    within: (box) => runOver(forest, tree, { ...stretch, ...narrower(stretch, box) }),
  };
}

interface Summary {
  count: number;
  low: number;
  high: number;
  unbounded: number;
}

function narrower(a: Box, b: Box): Box {
  const { earliestFrom, earliestBefore, latestAfter, latestTo } = b;
  return {
    ...(earliestFrom === undefined ? {} : { earliestFrom: Math.max(earliestFrom, a.earliestFrom ?? -Infinity) }),
    ...(earliestBefore === undefined ? {} : { earliestBefore: Math.min(earliestBefore, a.earliestBefore ?? Infinity) }),
    ...(latestAfter === undefined ? {} : { latestAfter: Math.max(latestAfter, a.latestAfter ?? -Infinity) }),
    ...(latestTo === undefined ? {} : { latestTo: Math.min(latestTo, a.latestTo ?? Infinity) }),
  };
}
