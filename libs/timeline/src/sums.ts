import { EMPTY, type Summary, type Tree } from './forest.js';
import type { Leaf, Leaves } from './leaves.js';
import type { Floor } from './stand.js';
import { isAbove, isAside, isBelow, isInside, startsIn, type Stretch, stretchOf } from './stretch.js';

/** What the leaves in a stretch add up to: whole subtrees inside are taken by their summary. */
export function sumUp({ forest, leaves, stand }: Floor, stretch: Stretch): Summary {
  const total = nothing();
  const walk = (at: Tree, above: boolean, below: boolean): void => {
    if (at === EMPTY || isAside(forest, at, stretch)) return;
    if (above && below && startsIn(forest.minEarliest(at), stretch) && startsIn(forest.maxEarliest(at), stretch)) {
      forest.addSummary(at, total);
      return;
    }
    const size = forest.bunch(at);
    for (let place = 0; place < size; place += 1) {
      const leaf = forest.listed(at, place);
      if (isInside(leaves, leaf, stretch)) addLeaf(leaves, leaf, total);
    }
    if (size > 0) return;
    const leaf = forest.leaf(at);
    const latest = forest.latest(at);
    const goesAbove = above || isAbove(leaves, leaf, latest, stretch);
    const goesBelow = below || isBelow(leaves, leaf, latest, stretch);
    if (goesAbove) walk(forest.left(at), above, goesBelow);
    if (goesAbove && goesBelow && startsIn(leaves.earliest(leaf), stretch)) addLeaf(leaves, leaf, total);
    if (goesBelow) walk(forest.right(at), goesAbove, below);
  };
  walk(stand.tree, stretch.fromFirst, stretch.toLast);
  stand.addChanges(stretch, total);
  return total;
}

/** What has happened by an instant, and what may have: nearly every question needs the sums of both. */
export interface Sides {
  certain: Summary;
  /** Found when it is first asked for. */
  possible(): Summary;
}

/** Both in one walk, of which the second goes on where the first had nothing to do. */
export function sumSides({ forest, leaves, stand }: Floor, at: number): Sides {
  const certain = nothing();
  /** What ends later, and may have begun. */
  const laterTrees: Tree[] = [];
  const laterLeaves: Leaf[] = [];
  const take = (leaf: Leaf): void => {
    if (leaves.latest(leaf) <= at) addLeaf(leaves, leaf, certain);
    else laterLeaves.push(leaf);
  };
  const walk = (tree: Tree): void => {
    if (tree === EMPTY || forest.minEarliest(tree) > at) return;
    const size = forest.bunch(tree);
    for (let place = 0; place < size; place += 1) take(forest.listed(tree, place));
    if (size > 0) return;
    if (forest.latest(tree) <= at) {
      forest.addSummary(forest.left(tree), certain);
      addLeaf(leaves, forest.leaf(tree), certain);
      walk(forest.right(tree));
    } else {
      walk(forest.left(tree));
      laterLeaves.push(forest.leaf(tree));
      laterTrees.push(forest.right(tree));
    }
  };
  walk(stand.tree);
  stand.addChanges(stretchOf({ latestTo: at }), certain);

  let possible: Summary | undefined;
  const begun = (): Summary => {
    const stretch = stretchOf({ earliestBefore: at, latestAfter: at });
    const total = nothing();
    for (const leaf of laterLeaves) if (leaves.earliest(leaf) < at) addLeaf(leaves, leaf, total);
    for (const tree of laterTrees) addBegun(tree, total);
    stand.addChanges(stretch, total);
    return total;
  };
  const addBegun = (tree: Tree, total: Summary): void => {
    if (tree === EMPTY || forest.minEarliest(tree) >= at) return;
    if (forest.maxEarliest(tree) < at) return forest.addSummary(tree, total);
    const size = forest.bunch(tree);
    for (let place = 0; place < size; place += 1) if (leaves.earliest(forest.listed(tree, place)) < at) addLeaf(leaves, forest.listed(tree, place), total);
    if (size > 0) return;
    addBegun(forest.left(tree), total);
    if (leaves.earliest(forest.leaf(tree)) < at) addLeaf(leaves, forest.leaf(tree), total);
    addBegun(forest.right(tree), total);
  };
  return {
    certain,
    possible() {
      possible ??= begun();
      return possible;
    },
  };
}

function nothing(): Summary {
  return { count: 0, low: 0, high: 0, unbounded: 0 };
}

function addLeaf(leaves: Leaves, leaf: Leaf, total: Summary): void {
  total.count += 1;
  total.low += leaves.low(leaf);
  total.high += leaves.high(leaf);
  total.unbounded += leaves.unbounded(leaf);
}
