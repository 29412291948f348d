import { sayCount, widen } from './arithmetic.js';
import type { Bounds, Quantity } from './types.js';
import { QuantityError, splitWording, tidy, WHOLE_NUMBER, type SplitWording } from './wording.js';

/**
 * A count as it is written: a whole number, words, or words with bounds that were derived and the reason (`derived`).
 * `high: null` says that there is no upper bound.
 */
export type QuantityInput = number | string | { wording: string; low?: number; high?: number | null; derived?: string };

const ACCEPTED = 'a whole number (328 or 1,851), "about n", "more than n", "at least n", "at most n" or "up to n", "fewer than n", "between a and b", "hundreds", "thousands" or "unstated"';
/** More than there are people. 900,000 counts of this size still add up exactly, below 2^53. */
export const LARGEST_COUNT = 9_999_999_999;
const WHOLE = new RegExp(`^${WHOLE_NUMBER}$`);

/**
 * Reads a count. The wording is kept as written, white space apart.
 * @throws QuantityError for other words, reversed bounds, and numbers below 0 or above `LARGEST_COUNT`
 */
export function parseQuantity(input: QuantityInput): Quantity {
  if (typeof input === 'number') return parseWords(String(input));
  if (typeof input === 'string') return parseWords(tidy(input));
  return parseDerived(input);
}

/** A count of which nothing is said: at least one. */
const UNSTATED: Bounds = { low: 1, high: null };

/** Plural words are read as at least two of them. The conventions are named, so that a reader can disagree. */
const PLURALS: Record<string, { low: number; convention: string }> = {
  hundreds: { low: 200, convention: 'hundreds-2' },
  thousands: { low: 2_000, convention: 'thousands-2' },
};

function parseWords(wording: string): Quantity {
  const words = wording.toLowerCase();
  if (words === 'unstated') return { ...UNSTATED, qualifier: 'unstated', wording };
  const plural = PLURALS[words];
  if (plural !== undefined) return { low: plural.low, high: null, qualifier: 'at-least', wording, convention: plural.convention };

  const { qualifier, numbers } = splitWording(wording);
  const [first, second] = numbers.map((text) => wholeNumber(text, wording));
  const bounds = boundsOf(qualifier, first ?? 0, second ?? 0);
  if (bounds.low > (bounds.high ?? Infinity)) {
    throw new QuantityError(qualifier === 'fewer-than' ? `"${wording}": nothing is fewer than 0` : `"${wording}": the larger number comes first`);
  }
  if (Math.max(bounds.low, bounds.high ?? 0) > LARGEST_COUNT) throw tooLarge(wording);
  return { ...bounds, qualifier, wording, ...(qualifier === 'about' ? { convention: 'about-5%' } : {}) };
}

function boundsOf(qualifier: SplitWording['qualifier'], first: number, second: number): Bounds {
  switch (qualifier) {
    case 'exact':
      return { low: first, high: first };
    case 'about':
      return widen(first);
    case 'more-than':
      return { low: first + 1, high: null };
    case 'at-least':
      return { low: first, high: null };
    case 'at-most':
      return { low: 0, high: first };
    case 'fewer-than':
      return { low: 0, high: first - 1 };
    case 'between':
      return { low: first, high: second };
  }
}

function wholeNumber(text: string, wording: string): number {
  if (!WHOLE.test(text)) throw new QuantityError(`"${wording}" is not a count. Accepted: ${ACCEPTED}`);
  const number = Number(text.replaceAll(',', ''));
  if (number > LARGEST_COUNT) throw tooLarge(wording);
  return number;
}

function tooLarge(wording: string): QuantityError {
  return new QuantityError(`"${wording}" is more than ${sayCount(LARGEST_COUNT)}, the largest count; an amount of money is a figure`);
}

function parseDerived({ wording, low, high, derived }: Exclude<QuantityInput, number | string>): Quantity {
  const words = tidy(wording);
  if (derived === undefined) {
    if (low === undefined && high === undefined) return parseWords(words);
    throw new QuantityError(`"${words}": bounds that the words don't give need "derived", which says how they were found`);
  }
  const said = readOrUnstated(words, low === undefined && high === undefined);
  const bounds = { low: low ?? said.low, high: high === undefined ? said.high : high };
  const whole = [bounds.low, bounds.high ?? 0].every((bound) => Number.isInteger(bound) && bound >= 0 && bound <= LARGEST_COUNT);
  if (!whole) throw new QuantityError(`"${words}": bounds are whole numbers from 0 to ${sayCount(LARGEST_COUNT)}`);
  if (bounds.low > (bounds.high ?? Infinity)) throw new QuantityError(`"${words}": low is above high`);
  return { ...bounds, qualifier: said.qualifier, wording: words, derived };
}

/** With derived bounds the wording may be any ("very few"): it then states no number. */
function readOrUnstated(words: string, needsBounds: boolean): Quantity {
  if (words === '') throw new QuantityError('a count needs its wording');
  if (needsBounds) throw new QuantityError(`"${words}": "derived" explains bounds: give low or high`);
  try {
    return parseWords(words);
  } catch {
    return { ...UNSTATED, qualifier: 'unstated', wording: words };
  }
}
