import { compareText, type Contribution, contributions, type Family, type GroupKey, relationsOf, type Seen, type seenAt } from '#libs/domain';
import { createForest, EMPTY, type Forest, type Tree } from './forest.js';
import { createLeaves, type Leaves } from './leaves.js';
import type { Pages } from './pages.js';
import { createPlanted, type Planted } from './planted.js';
import type { Fact, Records } from './records.js';
import { createRows, type Rows } from './rows.js';
import { countMost, countWhile } from './search.js';
import { type Changes, createStand, newsOf, type Stand } from './stand.js';

/**
 * How many changes lie between two trees of a small plot. Fewer trees take less memory, but each question goes through the changes since
 * the last one by one.
 */
export const STRIDE = 64;
/** A large plot has about so many trees, with at most so many times the stride between two: that bounds how long planting one takes. */
const TREES = 256;
const MOST_STRIDES = 8;
/** What totals and the status are read from is asked for all the time: at most so many times the stride. */
const MOST_STRIDES_OF: Partial<Record<Family, number>> = { notices: 1, move: 1 / 8, flag: 1 / 8 };

/** @param size how many changes the plot has */
function strideOf(family: Family, stride: number, size: number): number {
  const most = stride * (MOST_STRIDES_OF[family] ?? MOST_STRIDES);
  return Math.min(most, Math.max(stride, size / TREES));
}

/** A group: its changes, each at its point of the grove's axis, and a tree after every so many of them. */
export interface Plot {
  readonly family: Family;
  readonly key: GroupKey;
  /** A row for each change: its point, the leaf that comes or (`~leaf`) goes, and the tree after it, or (−n) that the last tree is n rows back. */
  readonly changes: Rows;
  /** Belongs to an older grove too, which must not see what is added. */
  readonly shared: boolean;
}

const CHANGE = { words: 2, point: 0, leaf: 2, tree: 3 };

/**
 * All groups of a negotiation along one axis (ledger sizes, or instants of becoming known): at each point the facts as they are
 * seen from it on. Points only grow; what was planted before a point stays as it was.
 */
export interface Grove {
  forest: Forest;
  leaves: Leaves;
  /** From `point` on the fact is seen so, or not at all; what it added before is taken out. */
  put(point: number, fact: Fact, sight: ReturnType<typeof seenAt>): void;
  /** Ids of the facts that could not be read at a point. */
  redacted(point: number): readonly string[];
  plot(family: Family, key: GroupKey): Plot | undefined;
  plots(family: Family): Plot[];
  /** A plot at a point of the axis. */
  standAt(plot: Plot | undefined, point: number): Stand;
  /** The grove as it was before a point, to be grown on from there. This one stays as it is, but may not be put to any more. */
  before(point: number): Grove;
}

/** What a grove is made of. What only `put` reads is handed on to the grove that takes its place. */
interface Soil {
  records: Pick<Records, 'id' | 'find'>;
  pages: Pages;
  seenFrom(fact: Fact, point: number): Seen;
  stride: number;
  leaves: Leaves;
  forest: Forest;
  families: Map<Family, Map<string, number>>;
  plots: Plot[];
  planted: Planted;
  unread: readonly { point: number; facts: readonly string[] }[];
}

/** @param seenFrom a fact as it is seen from a point of the axis on; only asked where it is seen */
export function createGrove(records: Records, pages: Pages, seenFrom: Soil['seenFrom'], stride = STRIDE): Grove {
  const leaves = createLeaves(records, pages);
  return growOn({ records, pages, seenFrom, stride, leaves, forest: createForest(leaves, pages), families: new Map(), plots: [], planted: createPlanted(pages), unread: [] });
}

function growOn(soil: Soil): Grove {
  const { records, pages, seenFrom, stride, leaves, forest, families, plots, planted } = soil;
  const unread = [...soil.unread];
  /** Of each plot the stand that was asked for last: questions about one ledger size at many moments share what is told of it. */
  const stands = new WeakMap<Plot, { count: number; stand: Stand }>();
  /** So many changes were grown into trees by one `put`: where that is a lot, other plots wait for their next change, so that none takes long. */
  let grown = 0;
  const bare = createStand(leaves, EMPTY, { since: 0, change: () => 0 });

  function plotOf({ family, key }: Contribution): number {
    const byName = families.get(family) ?? new Map<string, number>();
    families.set(family, byName);
    const name = nameOf(key);
    const plot = byName.get(name) ?? plots.length;
    byName.set(name, plot);
    plots[plot] ??= { family, key, changes: createRows(CHANGE.words, pages), shared: false };
    return plot;
  }

  function change(point: number, place: number, leaf: number): void {
    const plot = plots[place] as Plot;
    const own = plot.shared ? { ...plot, changes: plot.changes.fork(plot.changes.size), shared: false } : plot;
    plots[place] = own;
    const rows = own.changes;
    const row = rows.add();
    rows.setFloat(row, CHANGE.point, point);
    rows.setInteger(row, CHANGE.leaf, leaf);
    rows.setInteger(row, CHANGE.tree, row === 0 ? -1 : Math.min(0, rows.integer(row - 1, CHANGE.tree)) - 1);
    const since = -rows.integer(row, CHANGE.tree);
    if (since < strideOf(own.family, stride, rows.size) || (grown > 0 && grown + since > stride * MOST_STRIDES)) return;
    grown += since;
    const { tree, changes } = standAfter(rows, rows.size);
    const { came, gone } = newsOf(leaves, changes);
    rows.setInteger(row, CHANGE.tree, forest.changed(tree, came, [...gone].sort((a, b) => leaves.compare(a, b))));
  }

  /** @param seen the fact as it is seen from the point `since` on */
  function plant(point: number, fact: Fact, seen: Seen, since = point): void {
    const isRelated = relationsOf(seen).length > 0 || planted.isNamed(seen.id);
    const own = leaves.addEntry({ fact, point: since, span: seen.span, order: seen.order });
    const first = leaves.size;
    for (const contribution of contributions(seen, isRelated)) {
      const entry = contribution.span === undefined ? own : leaves.addEntry({ fact, point: since, span: contribution.span, order: seen.order });
      const plot = plotOf(contribution);
      change(point, plot, leaves.add({ entry, plot, weight: contribution.weight, marks: contribution.marks ?? 0 }));
    }
    planted.set(point, fact, { first, count: leaves.size - first });
  }

  function uproot(point: number, fact: Fact): void {
    const { first, count } = planted.leaves(fact);
    for (let leaf = first; leaf < first + count; leaf += 1) change(point, leaves.plot(leaf), ~leaf);
    planted.set(point, fact, { first: 0, count: 0 });
  }

  /** A fact's weight changes because a batch begins, or ceases, to name it. */
  function replant(point: number, fact: Fact): void {
    const { first, count } = planted.leaves(fact);
    if (count === 0) return;
    const since = leaves.point(first);
    uproot(point, fact);
    plant(point, fact, seenFrom(fact, since), since);
  }

  function redact(point: number, fact: string, now: boolean): void {
    const before = unread.at(-1)?.facts ?? [];
    if (before.includes(fact) === now) return;
    unread.push({ point, facts: now ? [...before, fact].sort(compareText) : before.filter((other) => other !== fact) });
  }

  return {
    forest,
    leaves,
    put(point, fact, sight) {
      grown = 0;
      const seen = typeof sight === 'string' ? null : sight;
      redact(point, records.id(fact), sight === 'redacted');
      if (planted.leaves(fact).count > 0) uproot(point, fact);
      for (const id of planted.name(point, fact, seen === null ? [] : relationsOf(seen))) {
        const named = records.find(id);
        if (named !== undefined) replant(point, named);
      }
      if (seen !== null) plant(point, fact, seen);
    },
    redacted: (point) => unread[countWhile(unread.length, (index) => (unread[index] as Soil['unread'][number]).point <= point) - 1]?.facts ?? [],
    plot(family, key) {
      const plot = families.get(family)?.get(nameOf(key));
      return plot === undefined ? undefined : plots[plot];
    },
    plots: (family) => [...(families.get(family)?.values() ?? [])].flatMap((plot) => plots[plot] ?? []),
    standAt(plot, point) {
      if (plot === undefined) return bare;
      const { changes: rows } = plot;
      const count = countMost(rows.size, (row) => rows.float(row, CHANGE.point) <= point);
      const kept = stands.get(plot);
      if (kept?.count === count) return kept.stand;
      const { tree, changes } = standAfter(rows, count);
      const stand = createStand(leaves, tree, changes);
      stands.set(plot, { count, stand });
      return stand;
    },
    before(point) {
      planted.undo(point);
      return growOn({
        ...soil,
        plots: plots.map((plot) => cut(plot, point)),
        unread: unread.filter((list) => list.point < point),
      });
    },
  };
}

/** A plot without what changed from a point on. */
function cut(plot: Plot, point: number): Plot {
  const { changes } = plot;
  const count = countWhile(changes.size, (row) => changes.float(row, CHANGE.point) < point);
  return count === changes.size ? { ...plot, shared: true } : { ...plot, changes: changes.fork(count), shared: false };
}

/** What the first rows of a plot come to: the last tree, and the changes since. */
function standAfter(rows: Rows, count: number): { tree: Tree; changes: Changes } {
  const tree = count === 0 ? EMPTY : rows.integer(count - 1, CHANGE.tree);
  const since = Math.max(0, -tree);
  const start = count - since;
  const last = since === 0 ? tree : start === 0 ? EMPTY : rows.integer(start - 1, CHANGE.tree);
  return { tree: last, changes: { since, change: (place) => rows.integer(start + place, CHANGE.leaf) } };
}

function nameOf(key: GroupKey): string {
  return key.length === 1 ? (key[0] ?? '') : key.map((part) => part ?? '\u0001').join('\u0000');
}
