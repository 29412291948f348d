import type { Bounds } from '#libs/domain';
import { words } from '../words/en.js';

const format = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 0 });

/** Those said lately: a chart says thousands, mostly the same. */
const said = new Map<number, string>();
const KEPT = 20_000;

/** "4,742". */
export function sayNumber(number: number): string {
  let text = said.get(number);
  if (text === undefined) {
    if (said.size >= KEPT) said.clear();
    said.set(number, (text = format.format(number)));
  }
  return text;
}

/** "446", "at least 1", "at most 300", "between 446 and 460"; bounds far from each other are told one by one. */
export function sayRange({ low, high }: Bounds): string {
  if (high === null) return words.counts.atLeast(sayNumber(low));
  if (low === high) return sayNumber(low);
  if (low === 0) return words.counts.atMost(sayNumber(high));
  if (high >= 2 * low) return `${words.counts.atLeast(sayNumber(low))}, ${words.counts.atMost(sayNumber(high))}`;
  return words.counts.between(sayNumber(low), sayNumber(high));
}
