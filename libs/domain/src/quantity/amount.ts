import { isCurrency } from './currencies.js';
import { isDecimal, compareDecimal, multiplyDecimal, shiftDecimal, addDecimal } from './decimal.js';
import type { Amount } from './types.js';
import { QuantityError, splitWording, tidy, WHOLE_NUMBER, type SplitWording } from './wording.js';

export { addDecimal, compareDecimal, subtractDecimal } from './decimal.js';

/** An amount as it is written: words, or words with the unit that they leave out, or with bounds of their own. */
export type AmountInput = number | string | { wording: string; unit?: string; low?: string | number; high?: string | number | null };

const ACCEPTED = '"$1.6 billion", "USD 5 million", "9.1 %", "40,000 employees" or a plain number, each also after "about", "more than", "at least", "up to", "fewer than", or "between a and b"';

const SIGNS: Record<string, string> = { $: 'USD', '€': 'EUR', '£': 'GBP' };
const SCALES: Record<string, number> = { thousand: 3, million: 6, billion: 9, trillion: 12 };
const NUMBER = new RegExp(
  `^(?<sign>[$€£]|[A-Z]{3} )?(?<minus>-)?(?<number>${WHOLE_NUMBER}(?:\\.\\d+)?)(?: (?<scale>thousand|million|billion|trillion))?(?: ?(?<percent>%|percent)| (?<unit>\\p{L}[\\p{L}\\d' -]*))?$`,
  'u',
);

interface Value {
  number: string;
  scale: number;
  unit?: string;
}

/**
 * Reads an amount exactly: its bounds are decimal strings. A number without unit counts whatever `unit` says, or is just a `count`.
 * Of money and per cents "more than n" is bounded by n itself, of things counted by the whole number after it.
 * @throws QuantityError for other words, reversed bounds, and two different units
 */
export function parseAmount(input: AmountInput): Amount {
  if (typeof input !== 'object') return parseWords(tidy(String(input)), undefined);
  const wording = tidy(input.wording);
  const { low, high, unit } = input;
  if (low === undefined && high === undefined) return parseWords(wording, unit);

  const said = readOrUnstated(wording, unit);
  const bounds = { low: low === undefined ? said.low : decimalOf(low, wording), high: high === undefined ? said.high : high === null ? null : decimalOf(high, wording) };
  return inOrder({ unit: said.unit, ...bounds, qualifier: said.qualifier, wording });
}

function parseWords(wording: string, givenUnit: string | undefined): Amount {
  const { qualifier, numbers } = splitWording(wording);
  const values = numbers.map((text) => readValue(text, wording));
  const [first, second] = values;
  if (first === undefined) throw notAnAmount(wording);
  const unit = oneUnit([first.unit, second?.unit, givenUnit], wording);
  // "between $10 and $15 million": the scale is said once, for both.
  const scaleOfFirst = second !== undefined && first.scale === 0 ? second.scale : first.scale;
  const a = shiftDecimal(first.number, scaleOfFirst);
  const b = second === undefined ? a : shiftDecimal(second.number, second.scale);
  return inOrder({ unit, ...boundsOf(qualifier, a, b, unit), qualifier, wording, ...(qualifier === 'about' ? { convention: 'about-5%' } : {}) });
}

function readValue(text: string, wording: string): Value {
  const groups = NUMBER.exec(text)?.groups;
  if (groups?.number === undefined) throw notAnAmount(wording);
  const currency = groups.sign === undefined ? undefined : (SIGNS[groups.sign] ?? groups.sign.trim());
  const after = groups.percent === undefined ? groups.unit : 'percent';
  if (currency !== undefined && (after !== undefined || !isCurrency(currency))) throw notAnAmount(wording);
  const unit = currency ?? after;
  return {
    number: `${groups.minus ?? ''}${groups.number.replaceAll(',', '')}`,
    scale: groups.scale === undefined ? 0 : (SCALES[groups.scale] ?? 0),
    ...(unit === undefined ? {} : { unit }),
  };
}

function oneUnit(units: readonly (string | undefined)[], wording: string): string {
  const said = new Set(units.filter((unit) => unit !== undefined));
  if (said.size > 1) throw new QuantityError(`"${wording}": two units, ${[...said].join(' and ')}`);
  return [...said][0] ?? 'count';
}

function boundsOf(qualifier: SplitWording['qualifier'], a: string, b: string, unit: string): { low: string; high: string | null } {
  const step = isCounted(unit) && !a.includes('.') ? '1' : '0';
  const below = (by: string) => addDecimal(a, `-${by}`);
  switch (qualifier) {
    case 'exact':
      return { low: a, high: a };
    case 'about': {
      const ends = [multiplyDecimal(a, '0.95'), multiplyDecimal(a, '1.05')].sort(compareDecimal) as [string, string];
      return isCounted(unit) ? { low: roundDown(ends[0]), high: negate(roundDown(negate(ends[1]))) } : { low: ends[0], high: ends[1] };
    }
    case 'more-than':
      return { low: addDecimal(a, step), high: null };
    case 'at-least':
      return { low: a, high: null };
    case 'at-most':
      return { low: '0', high: a };
    case 'fewer-than':
      return { low: '0', high: below(step) };
    case 'between':
      return { low: a, high: b };
  }
}

/** Neither money nor per cents: things, of which there are whole numbers. */
function isCounted(unit: string): boolean {
  return unit !== 'percent' && !isCurrency(unit);
}

function roundDown(decimal: string): string {
  const whole = decimal.replace(/\..*$/, '');
  return decimal.startsWith('-') && decimal.includes('.') ? addDecimal(whole, '-1') : whole;
}

function negate(decimal: string): string {
  return multiplyDecimal(decimal, '-1');
}

function decimalOf(bound: string | number, wording: string): string {
  const text = typeof bound === 'number' ? String(bound) : bound;
  if (!isDecimal(text)) throw new QuantityError(`"${wording}": the bound ${text} is not a decimal number`);
  return addDecimal(text, '0');
}

/** With bounds of their own the words may be any. */
function readOrUnstated(wording: string, unit: string | undefined): Amount {
  try {
    return parseWords(wording, unit);
  } catch {
    return { unit: unit ?? 'count', low: '0', high: null, qualifier: 'unstated', wording };
  }
}

function inOrder(amount: Amount): Amount {
  if (amount.high !== null && compareDecimal(amount.low, amount.high) > 0) throw new QuantityError(`"${amount.wording}": the larger number comes first`);
  return amount;
}

function notAnAmount(wording: string): QuantityError {
  return new QuantityError(`"${wording}" is not an amount. Accepted: ${ACCEPTED}`);
}

/** The amount's bounds in words: "$1.6 billion", "$10 million to $15 million", "at least 40,001 employees", "9.1 %". */
export function sayAmount({ unit, low, high }: Omit<Amount, 'qualifier' | 'wording'>): string {
  if (high === null) return `at least ${sayValue(low, unit)}`;
  return compareDecimal(low, high) === 0 ? sayValue(low, unit) : `${sayValue(low, unit)} to ${sayValue(high, unit)}`;
}

function sayValue(decimal: string, unit: string): string {
  const number = isCounted(unit) ? withCommas(decimal) : sayScaled(decimal);
  if (unit === 'percent') return `${number} %`;
  if (unit === 'count') return number;
  if (isCounted(unit)) return `${number} ${unit}`;
  const sign = Object.keys(SIGNS).find((symbol) => SIGNS[symbol] === unit);
  return sign === undefined ? `${unit} ${number}` : `${sign}${number}`;
}

/** "1.6 billion", where at most three digits follow the point; else all digits. */
function sayScaled(decimal: string): string {
  for (const scale of ['trillion', 'billion', 'million']) {
    const scaled = shiftDecimal(decimal, -(SCALES[scale] ?? 0));
    if (/^-?[1-9]\d*(?:\.\d{1,3})?$/.test(scaled)) return `${withCommas(scaled)} ${scale}`;
  }
  return withCommas(decimal);
}

function withCommas(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
