import type { Bounds } from '#libs/domain';
import { words } from '../words/en.js';

const format = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 });

/** "4,742". */
export function sayNumber(number: number): string {
  return format.format(number);
}

/** "446", "at least 1", "at most 300", "between 446 and 460"; bounds far from each other are told one by one. */
export function sayRange({ low, high }: Bounds): string {
  if (high === null) return words.counts.atLeast(sayNumber(low));
  if (low === high) return sayNumber(low);
  if (low === 0) return words.counts.atMost(sayNumber(high));
  if (high >= 2 * low) return `${words.counts.atLeast(sayNumber(low))}, ${words.counts.atMost(sayNumber(high))}`;
  return words.counts.between(sayNumber(low), sayNumber(high));
}
