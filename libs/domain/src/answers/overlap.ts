import { maxLow, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import type { Seen } from '../history.js';

type Batch = Seen<'notices.issued'>;

/** The total of some batches, and why it is not plain addition, where it is not. */
export interface Total {
  bounds: Bounds;
  remarks: string[];
}

/**
 * Adds batches of notices. Batches simply add; one said to lie within another adds nothing to it; batches that may be
 * the same people add as [max low, Σ high].
 */
export function totalOf(batches: readonly Batch[]): Total {
  const present = new Map(batches.map((batch) => [batch.id, batch]));
  const remarks: string[] = [];

  const outermost = (batch: Batch): Batch => {
    const passed = new Set<string>();
    let current = batch;
    for (let parent = parentOf(current, present); parent !== undefined && !passed.has(parent.id); parent = parentOf(current, present)) {
      passed.add(current.id);
      current = parent;
    }
    return current;
  };

  const whole = new Map<string, Bounds>();
  for (const batch of batches) {
    const top = outermost(batch);
    const counted = whole.get(top.id) ?? boundsOf(top);
    whole.set(top.id, top === batch ? counted : holdBoth(counted, boundsOf(batch)));
    if (top !== batch) remarks.push(`${batch.id} lies within ${top.id} and is not added`);
  }

  const groups = groupsOf(batches.filter((batch) => whole.has(batch.id)), (batch) => batch.data.mayOverlap ?? []);
  const totals = groups.map((group) => {
    const parts = group.map((batch) => whole.get(batch.id) ?? boundsOf(batch));
    if (group.length === 1) return sum(parts);
    remarks.push(`${group.map(({ id }) => id).join(', ')} may be the same people: at least the largest of them, at most all together`);
    return { low: maxLow(parts), high: sum(parts).high };
  });
  return { bounds: sum(totals), remarks };
}

function parentOf(batch: Batch, present: ReadonlyMap<string, Batch>): Batch | undefined {
  return batch.data.within === undefined || batch.data.within === batch.id ? undefined : present.get(batch.data.within);
}

/** A whole that holds a part is at least as large as the part. */
function holdBoth(whole: Bounds, part: Bounds): Bounds {
  return { low: Math.max(whole.low, part.low), high: whole.high === null || part.high === null ? null : Math.max(whole.high, part.high) };
}

/** Connected groups of batches under a relation that holds in both directions once either side says so. */
function groupsOf(batches: readonly Batch[], related: (batch: Batch) => readonly string[]): Batch[][] {
  const neighbours = new Map<string, Set<string>>(batches.map(({ id }) => [id, new Set()]));
  for (const batch of batches) {
    for (const other of related(batch)) {
      neighbours.get(other)?.add(batch.id);
      if (neighbours.has(other)) neighbours.get(batch.id)?.add(other);
    }
  }
  const byId = new Map(batches.map((batch) => [batch.id, batch]));
  const groups: Batch[][] = [];
  for (const batch of batches) {
    const group: Batch[] = [];
    const waiting = [batch.id];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const member = byId.get(id);
      if (member === undefined || !byId.delete(id)) continue;
      group.push(member);
      waiting.push(...(neighbours.get(id) ?? []));
    }
    if (group.length > 0) groups.push(group);
  }
  return groups;
}

export function boundsOf(batch: { data: { count: Bounds } }): Bounds {
  return { low: batch.data.count.low, high: batch.data.count.high };
}
