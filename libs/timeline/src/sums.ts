import { EMPTY, type Summary, type Tree } from './forest.js';
import type { Leaf, Leaves } from './leaves.js';
import { countWhile } from './search.js';
import type { Floor } from './stand.js';
import { allStartIn, countBelow, countNotAbove, isAbove, isAside, isBelow, type MomentStretches, startsIn, type Stretch } from './stretch.js';

/** What the leaves in a stretch add up to: whole subtrees inside are taken by their summary. */
export function sumUp(floor: Floor, stretch: Stretch): Summary {
  const { forest, leaves, stand } = floor;
  const total = nothing();
  const walk = (at: Tree, above: boolean, below: boolean): void => {
    if (at === EMPTY || isAside(forest, at, stretch)) return;
    if (above && below && allStartIn(forest, at, stretch)) {
      forest.addSummary(at, total);
      return;
    }
    const size = forest.bunch(at);
    if (size > 0) {
      const end = below ? size : countBelow(floor, at, stretch);
      for (let place = above ? 0 : countNotAbove(floor, at, stretch); place < end; place += 1) {
        const leaf = forest.listed(at, place);
        if (startsIn(leaves.earliest(leaf), stretch)) addLeaf(leaves, leaf, total);
      }
      return;
    }
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

/** The sums of what has happened by an instant, and of what may have: nearly every question needs both. */
export interface Sides {
  certain: Summary;
  possible(): Summary;
}

/**
 * Both by going down once: what may have happened lies where the first walk did not go. What lies before its path is found from the path
 * alone, as the difference of two subtrees of it: each node beside it would be one more line of memory to wait for.
 */
export function sumSides(floor: Floor, stretches: MomentStretches): Sides {
  const { forest, leaves, stand } = floor;
  const { latestTo: at } = stretches.certain;
  const certain = nothing();
  const later: Later = { trees: [], leaves: [] };
  const hasBegun = (of: Tree): boolean => of !== EMPTY && forest.minEarliest(of) <= at;
  let tree = stand.tree;
  while (hasBegun(tree) && forest.bunch(tree) === 0) {
    if (forest.latest(tree) <= at) {
      forest.addSummary(tree, certain);
      tree = forest.right(tree);
      forest.addSummary(tree, certain, -1);
    } else {
      later.leaves.push(forest.leaf(tree));
      later.trees.push(forest.right(tree));
      tree = forest.left(tree);
    }
  }
  const size = hasBegun(tree) ? forest.bunch(tree) : 0;
  const ended = countWhile(size, (place) => leaves.latest(forest.listed(tree, place)) <= at);
  for (let place = 0; place < ended; place += 1) addLeaf(leaves, forest.listed(tree, place), certain);
  for (let place = ended; place < size; place += 1) later.leaves.push(forest.listed(tree, place));
  stand.addChanges(stretches.certain, certain);
  return { certain, possible: () => begunOf(floor, later, stretches.possible) };
}

/** What ends after an instant. */
interface Later {
  trees: Tree[];
  leaves: Leaf[];
}

/** The sum of those that began before the instant. */
function begunOf({ forest, leaves, stand }: Floor, later: Later, possible: Stretch): Summary {
  const { earliestBefore: at } = possible;
  const begun = nothing();
  const take = (leaf: Leaf): void => {
    if (leaves.earliest(leaf) < at) addLeaf(leaves, leaf, begun);
  };
  const walk = (tree: Tree): void => {
    if (tree === EMPTY || forest.minEarliest(tree) >= at) return;
    if (forest.maxEarliest(tree) < at) return forest.addSummary(tree, begun);
    const size = forest.bunch(tree);
    for (let place = 0; place < size; place += 1) take(forest.listed(tree, place));
    if (size > 0) return;
    walk(forest.left(tree));
    take(forest.leaf(tree));
    walk(forest.right(tree));
  };
  later.leaves.forEach(take);
  later.trees.forEach(walk);
  stand.addChanges(possible, begun);
  return begun;
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
