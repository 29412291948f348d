import type { Bounds } from './types.js';

/** Convention `about-5%`: five per cent to either side, rounded outwards to whole units, computed exactly. */
export function widen(number: number): Bounds {
  const n = BigInt(number);
  return { low: Number((19n * n) / 20n), high: Number((21n * n + 19n) / 20n) };
}

export function add(a: Bounds, b: Bounds): Bounds {
  return { low: a.low + b.low, high: a.high === null || b.high === null ? null : a.high + b.high };
}

/** The sum of all; of none it is 0. */
export function sum(all: readonly Bounds[]): Bounds {
  return all.reduce(add, { low: 0, high: 0 });
}

/** a − b, where neither more can be taken off than there is nor less than nothing: opposite ends, clamped at 0. */
export function subtractClamped(a: Bounds, b: Bounds): Bounds {
  return {
    low: b.high === null ? 0 : Math.max(0, a.low - b.high),
    high: a.high === null ? null : Math.max(0, a.high - b.low),
  };
}

/** The smallest interval that holds both. */
export function hull(a: Bounds, b: Bounds): Bounds {
  return { low: Math.min(a.low, b.low), high: a.high === null || b.high === null ? null : Math.max(a.high, b.high) };
}

/** The largest lower bound: what is there at least, where all may be the same people. Of none it is 0. */
export function maxLow(all: readonly Bounds[]): number {
  return all.reduce((most, { low }) => Math.max(most, low), 0);
}

export function contains(bounds: Bounds, number: number): boolean {
  return bounds.low <= number && (bounds.high === null || number <= bounds.high);
}

/** A whole number with commas between thousands: 4742 → "4,742". */
export function sayCount(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Whether what is counted so is said in the singular: "1 notice", "at least 1 notice", "at most 1 notice". */
export function isSaidOfOne({ low, high }: Bounds): boolean {
  return high === 1 || (high === null && low === 1);
}

/** "328", "446 to 460", "at least 4,001", "at most 300". */
export function sayBounds({ low, high }: Bounds): string {
  if (high === null) return `at least ${sayCount(low)}`;
  if (low === high) return sayCount(low);
  return low === 0 ? `at most ${sayCount(high)}` : `${sayCount(low)} to ${sayCount(high)}`;
}

export type Verdict = 'ties' | 'within-bounds' | 'not-contradicted' | 'shortfall' | 'excess';

/** What a comparison came to; `variance` is stated − itemised, null on a side without bound. */
export interface Comparison {
  verdict: Verdict;
  variance: { low: number | null; high: number | null };
}

/**
 * Compares a stated total with the sum of the items recorded.
 * `ties`: both exact and equal. `shortfall`, `excess`: the items can't reach it, or exceed it. `within-bounds`: they may be equal, both being bounded.
 * `not-contradicted`: nothing more can be said, since a bound is missing or the items are not complete; incomplete items are a floor and never fall short.
 */
export function verdict(stated: Bounds, itemised: Bounds, { complete }: { complete: boolean }): Comparison {
  const variance = {
    low: itemised.high === null ? null : stated.low - itemised.high,
    high: stated.high === null ? null : stated.high - itemised.low,
  };
  return { verdict: verdictOf(variance, { bounded: isBounded(stated) && isBounded(itemised), complete }), variance };
}

/** What a variance comes to. @param bounded whether both sides have an upper bound */
export function verdictOf(variance: Comparison['variance'], { bounded, complete }: { bounded: boolean; complete: boolean }): Verdict {
  if (variance.low === 0 && variance.high === 0) return 'ties';
  if (variance.high !== null && variance.high < 0) return 'excess';
  if (!complete) return 'not-contradicted';
  if (variance.low !== null && variance.low > 0) return 'shortfall';
  return bounded ? 'within-bounds' : 'not-contradicted';
}

function isBounded({ high }: Bounds): boolean {
  return high !== null;
}
