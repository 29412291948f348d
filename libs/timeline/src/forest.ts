import type { Leaf, Leaves } from './leaves.js';
import { merged } from './merged.js';
import type { Pages } from './pages.js';
import { createRows } from './rows.js';
import { countWhile } from './search.js';

export type Tree = number;
export const EMPTY: Tree = 0;

/** What some leaves add up to. */
export interface Summary {
  count: number;
  low: number;
  high: number;
  unbounded: number;
}

/**
 * Persistent trees (treaps, by path copying) over leaves: changes make a new root and leave the old ones as they were. Every node
 * carries a summary of all below it: count and sums, which marks there are, and the range of `earliest`. A subtree of few leaves is
 * one node that lists them, a bunch: a tree with a node for each leaf takes twice the memory.
 */
export interface Forest {
  /** A tree after several changes at once. @param came and @param gone in order */
  changed(tree: Tree, came: readonly Leaf[], gone: readonly Leaf[]): Tree;
  /** How many leaves a bunch lists; 0 where the tree has a leaf of its own, and others on either side. */
  bunch(tree: Tree): number;
  listed(tree: Tree, place: number): Leaf;
  leaf(tree: Tree): Leaf;
  /** Of the tree's own leaf. */
  latest(tree: Tree): number;
  left(tree: Tree): Tree;
  right(tree: Tree): Tree;
  /** Parts of the summary of a whole tree. */
  marks(tree: Tree): number;
  minEarliest(tree: Tree): number;
  maxEarliest(tree: Tree): number;
  /** @param sign −1 takes it off */
  addSummary(tree: Tree, total: Summary, sign?: 1 | -1): void;
}

/** A node fills one line of a processor's cache. `left` of a bunch is the row of its list, and `leaf` is −1. */
const NODE = { words: 8, low: 0, high: 1, minEarliest: 2, maxEarliest: 3, latest: 4, left: 10, right: 11, leaf: 12, count: 13, unbounded: 14, marks: 15 };
/** So many leaves a bunch has at most; and a row has room for. */
const BUNCH = 16;
const LIST_WORDS = BUNCH / 2;

export function createForest(leaves: Leaves, pages: Pages): Forest {
  const nodes = createRows(NODE.words, pages);
  const lists = createRows(LIST_WORDS, pages);
  /** Nodes from here on belong to the changes under way, and to no other tree yet: they may be written anew. */
  let fresh = Infinity;

  const empty = nodes.add();
  nodes.setFloat(empty, NODE.minEarliest, Infinity);
  nodes.setFloat(empty, NODE.maxEarliest, -Infinity);

  const left = (tree: Tree): Tree => nodes.integer(tree, NODE.left);
  const right = (tree: Tree): Tree => nodes.integer(tree, NODE.right);
  const leafOf = (tree: Tree): Leaf => nodes.integer(tree, NODE.leaf);
  const countOf = (tree: Tree): number => nodes.integer(tree, NODE.count);
  const isBunch = (tree: Tree): boolean => leafOf(tree) < 0;
  const listed = (tree: Tree, place: number): Leaf => lists.integer(left(tree), place);

  /** A node in the place of another: itself, where it may be written anew, else a new one. */
  function node(instead: Tree, leaf: Leaf, before: Tree, after: Tree): Tree {
    if (countOf(before) + countOf(after) < BUNCH) return bunch(instead, [...leavesOf(before), leaf, ...leavesOf(after)]);
    const made = instead < fresh ? nodes.add() : instead;
    nodes.setInteger(made, NODE.left, before);
    nodes.setInteger(made, NODE.right, after);
    nodes.setInteger(made, NODE.leaf, leaf);
    nodes.setInteger(made, NODE.count, countOf(before) + countOf(after));
    nodes.setInteger(made, NODE.unbounded, nodes.integer(before, NODE.unbounded) + nodes.integer(after, NODE.unbounded));
    nodes.setInteger(made, NODE.marks, nodes.integer(before, NODE.marks) | nodes.integer(after, NODE.marks));
    nodes.setFloat(made, NODE.latest, leaves.latest(leaf));
    nodes.setFloat(made, NODE.low, nodes.float(before, NODE.low) + nodes.float(after, NODE.low));
    nodes.setFloat(made, NODE.high, nodes.float(before, NODE.high) + nodes.float(after, NODE.high));
    nodes.setFloat(made, NODE.minEarliest, Math.min(nodes.float(before, NODE.minEarliest), nodes.float(after, NODE.minEarliest)));
    nodes.setFloat(made, NODE.maxEarliest, Math.max(nodes.float(before, NODE.maxEarliest), nodes.float(after, NODE.maxEarliest)));
    count(made, leaf);
    return made;
  }

  function bunch(instead: Tree, list: readonly Leaf[]): Tree {
    if (list.length === 0) return EMPTY;
    const anew = instead >= fresh;
    const row = anew && isBunch(instead) ? left(instead) : lists.add();
    const made = anew ? instead : nodes.add();
    nodes.setInteger(made, NODE.left, row);
    nodes.setInteger(made, NODE.right, EMPTY);
    nodes.setInteger(made, NODE.leaf, -1);
    for (const summed of [NODE.count, NODE.unbounded, NODE.marks]) nodes.setInteger(made, summed, 0);
    nodes.setFloat(made, NODE.low, 0);
    nodes.setFloat(made, NODE.high, 0);
    nodes.setFloat(made, NODE.minEarliest, Infinity);
    nodes.setFloat(made, NODE.maxEarliest, -Infinity);
    for (const [place, leaf] of list.entries()) {
      lists.setInteger(row, place, leaf);
      count(made, leaf);
    }
    return made;
  }

  /** Adds a leaf to a node's summary. */
  function count(made: Tree, leaf: Leaf): void {
    const earliest = leaves.earliest(leaf);
    nodes.setInteger(made, NODE.count, countOf(made) + 1);
    nodes.setInteger(made, NODE.unbounded, nodes.integer(made, NODE.unbounded) + leaves.unbounded(leaf));
    nodes.setInteger(made, NODE.marks, nodes.integer(made, NODE.marks) | leaves.marks(leaf));
    nodes.setFloat(made, NODE.low, nodes.float(made, NODE.low) + leaves.low(leaf));
    nodes.setFloat(made, NODE.high, nodes.float(made, NODE.high) + leaves.high(leaf));
    nodes.setFloat(made, NODE.minEarliest, Math.min(nodes.float(made, NODE.minEarliest), earliest));
    nodes.setFloat(made, NODE.maxEarliest, Math.max(nodes.float(made, NODE.maxEarliest), earliest));
  }

  function leavesOf(tree: Tree): Leaf[] {
    if (tree === EMPTY) return [];
    if (!isBunch(tree)) return [...leavesOf(left(tree)), leafOf(tree), ...leavesOf(right(tree))];
    return Array.from({ length: countOf(tree) }, (_, place) => listed(tree, place));
  }

  /** A tree of leaves in order: a bunch, or the one of the highest priority with the others on either side. */
  function treeOf(instead: Tree, list: readonly Leaf[]): Tree {
    if (list.length <= BUNCH) return bunch(instead, list);
    const top = list.indexOf(highest(list));
    return node(EMPTY, list[top] as Leaf, treeOf(instead, list.slice(0, top)), treeOf(EMPTY, list.slice(top + 1)));
  }

  /** How many leaves of a bunch go before a leaf. */
  function placeIn(list: readonly Leaf[], leaf: Leaf): number {
    return countWhile(list.length, (place) => leaves.compare(list[place] as Leaf, leaf) < 0);
  }

  /** Each node is written once, however many of the changes lie below it. */
  function changed(tree: Tree, came: readonly Leaf[], gone: readonly Leaf[]): Tree {
    if (came.length + gone.length === 0) return tree;
    if (tree === EMPTY || isBunch(tree)) return treeOf(tree, relisted(leavesOf(tree), came, gone));
    const own = leafOf(tree);
    const top = came.length === 0 ? own : highest(came);
    if (leaves.priority(top) > leaves.priority(own)) {
      const [place, goneBefore] = [came.indexOf(top), placeIn(gone, top)];
      const [before, after] = split(tree, top);
      return node(EMPTY, top, changed(before, came.slice(0, place), gone.slice(0, goneBefore)), changed(after, came.slice(place + 1), gone.slice(goneBefore)));
    }
    const [cameBefore, goneBefore] = [placeIn(came, own), placeIn(gone, own)];
    const goes = gone[goneBefore] === own;
    const before = changed(left(tree), came.slice(0, cameBefore), gone.slice(0, goneBefore));
    const after = changed(right(tree), came.slice(cameBefore), gone.slice(goes ? goneBefore + 1 : goneBefore));
    return goes ? join(before, after) : node(tree, own, before, after);
  }

  /** A list of leaves after some came and some went, in order. */
  function relisted(list: readonly Leaf[], came: readonly Leaf[], gone: readonly Leaf[]): Leaf[] {
    const left = list.filter((leaf) => !gone.includes(leaf));
    if (left.length + gone.length !== list.length) throw new RangeError(`not all of the leaves ${gone.join(', ')} are in the tree`);
    return merged(left, came, Infinity, (a, b) => leaves.compare(a, b));
  }

  /** What goes before a leaf, and what goes after it. */
  function split(tree: Tree, at: Leaf): [Tree, Tree] {
    if (tree === EMPTY) return [EMPTY, EMPTY];
    if (isBunch(tree)) {
      const list = leavesOf(tree);
      const place = placeIn(list, at);
      return [bunch(tree, list.slice(0, place)), bunch(EMPTY, list.slice(place))];
    }
    const own = leafOf(tree);
    if (leaves.compare(at, own) < 0) {
      const [before, after] = split(left(tree), at);
      return [before, node(tree, own, after, right(tree))];
    }
    const [before, after] = split(right(tree), at);
    return [node(tree, own, left(tree), before), after];
  }

  function join(before: Tree, after: Tree): Tree {
    if (before === EMPTY) return after;
    if (after === EMPTY) return before;
    if (leaves.priority(topOf(before)) > leaves.priority(topOf(after))) {
      const [first, top, rest] = opened(before);
      return node(before, top, first, join(rest, after));
    }
    const [rest, top, last] = opened(after);
    return node(after, top, join(before, rest), last);
  }

  function topOf(tree: Tree): Leaf {
    return isBunch(tree) ? highest(leavesOf(tree)) : leafOf(tree);
  }

  function highest(list: readonly Leaf[]): Leaf {
    return list.reduce((top, leaf) => (leaves.priority(leaf) > leaves.priority(top) ? leaf : top));
  }

  /** The leaf of the highest priority, with what goes before and after it. */
  function opened(tree: Tree): [Tree, Leaf, Tree] {
    if (!isBunch(tree)) return [left(tree), leafOf(tree), right(tree)];
    const list = leavesOf(tree);
    const top = list.indexOf(highest(list));
    return [bunch(EMPTY, list.slice(0, top)), list[top] as Leaf, bunch(EMPTY, list.slice(top + 1))];
  }

  return {
    changed(tree, came, gone) {
      fresh = nodes.size;
      const made = changed(tree, came, gone);
      fresh = Infinity;
      return made;
    },
    bunch: (tree) => (isBunch(tree) ? countOf(tree) : 0),
    listed,
    leaf: leafOf,
    latest: (tree) => nodes.float(tree, NODE.latest),
    left,
    right,
    marks: (tree) => nodes.integer(tree, NODE.marks),
    minEarliest: (tree) => nodes.float(tree, NODE.minEarliest),
    maxEarliest: (tree) => nodes.float(tree, NODE.maxEarliest),
    addSummary(tree, total, sign = 1) {
      total.count += sign * nodes.integer(tree, NODE.count);
      total.unbounded += sign * nodes.integer(tree, NODE.unbounded);
      total.low += sign * nodes.float(tree, NODE.low);
      total.high += sign * nodes.float(tree, NODE.high);
    },
  };
}
