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
 * Adds batches of notices. Batches simply add; one said to lie within another is part of it and not added; batches that may
 * be the same people, they or what lies within them, add as [max low, Σ high].
 * @param among batches that may not have been issued yet, through which one may lie within another
 */
export function totalOf(batches: readonly Batch[], among = batches): Total {
  const remarks: string[] = [];
  return { bounds: addUp(nest(batches, among), (one) => countWithin(one, remarks), remarks), remarks };
}

/**
 * Adds what is told of batches of one level: of those that may be the same people, they or what lies within them, there are at least as
 * many as of the largest, and at most all together.
 */
export function addUp(level: readonly Nested[], told: (one: Nested) => Bounds, remarks: string[] = []): Bounds {
  if (level.length === 0) return sum([]);
  return sum(groupsOf(level).map((group) => {
    const bounds = group.map(told);
    if (group.length === 1) return sum(bounds);
    remarks.push(`${group.map(({ batch }) => batch.id).join(', ')} may be the same people: at least the largest of them, at most all together`);
    return { low: maxLow(bounds), high: sum(bounds).high };
  }));
}

/** How many a batch is of, together with what lies within it. */
export function countWithin({ batch, parts }: Nested, remarks: string[] = []): Bounds {
  for (const part of parts) remarks.push(`${part.batch.id} lies within ${batch.id} and is not added`);
  return holdBoth(boundsOf(batch), addUp(parts, (part) => countWithin(part, remarks), remarks));
}

/** A batch with those that lie within it. */
export interface Nested {
  batch: Batch;
  parts: Nested[];
}

/** The batches that lie within no other, with all that lies within them. Of batches said to lie within each other the first is the whole. */
export function nest(batches: readonly Batch[], among = batches): Nested[] {
  if (batches.length === 0) return [];
  const wholes = wholesOf(among);
  const nested = new Map(batches.map((batch) => [batch.id, { batch, parts: [] as Nested[] }]));
  const nearest = (id: string): Nested | undefined => {
    const whole = wholes.get(id);
    return whole === undefined ? undefined : (nested.get(whole) ?? nearest(whole));
  };
  const outermost: Nested[] = [];
  for (const one of nested.values()) (nearest(one.batch.id)?.parts ?? outermost).push(one);
  return outermost;
}

/** What each batch lies within; in a circle the first batch lies within none. */
function wholesOf(batches: readonly Batch[]): ReadonlyMap<string, string> {
  const ids = new Set(batches.map(({ id }) => id));
  const wholes = new Map<string, string>();
  const liesWithin = (id: string | undefined, whole: string): boolean => id !== undefined && (id === whole || liesWithin(wholes.get(id), whole));
  for (const { id, data } of [...batches].reverse()) {
    if (data.within !== undefined && ids.has(data.within) && !liesWithin(data.within, id)) wholes.set(id, data.within);
  }
  return wholes;
}

/** A whole that holds its parts is at least as large as they are together. */
export function holdBoth(whole: Bounds, parts: Bounds): Bounds {
  return { low: Math.max(whole.low, parts.low), high: whole.high === null || parts.high === null ? null : Math.max(whole.high, parts.high) };
}

/** Connected groups of batches of one level that may be the same people, once any of either side, or within it, says so. */
function groupsOf(level: readonly Nested[]): Nested[][] {
  const owner = new Map(level.flatMap((one) => allWithin(one).map(({ id }) => [id, one])));
  const neighbours = new Map(level.map((one) => [one, new Set<Nested>()]));
  for (const one of level) {
    for (const other of allWithin(one).flatMap(({ data }) => data.mayOverlap ?? []).flatMap((id) => owner.get(id) ?? [])) {
      neighbours.get(one)?.add(other);
      neighbours.get(other)?.add(one);
    }
  }
  const left = new Set(level);
  return level.flatMap((one) => {
    const group: Nested[] = [];
    const waiting = [one];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!left.delete(next)) continue;
      group.push(next);
      waiting.push(...(neighbours.get(next) ?? []));
    }
    return group.length === 0 ? [] : [group];
  });
}

/** A batch and all that lies within it. */
function allWithin({ batch, parts }: Nested): Batch[] {
  return [batch, ...parts.flatMap(allWithin)];
}

export function boundsOf(batch: { data: { count: Bounds } }): Bounds {
  return { low: batch.data.count.low, high: batch.data.count.high };
}
