import { ANY } from '#libs/domain';
import { EMPTY, type Tree } from './forest.js';
import type { Leaf, Leaves } from './leaves.js';
import { merged } from './merged.js';
import { countMost } from './search.js';
import type { Floor, News } from './stand.js';
import { countBelow, countNotAbove, isAbove, isAside, isBelow, isBetween, isInBox, isInside, isOnlyCapped, startsIn, type Stretch, UNBOUNDED } from './stretch.js';

/** Which leaves are meant: so many of those that bear any of the marks, from either end. */
export interface Wanted {
  n: number;
  marks: number;
  backwards: boolean;
}

/** So many of the first leaves of all are kept: lists of certain facts begin with the same ones at most moments. */
const FIRSTS = 8;

/** The first or last leaves of a stretch, in that order. */
export function gather(floor: Floor, stretch: Stretch, wanted: Wanted): Leaf[] {
  const { n, marks, backwards } = wanted;
  const { forest, leaves, stand } = floor;
  if (marks !== ANY && ((forest.marks(stand.tree) | stand.news().marks) & marks) === 0) return [];
  if (backwards || n > FIRSTS || !isOnlyCapped(stretch)) return gatherAnew(floor, stretch, wanted);
  const firsts = stand.firsts(() => gatherAnew(floor, UNBOUNDED, { n: FIRSTS, marks: ANY, backwards: false }));
  const inside = countMost(firsts.length, (place) => isInside(leaves, firsts[place] as Leaf, stretch));
  const found = marks === ANY ? firsts.slice(0, Math.min(n, inside)) : firsts.slice(0, inside).filter((leaf) => bears(leaves, leaf, marks)).slice(0, n);
  // Where all that are kept lie inside, more may follow.
  return found.length < n && inside === FIRSTS ? gatherAnew(floor, stretch, wanted) : found;
}

/** From the tree, with what came beside it since. */
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

/** For each of the marks the first leaf that bears it, and maybe others, in no particular order. */
export function gatherFirsts(floor: Floor, stretch: Stretch, marks: number): Leaf[] {
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
    if (!backwards && goesAbove) walk(forest.left(at), above, goesBelow);
    if (backwards && goesBelow) walk(forest.right(at), goesAbove, below);
    if (goesAbove && goesBelow) takeIf(leaf);
    if (!backwards && goesBelow) walk(forest.right(at), goesAbove, below);
    if (backwards && goesAbove) walk(forest.left(at), above, goesBelow);
  };
  walk(stand.tree, stretch.fromFirst, stretch.toLast);
}

function bears(leaves: Leaves, leaf: Leaf, marks: number): boolean {
  return marks === ANY || (leaves.marks(leaf) & marks) !== 0;
}
