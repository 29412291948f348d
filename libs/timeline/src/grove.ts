import { compareText, contributions, type Family, type GroupKey, relationsOf, type Seen, type seenAt } from '#libs/domain';
import { createForest, EMPTY, type Entry, type Forest, priorityOf, type Tree, weightOf } from './forest.js';

/** A group's trees, one for each point of the grove's axis at which it changed. */
export interface Plot {
  key: GroupKey;
  points: number[];
  trees: Tree[];
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

export function createGrove(): Grove {
  const forest = createForest();
  const families = new Map<Family, Map<string, Plot>>();
  const current = new Map<string, Seen>();
  /** How many batches that are seen name a batch as one that they lie within or may be the same people as. */
  const named = new Map<string, number>();
  const unread: { points: number[]; lists: string[][] } = { points: [], lists: [] };
  let points = 0;

  const isRelated = (seen: Seen): boolean => relationsOf(seen).length > 0 || named.has(seen.id);

  function change(point: number, family: Family, key: GroupKey, grow: (tree: Tree) => Tree): void {
    const plots = families.get(family) ?? new Map<string, Plot>();
    families.set(family, plots);
    const name = nameOf(key);
    const plot = plots.get(name) ?? { key, points: [], trees: [] };
    plots.set(name, plot);
    const tree = grow(plot.trees.at(-1) ?? EMPTY);
    if (plot.points.at(-1) === point) {
      plot.trees[plot.trees.length - 1] = tree;
    } else {
      plot.points.push(point);
      plot.trees.push(tree);
      points += 1;
    }
  }

  function plant(point: number, seen: Seen): void {
    const priority = priorityOf(seen.id);
    const own: Entry = { seen, span: seen.span, priority };
    for (const { family, key, weight, marks = 0, span } of contributions(seen, isRelated(seen))) {
      const entry = span === undefined ? own : { seen, span, priority };
      change(point, family, key, (tree) => forest.add(tree, { entry, ...weightOf(weight), marks }));
    }
  }

  function uproot(point: number, seen: Seen): void {
    for (const { family, key, span = seen.span } of contributions(seen, isRelated(seen))) change(point, family, key, (tree) => forest.remove(tree, { seen, span }));
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
    bytes: () => forest.bytes() + points * 16,
  };
}

/** The tree of a plot at a point of its axis. */
export function treeAt(plot: Plot | undefined, point: number): Tree {
  if (plot === undefined) return EMPTY;
  return plot.trees[lastUpTo(plot.points, point)] ?? EMPTY;
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
