import { compareText, type Contribution, contributions, type Family, type GroupKey, relationsOf, type Seen, type seenAt } from '#libs/domain';
import { type Change, compareEntries, createForest, EMPTY, type Entry, type Forest, type Leaf, priorityOf, type Tree, weightOf } from './forest.js';

/** How many changes lie between two trees of a plot: fewer trees take less memory, and the changes since the last are told beside it. */
export const STRIDE = 32;

/** A group: its changes, each at its point of the grove's axis, and a tree after every so many of them. */
export interface Plot {
  key: GroupKey;
  points: number[];
  changes: Change[];
  /** After 0, `stride`, 2 × `stride` … changes. */
  trees: Tree[];
  stride: number;
}

/** A plot at a point: a tree, less some of its leaves, and some more. */
export interface Stand {
  tree: Tree;
  /** In order. */
  added: readonly Leaf[];
  removed: readonly Leaf[];
}

/**
 * All groups of a negotiation along one axis (ledger sizes, or instants of becoming known): at each point the facts as they are
 * seen from it on. Points only grow; what was planted before a point stays as it was.
 */
export interface Grove {
  forest: Forest;
  /** From `point` on the fact is seen so, or not at all; what it added before is taken out. */
  put(point: number, fact: string, sight: ReturnType<typeof seenAt>): void;
  /** Ids of the facts that could not be read at a point. */
  redacted(point: number): readonly string[];
  plot(family: Family, key: GroupKey): Plot | undefined;
  plots(family: Family): Iterable<Plot>;
  bytes(): number;
}

export function createGrove(stride = STRIDE): Grove {
  const forest = createForest();
  const families = new Map<Family, Map<string, Plot>>();
  const current = new Map<string, Seen>();
  /** How many batches that are seen name a batch as one that they lie within or may be the same people as. */
  const named = new Map<string, number>();
  const unread: { points: number[]; lists: string[][] } = { points: [], lists: [] };
  let changes = 0;

  const isRelated = (seen: Seen): boolean => relationsOf(seen).length > 0 || named.has(seen.id);

  function change(point: number, { family, key, weight, marks = 0 }: Contribution, entry: Entry, added: boolean): void {
    const plots = families.get(family) ?? new Map<string, Plot>();
    families.set(family, plots);
    const name = nameOf(key);
    const plot = plots.get(name) ?? { key, points: [], changes: [], trees: [EMPTY], stride };
    plots.set(name, plot);
    plot.points.push(point);
    plot.changes.push({ leaf: { entry, ...weightOf(weight), marks }, added });
    changes += 1;
    if (plot.changes.length % stride === 0) plot.trees.push(forest.changed(plot.trees.at(-1) ?? EMPTY, plot.changes.slice(-stride)));
  }

  function plant(point: number, seen: Seen, added = true): void {
    const priority = priorityOf(seen.id);
    const own: Entry = { seen, span: seen.span, priority };
    for (const contribution of contributions(seen, isRelated(seen))) change(point, contribution, contribution.span === undefined ? own : { seen, span: contribution.span, priority }, added);
  }

  function uproot(point: number, seen: Seen): void {
    plant(point, seen, false);
  }

  /** Facts whose weight changes because a batch begins, or ceases, to name them. */
  function rename(point: number, before: readonly string[], after: readonly string[]): void {
    const counted = new Map<string, number>();
    for (const id of before) counted.set(id, (counted.get(id) ?? 0) - 1);
    for (const id of after) counted.set(id, (counted.get(id) ?? 0) + 1);
    for (const [id, more] of counted) {
      const seen = current.get(id);
      const names = (named.get(id) ?? 0) + more;
      if (names > 0 === named.has(id)) {
        if (names > 0) named.set(id, names);
        continue;
      }
      if (seen !== undefined) uproot(point, seen);
      if (names > 0) named.set(id, names);
      else named.delete(id);
      if (seen !== undefined) plant(point, seen);
    }
  }

  function redact(point: number, fact: string, now: boolean): void {
    const before = unread.lists.at(-1) ?? [];
    if (before.includes(fact) === now) return;
    unread.points.push(point);
    unread.lists.push(now ? [...before, fact].sort(compareText) : before.filter((other) => other !== fact));
  }

  return {
    forest,
    put(point, fact, sight) {
      const seen = typeof sight === 'string' ? null : sight;
      redact(point, fact, sight === 'redacted');
      const before = current.get(fact);
      if (before !== undefined) uproot(point, before);
      current.delete(fact);
      rename(point, before === undefined ? [] : relationsOf(before), seen === null ? [] : relationsOf(seen));
      if (seen === null) return;
      plant(point, seen);
      current.set(fact, seen);
    },
    redacted: (point) => unread.lists[lastUpTo(unread.points, point)] ?? [],
    plot: (family, key) => families.get(family)?.get(nameOf(key)),
    plots: (family) => families.get(family)?.values() ?? [],
    bytes: () => forest.bytes() + changes * CHANGE_BYTES,
  };
}

/** A change with its leaf and its share of an entry, about. */
const CHANGE_BYTES = 200;

const BARE: Stand = { tree: EMPTY, added: [], removed: [] };

/** A plot at a point of its axis: the last tree before it, and what changed since. */
export function standAt(plot: Plot | undefined, point: number): Stand {
  if (plot === undefined) return BARE;
  const count = lastUpTo(plot.points, point) + 1;
  const strides = Math.floor(count / plot.stride);
  let added: Leaf[] = [];
  const removed: Leaf[] = [];
  for (let index = strides * plot.stride; index < count; index += 1) {
    const { leaf, added: comes } = plot.changes[index] as Change;
    const came = comes ? undefined : added.find((before) => isSame(before, leaf));
    if (comes) added.push(leaf);
    else if (came === undefined) removed.push(leaf);
    else added = added.filter((before) => before !== came);
  }
  return { tree: plot.trees[strides] ?? EMPTY, added: added.sort((a, b) => compareEntries(a.entry, b.entry)), removed };
}

function isSame(a: Leaf, b: Leaf): boolean {
  return a.entry.seen === b.entry.seen;
}

/** The place of the last of some growing numbers that is not above a limit; −1 where all are. */
export function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function nameOf(key: GroupKey): string {
  return key.length === 1 ? (key[0] ?? '') : key.map((part) => part ?? '\u0001').join('\u0000');
}
