import { type Bounds, compareText, type Span } from '#libs/domain';
import type { Pages } from './pages.js';
import type { Fact, Records } from './records.js';
import { createRows } from './rows.js';

/** The number of what a fact, as it is seen from a point on, adds to a group. */
export type Leaf = number;

/** A place in the order of the happened axis. */
export interface Place extends Span {
  order: number;
  /** Of the fact. */
  id: string;
}

/** Leaves, in the order of the happened axis by what their entry says; a fact has one entry for each point from which on it is seen otherwise. */
export interface Leaves {
  readonly size: number;
  /** A fact as it is seen from a point on, with its place on the happened axis. @returns the number that its leaves name */
  addEntry(entry: { fact: Fact; point: number; span: Span; order: number }): number;
  add(leaf: { entry: number; plot: number; weight: Bounds | undefined; marks: number }): Leaf;
  /** By latest, earliest, order and the id of the fact. */
  compare(a: Leaf, b: Leaf): number;
  /** Where a leaf stands in that order. */
  place(leaf: Leaf): Place;
  compareTo(leaf: Leaf, place: Place): number;
  /** Of the fact's id: the shape of a tree depends on what is in it, never on when that came. */
  priority(leaf: Leaf): number;
  entry(leaf: Leaf): number;
  plot(leaf: Leaf): number;
  fact(leaf: Leaf): Fact;
  point(leaf: Leaf): number;
  earliest(leaf: Leaf): number;
  latest(leaf: Leaf): number;
  low(leaf: Leaf): number;
  /** 0 where it has no bound. */
  high(leaf: Leaf): number;
  unbounded(leaf: Leaf): number;
  marks(leaf: Leaf): number;
}

const ENTRY = { words: 5, earliest: 0, latest: 1, order: 2, point: 3, fact: 8, priority: 9 };
const LEAF = { words: 4, low: 0, high: 1, entry: 4, plot: 5, marks: 6, unbounded: 7 };

export function createLeaves({ id, compareIds, hash }: Pick<Records, 'id' | 'compareIds' | 'hash'>, pages: Pages): Leaves {
  const entries = createRows(ENTRY.words, pages);
  const leaves = createRows(LEAF.words, pages);
  const entry = (leaf: Leaf): number => leaves.integer(leaf, LEAF.entry);
  const fact = (leaf: Leaf): Fact => entries.integer(entry(leaf), ENTRY.fact);

  const earliest = (leaf: Leaf): number => entries.float(entry(leaf), ENTRY.earliest);
  const latest = (leaf: Leaf): number => entries.float(entry(leaf), ENTRY.latest);
  const order = (leaf: Leaf): number => entries.float(entry(leaf), ENTRY.order);

  return {
    get size() {
      return leaves.size;
    },
    addEntry(seen) {
      const made = entries.add();
      entries.setFloat(made, ENTRY.earliest, seen.span.earliest);
      entries.setFloat(made, ENTRY.latest, seen.span.latest);
      entries.setFloat(made, ENTRY.order, seen.order);
      entries.setFloat(made, ENTRY.point, seen.point);
      entries.setInteger(made, ENTRY.fact, seen.fact);
      entries.setInteger(made, ENTRY.priority, hash(seen.fact));
      return made;
    },
    add({ entry: of, plot, weight, marks }) {
      const made = leaves.add();
      leaves.setFloat(made, LEAF.low, weight?.low ?? 0);
      leaves.setFloat(made, LEAF.high, weight?.high ?? 0);
      leaves.setInteger(made, LEAF.entry, of);
      leaves.setInteger(made, LEAF.plot, plot);
      leaves.setInteger(made, LEAF.marks, marks);
      leaves.setInteger(made, LEAF.unbounded, weight?.high === null ? 1 : 0);
      return made;
    },
    compare(a, b) {
      const [one, other] = [entry(a), entry(b)];
      for (const word of [ENTRY.latest, ENTRY.earliest, ENTRY.order]) {
        const [left, right] = [entries.float(one, word), entries.float(other, word)];
        if (left !== right) return left < right ? -1 : 1;
      }
      return compareIds(fact(a), fact(b));
    },
    place: (leaf) => ({ latest: latest(leaf), earliest: earliest(leaf), order: order(leaf), id: id(fact(leaf)) }),
    compareTo(leaf, place) {
      if (latest(leaf) !== place.latest) return latest(leaf) < place.latest ? -1 : 1;
      if (earliest(leaf) !== place.earliest) return earliest(leaf) < place.earliest ? -1 : 1;
      return order(leaf) - place.order || compareText(id(fact(leaf)), place.id);
    },
    priority: (leaf) => entries.integer(entry(leaf), ENTRY.priority),
    entry,
    plot: (leaf) => leaves.integer(leaf, LEAF.plot),
    fact,
    point: (leaf) => entries.float(entry(leaf), ENTRY.point),
    earliest,
    latest,
    low: (leaf) => leaves.float(leaf, LEAF.low),
    high: (leaf) => leaves.float(leaf, LEAF.high),
    unbounded: (leaf) => leaves.integer(leaf, LEAF.unbounded),
    marks: (leaf) => leaves.integer(leaf, LEAF.marks),
  };
}
