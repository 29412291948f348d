import type { Box } from '#libs/domain';
import type { Forest, Tree } from './forest.js';
import type { Leaf, Leaves, Place } from './leaves.js';
import { countWhile } from './search.js';

/** Which leaves are meant: those whose span lies in a box, and that lie between two places (exclusive). */
export interface Stretch extends Required<Box> {
  after: Place | undefined;
  before: Place | undefined;
  /** Nothing bounds it from below, from above, in the order of leaves. */
  fromFirst: boolean;
  toLast: boolean;
}

export function stretchOf({ earliestFrom = -Infinity, earliestBefore = Infinity, latestAfter = -Infinity, latestTo = Infinity }: Box, after?: Place, before?: Place): Stretch {
  return { earliestFrom, earliestBefore, latestAfter, latestTo, after, before, fromFirst: latestAfter === -Infinity && after === undefined, toLast: latestTo === Infinity && before === undefined };
}

/** Nothing bounds it. */
export const UNBOUNDED = stretchOf({});

/** Where the leaves of any group lie that have happened at a moment, that may have, and that lie ahead. */
export type MomentStretches = Record<'certain' | 'possible' | 'ahead', Stretch>;

export function stretchesAt(at: number): MomentStretches {
  return { certain: stretchOf({ latestTo: at }), possible: stretchOf({ earliestBefore: at, latestAfter: at }), ahead: stretchOf({ earliestFrom: at, latestAfter: at }) };
}

export function narrower(a: Required<Box>, { earliestFrom = -Infinity, earliestBefore = Infinity, latestAfter = -Infinity, latestTo = Infinity }: Box): Box {
  return {
    earliestFrom: Math.max(earliestFrom, a.earliestFrom),
    earliestBefore: Math.min(earliestBefore, a.earliestBefore),
    latestAfter: Math.max(latestAfter, a.latestAfter),
    latestTo: Math.min(latestTo, a.latestTo),
  };
}

/** Whether it begins with the first leaf of all, and nothing is left out up to its end. */
export function isOnlyCapped({ earliestFrom, earliestBefore, fromFirst }: Stretch): boolean {
  return fromFirst && earliestFrom === -Infinity && earliestBefore === Infinity;
}

/** @param latest of the leaf */
export function isAbove(leaves: Leaves, leaf: Leaf, latest: number, { latestAfter, after }: Stretch): boolean {
  return (latestAfter === -Infinity || latest > latestAfter) && (after === undefined || leaves.compareTo(leaf, after) > 0);
}

/** @param latest of the leaf */
export function isBelow(leaves: Leaves, leaf: Leaf, latest: number, { latestTo, before }: Stretch): boolean {
  return latest <= latestTo && (before === undefined || leaves.compareTo(leaf, before) < 0);
}

export function startsIn(earliest: number, { earliestFrom, earliestBefore }: Stretch): boolean {
  return earliest >= earliestFrom && (earliestBefore === Infinity || earliest < earliestBefore);
}

export function isInside(leaves: Leaves, leaf: Leaf, stretch: Stretch): boolean {
  return isInBox(leaves.earliest(leaf), leaves.latest(leaf), stretch) && isBetween(leaves, leaf, stretch);
}

export function isInBox(earliest: number, latest: number, stretch: Stretch): boolean {
  return latest <= stretch.latestTo && (stretch.latestAfter === -Infinity || latest > stretch.latestAfter) && startsIn(earliest, stretch);
}

export function isBetween(leaves: Leaves, leaf: Leaf, { after, before }: Stretch): boolean {
  return (after === undefined || leaves.compareTo(leaf, after) > 0) && (before === undefined || leaves.compareTo(leaf, before) < 0);
}

/** Whether all leaves of a tree begin within the stretch. */
export function allStartIn(forest: Forest, tree: Tree, stretch: Stretch): boolean {
  return startsIn(forest.minEarliest(tree), stretch) && startsIn(forest.maxEarliest(tree), stretch);
}

/** Whether no leaf of a tree begins within the stretch. */
export function isAside(forest: Forest, tree: Tree, { earliestFrom, earliestBefore }: Stretch): boolean {
  return forest.maxEarliest(tree) < earliestFrom || (earliestBefore !== Infinity && forest.minEarliest(tree) >= earliestBefore);
}

/** How many leaves of a bunch lie at or below the lower end of the stretch. */
export function countNotAbove({ forest, leaves }: Woods, bunch: Tree, stretch: Stretch): number {
  return countWhile(forest.bunch(bunch), (place) => {
    const leaf = forest.listed(bunch, place);
    return !isAbove(leaves, leaf, leaves.latest(leaf), stretch);
  });
}

/** How many leaves of a bunch lie below the upper end of the stretch. */
export function countBelow({ forest, leaves }: Woods, bunch: Tree, stretch: Stretch): number {
  return countWhile(forest.bunch(bunch), (place) => {
    const leaf = forest.listed(bunch, place);
    return isBelow(leaves, leaf, leaves.latest(leaf), stretch);
  });
}

interface Woods {
  forest: Forest;
  leaves: Leaves;
}
