import { type Comparison, sayBounds } from '../../quantity/arithmetic.js';
import type { Quantity } from '../../quantity/types.js';

/** Stated less itemised, as an interval; null where it has no end. */
export type Variance = Comparison['variance'];

/** Why a stated number and the items differ. */
export type Cause = 'not-yet-reported' | 'revised' | 'retracted' | 'outside-scope' | 'redacted' | 'rounding';

/** A part of a variance that is explained. */
export interface Explained {
  cause: Cause;
  /** How much of the variance it makes up. */
  part: Variance;
  facts: string[];
  /** "if it still counts the 50 of N7, retracted, the difference is 0". */
  text: string;
}

/** Something that may explain a variance: what it would make up, and in words what it supposes ("if it also counts 50 in the May round"). */
export interface Candidate {
  cause: Exclude<Cause, 'rounding'>;
  part: Variance;
  facts: readonly string[];
  supposing(): string;
}

/** Numbers that were compared, as far as their wording matters: rounding explains what lies between exact and "about". */
export type Worded = Pick<Quantity, 'qualifier' | 'wording' | 'low' | 'high'>;

/**
 * Takes off a variance what explains it, until what is left holds 0 or nothing fits: first a candidate that leaves nothing,
 * else the first that leaves less and does not overshoot. Where every number compared is exact or "about", what is left is rounding.
 * @param candidates asked for only where there is something to explain
 */
export function explain(variance: Variance, candidates: () => readonly Candidate[], compared: readonly Worded[] | undefined): { explained: Explained[]; unexplained: Variance } {
  const explained: Explained[] = [];
  const open = holdsZero(variance) ? [] : [...candidates()];
  let left = variance;
  while (!holdsZero(left)) {
    const next = open.find(({ part }) => leavesNothing(left, part)) ?? open.find(({ part }) => leavesLess(left, part));
    if (next === undefined) return { explained, unexplained: left };
    open.splice(open.indexOf(next), 1);
    left = less(left, next.part);
    explained.push({ cause: next.cause, part: next.part, facts: [...next.facts], text: `${next.supposing()}, the difference is ${sayVariance(left)}` });
  }
  const rounded = explained.every(({ part }) => isExact(part)) ? roundingIn(compared) : undefined;
  if (rounded === undefined || isExact(left)) return { explained, unexplained: left };
  const text = `the difference of ${sayVariance(left)} lies within the rounding of ${rounded}`;
  return { explained: [...explained, { cause: 'rounding', part: left, facts: [], text }], unexplained: { low: 0, high: 0 } };
}

export function holdsZero({ low, high }: Variance): boolean {
  return (low === null || low <= 0) && (high === null || high >= 0);
}

/** a − b, opposite ends: wherever in them the two numbers lie, their difference lies in it. */
export function less(a: Variance, b: Variance): Variance {
  return { low: a.low === null || b.high === null ? null : a.low - b.high, high: a.high === null || b.low === null ? null : a.high - b.low };
}

/** Whether a variance less a part holds 0: the two have a number in common. */
function leavesNothing(left: Variance, part: Variance): boolean {
  return (left.low === null || part.high === null || left.low <= part.high) && (left.high === null || part.low === null || left.high >= part.low);
}

/** Whether a part has the variance's sign, and is not more than all of it. */
function leavesLess(left: Variance, part: Variance): boolean {
  if (left.low !== null && left.low > 0) return part.low !== null && part.low > 0 && part.high !== null && part.high < left.low;
  return part.high !== null && part.high < 0 && part.low !== null && left.high !== null && part.low > left.high;
}

function isExact({ low, high }: Variance): boolean {
  return low !== null && low === high;
}

/** "about 125" where every number is exact or about; undefined where something else leaves the difference open. */
function roundingIn(compared: readonly Worded[] = []): string | undefined {
  const inexact = compared.filter(({ low, high }) => low !== high);
  if (inexact.length === 0 || inexact.some(({ qualifier }) => qualifier !== 'about')) return undefined;
  return [...new Set(inexact.map(({ wording }) => wording))].join(', ');
}

/** What separates two numbers: "3", "1,391 to 1,405", "−3,351 to 1,404", "at least 12". */
export function sayVariance({ low, high }: Variance): string {
  if (low === null) return high === null ? 'any number' : `at most ${saySigned(high)}`;
  if (high === null) return `at least ${saySigned(low)}`;
  return low === high ? saySigned(low) : `${saySigned(low)} to ${saySigned(high)}`;
}

/** By how much the items exceed what was stated: the variance turned round. */
export function sayExcess({ low, high }: Variance): string {
  return sayVariance({ low: high === null ? null : 0 - high, high: low === null ? null : 0 - low });
}

function saySigned(number: number): string {
  return number < 0 ? `−${sayBounds({ low: -number, high: -number })}` : sayBounds({ low: number, high: number });
}
