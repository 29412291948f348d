import { type Bounds, compareText, type Seen, type Span } from '#libs/domain';

/** A fact in the order of the happened axis. */
export interface Entry {
  seen: Seen;
  span: Span;
  /** Of the fact's id: the shape of a tree depends on what is in it, never on when that came. */
  priority: number;
}

/** What an entry adds to its tree. */
export interface Leaf {
  entry: Entry;
  low: number;
  /** 0 where it has no bound. */
  high: number;
  unbounded: number;
  marks: number;
}

/** A leaf that comes, or one that goes. */
export interface Change {
  leaf: Leaf;
  added: boolean;
}

export type Tree = number;
export const EMPTY: Tree = 0;

/**
 * Persistent trees (treaps, by path copying) over the order (latest, earliest, order, id): changes make a new root and leave
 * the old ones as they were. Every node carries a summary of all below it: count and sums, which marks there are, and the
 * range of `earliest`. Nodes are rows of typed arrays, which cost no garbage collection.
 */
export interface Forest {
  /** The tree after several changes, which share what they copy. */
  changed(tree: Tree, changes: readonly Change[]): Tree;
  leaf(tree: Tree): Leaf;
  left(tree: Tree): Tree;
  right(tree: Tree): Tree;
  /** Parts of the summary of a whole tree. */
  marks(tree: Tree): number;
  minEarliest(tree: Tree): number;
  maxEarliest(tree: Tree): number;
  addSummary(tree: Tree, total: { count: number; low: number; high: number; unbounded: number }): void;
  /** Bytes held, about. */
  bytes(): number;
}

export function compareEntries(a: Pick<Entry, 'seen' | 'span'>, b: Pick<Entry, 'seen' | 'span'>): number {
  if (a.span.latest !== b.span.latest) return a.span.latest < b.span.latest ? -1 : 1;
  if (a.span.earliest !== b.span.earliest) return a.span.earliest < b.span.earliest ? -1 : 1;
  return a.seen.order - b.seen.order || compareText(a.seen.id, b.seen.id);
}

/** FNV-1a, mixed once more so that ids that differ in their last letter alone spread over all priorities. */
export function priorityOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

export const NO_WEIGHT = { low: 0, high: 0, unbounded: 0 };

export function weightOf(bounds: Bounds | undefined): typeof NO_WEIGHT {
  if (bounds === undefined) return NO_WEIGHT;
  return bounds.high === null ? { low: bounds.low, high: 0, unbounded: 1 } : { low: bounds.low, high: bounds.high, unbounded: 0 };
}

const INTEGERS = 6;
const FLOATS = 4;

/** Nodes are kept in pages, so that growing never copies what is there. The first is small: most negotiations are. */
const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;
const FIRST_PAGE = 64;

export function createForest(): Forest {
  let size = 1;
  /** left, right, leaf, count, unbounded, marks */
  const integers = [new Int32Array(FIRST_PAGE * INTEGERS)];
  /** low, high, least and greatest `earliest` */
  const floats = [new Float64Array(FIRST_PAGE * FLOATS)];
  const leaves: Leaf[] = [];
  /** Nodes from here on belong to the changes under way, and to no other tree yet: they may be written anew. */
  let fresh = Infinity;

  // The empty tree: neutral in every summary.
  floats[0]?.set([0, 0, Infinity, -Infinity], 0);

  const integer = (tree: Tree, place: number): number => (integers[tree >>> PAGE_BITS] as Int32Array)[(tree & (PAGE - 1)) * INTEGERS + place] as number;
  const float = (tree: Tree, place: number): number => (floats[tree >>> PAGE_BITS] as Float64Array)[(tree & (PAGE - 1)) * FLOATS + place] as number;

  function makeRoom(): void {
    if (size === FIRST_PAGE) {
      const [short, shortFloats] = [integers[0] as Int32Array, floats[0] as Float64Array];
      integers[0] = new Int32Array(PAGE * INTEGERS);
      integers[0].set(short);
      floats[0] = new Float64Array(PAGE * FLOATS);
      floats[0].set(shortFloats);
    } else if (size % PAGE === 0) {
      integers.push(new Int32Array(PAGE * INTEGERS));
      floats.push(new Float64Array(PAGE * FLOATS));
    }
  }

  /** A node in the place of another: itself, where it may be written anew, else a copy. */
  function node(instead: Tree, leaf: number, left: Tree, right: Tree): Tree {
    const made = instead < fresh ? size : instead;
    if (made === size) {
      makeRoom();
      size += 1;
    }
    const { entry, low, high, unbounded, marks } = leaves[leaf] as Leaf;
    const whole = integers[made >>> PAGE_BITS] as Int32Array;
    const i = (made & (PAGE - 1)) * INTEGERS;
    whole[i] = left;
    whole[i + 1] = right;
    whole[i + 2] = leaf;
    whole[i + 3] = integer(left, 3) + integer(right, 3) + 1;
    whole[i + 4] = integer(left, 4) + integer(right, 4) + unbounded;
    whole[i + 5] = integer(left, 5) | integer(right, 5) | marks;
    const real = floats[made >>> PAGE_BITS] as Float64Array;
    const f = (made & (PAGE - 1)) * FLOATS;
    real[f] = float(left, 0) + float(right, 0) + low;
    real[f + 1] = float(left, 1) + float(right, 1) + high;
    real[f + 2] = Math.min(float(left, 2), float(right, 2), entry.span.earliest);
    real[f + 3] = Math.max(float(left, 3), float(right, 3), entry.span.earliest);
    return made;
  }

  const left = (tree: Tree): Tree => integer(tree, 0);
  const right = (tree: Tree): Tree => integer(tree, 1);
  const leafIndex = (tree: Tree): number => integer(tree, 2);
  const leaf = (tree: Tree): Leaf => leaves[leafIndex(tree)] as Leaf;

  function add(tree: Tree, added: number): Tree {
    if (tree === EMPTY) return node(EMPTY, added, EMPTY, EMPTY);
    const { entry } = leaves[added] as Leaf;
    if (entry.priority > leaf(tree).entry.priority) {
      const [before, after] = split(tree, entry);
      return node(EMPTY, added, before, after);
    }
    return compareEntries(entry, leaf(tree).entry) < 0 ? node(tree, leafIndex(tree), add(left(tree), added), right(tree)) : node(tree, leafIndex(tree), left(tree), add(right(tree), added));
  }

  /** What goes before an entry, and what goes after it. */
  function split(tree: Tree, entry: Entry): [Tree, Tree] {
    if (tree === EMPTY) return [EMPTY, EMPTY];
    if (compareEntries(entry, leaf(tree).entry) < 0) {
      const [before, after] = split(left(tree), entry);
      return [before, node(tree, leafIndex(tree), after, right(tree))];
    }
    const [before, after] = split(right(tree), entry);
    return [node(tree, leafIndex(tree), left(tree), before), after];
  }

  function remove(tree: Tree, entry: Entry): Tree {
    if (tree === EMPTY) throw new RangeError(`${entry.seen.id} is not in the tree`);
    const order = compareEntries(entry, leaf(tree).entry);
    if (order === 0) return join(left(tree), right(tree));
    return order < 0 ? node(tree, leafIndex(tree), remove(left(tree), entry), right(tree)) : node(tree, leafIndex(tree), left(tree), remove(right(tree), entry));
  }

  function join(before: Tree, after: Tree): Tree {
    if (before === EMPTY) return after;
    if (after === EMPTY) return before;
    return leaf(before).entry.priority > leaf(after).entry.priority
      ? node(before, leafIndex(before), left(before), join(right(before), after))
      : node(after, leafIndex(after), join(before, left(after)), right(after));
  }

  return {
    changed(tree, changes) {
      fresh = size;
      const grown = changes.reduce((before, change) => (change.added ? add(before, leaves.push(change.leaf) - 1) : remove(before, change.leaf.entry)), tree);
      fresh = Infinity;
      return grown;
    },
    leaf,
    left,
    right,
    marks: (tree) => integer(tree, 5),
    minEarliest: (tree) => float(tree, 2),
    maxEarliest: (tree) => float(tree, 3),
    addSummary(tree, total) {
      total.count += integer(tree, 3);
      total.unbounded += integer(tree, 4);
      total.low += float(tree, 0);
      total.high += float(tree, 1);
    },
    bytes: () => size * (INTEGERS * 4 + FLOATS * 8) + leaves.length * 8,
  };
}
