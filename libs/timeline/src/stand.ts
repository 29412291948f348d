import type { Seen } from '#libs/domain';
import type { Forest, Summary, Tree } from './forest.js';
import type { Leaf, Leaves } from './leaves.js';
import { isBetween, isInBox, isInside, type Stretch } from './stretch.js';

/** A plot at a point: a tree, and the changes since. What is found out about these is kept, since all moments of a ledger size share it. */
export interface Stand {
  readonly tree: Tree;
  /** Adds what came inside a stretch, and takes off what went. */
  addChanges(stretch: Stretch, total: Summary): void;
  news(): News;
  /** What all leaves add up to, summed once. */
  whole(sumUp: () => Summary): Summary;
  /** The first leaves of all, gathered once. */
  firsts(gather: () => readonly Leaf[]): readonly Leaf[];
}

/** What questions about a plot at a point are answered from. */
export interface Floor {
  forest: Forest;
  leaves: Leaves;
  stand: Stand;
  seen(leaf: Leaf): Seen;
}

/** Changes since a tree was planted: each a leaf that came or (`~leaf`) went. */
export interface Changes {
  readonly since: number;
  change(place: number): number;
}

/** What they come to: the leaves that stand beside the tree, in order, with start and end of each and the marks that any of them bears, and those of it that went. */
export interface News {
  came: readonly Leaf[];
  spans: Float64Array;
  marks: number;
  gone: ReadonlySet<Leaf>;
}

/** A change's numbers lie side by side, where those of leaves lie all over the memory. */
const CHANGE = { words: 6, earliest: 0, latest: 1, count: 2, low: 3, high: 4, unbounded: 5 };

export function createStand(leaves: Leaves, tree: Tree, changes: Changes): Stand {
  const { since, change } = changes;
  let wasAsked = false;
  let table: Float64Array | undefined;
  let news: News | undefined;
  let whole: Summary | undefined;
  let firsts: readonly Leaf[] | undefined;
  return {
    tree,
    addChanges(stretch, total) {
      // A stand that is asked only once is not worth a table.
      if (table === undefined && !wasAsked) {
        wasAsked = true;
        for (let place = 0; place < since; place += 1) addChange(leaves, change(place), stretch, total);
        return;
      }
      table ??= tableOf(leaves, changes);
      const isPlaced = stretch.after !== undefined || stretch.before !== undefined;
      for (let place = 0, row = 0; place < since; place += 1, row += CHANGE.words) {
        if (!isInBox(table[row + CHANGE.earliest] as number, table[row + CHANGE.latest] as number, stretch)) continue;
        if (isPlaced && !isBetween(leaves, leafOf(change(place)), stretch)) continue;
        total.count += table[row + CHANGE.count] as number;
        total.low += table[row + CHANGE.low] as number;
        total.high += table[row + CHANGE.high] as number;
        total.unbounded += table[row + CHANGE.unbounded] as number;
      }
    },
    news() {
      news ??= newsOf(leaves, changes);
      return news;
    },
    whole(sumUp) {
      whole ??= sumUp();
      return whole;
    },
    firsts(gather) {
      firsts ??= gather();
      return firsts;
    },
  };
}

function leafOf(change: number): Leaf {
  return change < 0 ? ~change : change;
}

function signOf(change: number): number {
  return change < 0 ? -1 : 1;
}

function addChange(leaves: Leaves, change: number, stretch: Stretch, total: Summary): void {
  const leaf = leafOf(change);
  if (!isInside(leaves, leaf, stretch)) return;
  const sign = signOf(change);
  total.count += sign;
  total.low += sign * leaves.low(leaf);
  total.high += sign * leaves.high(leaf);
  total.unbounded += sign * leaves.unbounded(leaf);
}

function tableOf(leaves: Leaves, { since, change }: Changes): Float64Array {
  const rows = new Float64Array(since * CHANGE.words);
  for (let place = 0, row = 0; place < since; place += 1, row += CHANGE.words) {
    const leaf = leafOf(change(place));
    const sign = signOf(change(place));
    rows[row + CHANGE.earliest] = leaves.earliest(leaf);
    rows[row + CHANGE.latest] = leaves.latest(leaf);
    rows[row + CHANGE.count] = sign;
    rows[row + CHANGE.low] = sign * leaves.low(leaf);
    rows[row + CHANGE.high] = sign * leaves.high(leaf);
    rows[row + CHANGE.unbounded] = sign * leaves.unbounded(leaf);
  }
  return rows;
}

export function newsOf(leaves: Leaves, { since, change }: Changes): News {
  const came = new Set<Leaf>();
  const gone = new Set<Leaf>();
  for (let place = 0; place < since; place += 1) {
    const changed = change(place);
    if (changed >= 0) came.add(changed);
    else if (!came.delete(~changed)) gone.add(~changed);
  }
  const inOrder = [...came].sort((a, b) => leaves.compare(a, b));
  return {
    came: inOrder,
    spans: Float64Array.from(inOrder.flatMap((leaf) => [leaves.earliest(leaf), leaves.latest(leaf)])),
    marks: inOrder.reduce((marks, leaf) => marks | leaves.marks(leaf), 0),
    gone,
  };
}
