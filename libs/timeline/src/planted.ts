import type { Pages } from './pages.js';
import type { Fact } from './records.js';
import { createRows } from './rows.js';

/** The leaves of a fact have numbers in a row. */
interface Range {
  first: number;
  /** 0 where the fact is not seen. */
  count: number;
}

/** What stands in a grove at its last point: the leaves of each fact, and which batches name which. Can be taken back to an earlier point. */
export interface Planted {
  leaves(fact: Fact): Range;
  set(point: number, fact: Fact, leaves: Range): void;
  /** Whether any batch that is seen names this one as one that it lies within or may be the same people as. */
  isNamed(id: string): boolean;
  /** From a point on a batch names these. @returns those that begin to be named by any, or cease to be */
  name(point: number, fact: Fact, ids: readonly string[]): string[];
  /** Takes back everything from a point on. */
  undo(point: number): void;
}

/** A row for each fact: its first leaf, and how many. */
const FACT = { words: 1, first: 0, count: 1 };
/** A row for each change: its point, the fact, and the leaves that it had. */
const UNDO = { words: 3, point: 0, fact: 2, first: 3, count: 4 };

export function createPlanted(pages: Pages): Planted {
  const current = createRows(FACT.words, pages);
  const undos = createRows(UNDO.words, pages);
  const naming = new Map<Fact, readonly string[]>();
  const named = new Map<string, number>();
  const renamed: { point: number; fact: Fact; before: readonly string[] }[] = [];

  function set(fact: Fact, { first, count }: Range): void {
    while (current.size <= fact) current.add();
    current.setInteger(fact, FACT.first, first);
    current.setInteger(fact, FACT.count, count);
  }

  function leaves(fact: Fact): Range {
    return fact < current.size ? { first: current.integer(fact, FACT.first), count: current.integer(fact, FACT.count) } : { first: 0, count: 0 };
  }

  function name(fact: Fact, ids: readonly string[]): string[] {
    const before = naming.get(fact) ?? [];
    if (ids.length > 0) naming.set(fact, ids);
    else naming.delete(fact);
    const changed = [...new Set([...before, ...ids])];
    const was = changed.map((id) => named.has(id));
    for (const id of before) count(id, -1);
    for (const id of ids) count(id, 1);
    return changed.filter((id, index) => named.has(id) !== was[index]);
  }

  function count(id: string, more: number): void {
    const names = (named.get(id) ?? 0) + more;
    if (names > 0) named.set(id, names);
    else named.delete(id);
  }

  return {
    leaves,
    set(point, fact, range) {
      const { first, count: before } = leaves(fact);
      const undo = undos.add();
      undos.setFloat(undo, UNDO.point, point);
      undos.setInteger(undo, UNDO.fact, fact);
      undos.setInteger(undo, UNDO.first, first);
      undos.setInteger(undo, UNDO.count, before);
      set(fact, range);
    },
    isNamed: (id) => named.has(id),
    name(point, fact, ids) {
      const before = naming.get(fact) ?? [];
      if (before.length + ids.length === 0) return [];
      renamed.push({ point, fact, before });
      return name(fact, ids);
    },
    undo(point) {
      let kept = undos.size;
      for (; kept > 0 && undos.float(kept - 1, UNDO.point) >= point; kept -= 1) {
        const undo = kept - 1;
        set(undos.integer(undo, UNDO.fact), { first: undos.integer(undo, UNDO.first), count: undos.integer(undo, UNDO.count) });
      }
      undos.cut(kept);
      for (let last = renamed.at(-1); last !== undefined && last.point >= point; last = renamed.at(-1)) {
        name(last.fact, last.before);
        renamed.pop();
      }
    },
  };
}
