import type { Claim } from './facts/event.js';
import type { FactData } from './facts/types.js';
import type { Contest } from './history.js';
import { compareDecimal } from './quantity/amount.js';
import type { Amount, Qualifier, Quantity } from './quantity/types.js';
import { compareInstants, hullOf, sameSpan, spanOf, type When } from './time/when.js';

/**
 * Members that carry the recorder's words rather than what is claimed: claims are not compared by them.
 */
const REMARKS = new Set(['what', 'note', 'gist', 'summary', 'dateDerived']);

/** Claims that speak together, made one: where they differ, dates and numbers of one unit become their hull, anything else stays the first claim's. */
export interface Merged {
  happened: When;
  order: number;
  data: FactData;
  contested: Contest[];
}

/** Merges the claims that speak for a fact, at least one, in the order in which they were written. */
export function mergeClaims(claims: readonly Claim[]): Merged {
  const first = claims[0];
  if (first === undefined) throw new RangeError('a fact is seen through at least one claim');
  const order = Math.min(...claims.map((claim) => claim.order ?? 0));
  if (claims.length === 1) return { happened: first.happened, order, data: first.data, contested: [] };

  const contested: Contest[] = [];
  const contest = (member: string, valueOf: (claim: Claim) => unknown): void => {
    contested.push({
      member,
      values: claims
        .filter((claim) => valueOf(claim) !== undefined)
        .map((claim) => ({ value: valueOf(claim), ...(claim.attributedTo === undefined ? {} : { attributedTo: claim.attributedTo }), sources: claim.sources })),
    });
  };

  const dates = claims.map((claim) => claim.happened);
  const happened = allAgree(dates) ? first.happened : dateHull(dates);
  if (happened !== first.happened) contest('/happened', (claim) => claim.happened);

  const data: Record<string, unknown> = {};
  for (const name of new Set(claims.flatMap((claim) => Object.keys(claim.data)))) {
    const said = claims.map((claim) => member(claim, name));
    const values = said.filter((value) => value !== undefined);
    data[name] = values[0];
    // A claim that is silent about a member agrees with any; about a deadline's date, silence says that there is none.
    if (REMARKS.has(name) || allAgree(name === 'due' ? said : values)) continue;
    contest(`/data/${name}`, (claim) => member(claim, name) ?? (name === 'due' ? null : undefined));
    if (name !== 'due') data[name] = valueHull(values);
  }
  return { happened, order, data: data as FactData, contested };
}

function member(claim: Claim, name: string): unknown {
  return (claim.data as Record<string, unknown>)[name];
}

function allAgree(values: readonly unknown[]): boolean {
  return values.every((value) => sameMeaning(value, values[0]));
}

/** Whether two values mean the same: dates by their interval, numbers by their bounds, whatever their wording. */
function sameMeaning(a: unknown, b: unknown): boolean {
  if (isWhen(a) && isWhen(b)) return sameSpan(spanOf(a), spanOf(b));
  if (isAmount(a) && isAmount(b)) return a.unit === b.unit && sameDecimal(a.low, b.low) && sameDecimal(a.high, b.high);
  if (isQuantity(a) && isQuantity(b)) return a.low === b.low && a.high === b.high;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, index) => sameMeaning(value, b[index]));
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)].filter((name) => !REMARKS.has(name)));
    return [...names].every((name) => sameMeaning(a[name], b[name]));
  }
  return a === b;
}

function valueHull(values: readonly unknown[]): unknown {
  if (values.every(isWhen)) return dateHull(values);
  if (values.every(isQuantity)) return quantityHull(values);
  if (values.every(isAmount) && values.every(({ unit }) => unit === values[0]?.unit)) return amountHull(values);
  return values[0];
}

/**
 * The hull of dates, written as the set of them. EDTF lets only the first member of a set be open at its start, and only the last at its end:
 * of several such the widest stands.
 */
function dateHull(dates: readonly When[]): When {
  const { earliest, latest } = hullOf(dates.map(spanOf));
  const members = unique(dates.flatMap(membersOf));
  const latestFirst = [...dates].sort((a, b) => compareInstants(spanOf(b).latest, spanOf(a).latest)).flatMap(membersOf);
  const earliestFirst = [...dates].sort((a, b) => compareInstants(spanOf(a).earliest, spanOf(b).earliest)).flatMap(membersOf);
  const set = [
    ...latestFirst.filter(isOpenAtStart).slice(0, 1),
    ...members.filter((text) => !isOpenAtStart(text) && !isOpenAtEnd(text)),
    ...earliestFirst.filter(isOpenAtEnd).slice(0, 1),
  ];
  return { edtf: `[${set.join(',')}]`, earliest: finite(earliest), latest: finite(latest) };
}

function membersOf({ edtf }: When): string[] {
  return edtf.startsWith('[') ? edtf.slice(1, -1).split(',') : [edtf.replace(/^\.?\.?\/|\/\.?\.?$|\//, '..')];
}

function isOpenAtStart(text: string): boolean {
  return text.startsWith('..');
}

function isOpenAtEnd(text: string): boolean {
  return text.endsWith('..');
}

function quantityHull(values: readonly Quantity[]): Quantity {
  const conventions = unique(values.flatMap(({ convention }) => convention ?? []));
  const derived = unique(values.flatMap((value) => value.derived ?? []));
  return {
    low: Math.min(...values.map(({ low }) => low)),
    high: values.some(({ high }) => high === null) ? null : Math.max(...values.map(({ high }) => high ?? 0)),
    qualifier: 'between',
    wording: wordings(values),
    ...(conventions.length === 0 ? {} : { convention: conventions.join(', ') }),
    ...(derived.length === 0 ? {} : { derived: derived.join('; ') }),
  };
}

function amountHull(values: readonly Amount[]): Amount {
  const lows = values.map(({ low }) => low).sort(compareDecimal);
  const highs = values.map(({ high }) => high);
  const qualifier: Qualifier = 'between';
  return {
    unit: values[0]?.unit ?? '',
    low: lows[0] ?? '0',
    high: highs.includes(null) ? null : (highs.filter((high) => high !== null).sort(compareDecimal).at(-1) ?? null),
    qualifier,
    wording: wordings(values),
  };
}

function wordings(values: readonly { wording: string }[]): string {
  return unique(values.map(({ wording }) => wording)).join(' or ');
}

function sameDecimal(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : compareDecimal(a, b) === 0;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhen(value: unknown): value is When {
  return isObject(value) && typeof value['edtf'] === 'string';
}

function isAmount(value: unknown): value is Amount {
  return isObject(value) && typeof value['low'] === 'string' && typeof value['unit'] === 'string';
}

function isQuantity(value: unknown): value is Quantity {
  return isObject(value) && typeof value['low'] === 'number' && typeof value['qualifier'] === 'string';
}
