import { didYouMean } from '#libs/formats';
import { Failure, usage } from './failure.js';

/** Spot checks of an answer: `notices.rounds.july.issued.itemised.certain=446..460`. */
export interface Expectation {
  path: string;
  /** `N`, `A..B`, `A..`, or text. */
  expected: string;
}

/** @throws Failure usage for what has no `=` */
export function readExpectation(text: string): Expectation {
  const at = text.indexOf('=');
  if (at < 1) throw usage(`--expect ${text}: give a path of the state and its value, such as notices.rounds.july.issued.itemised.certain=446..460`);
  return { path: text.slice(0, at).trim(), expected: text.slice(at + 1).trim() };
}

/** What the answer has at the path, in the words of an expectation, and whether that is what was expected. @throws Failure unknown-path, or usage for a path that leads to more than one value */
export function check(answer: object, { path, expected }: Expectation): { found: string; holds: boolean } {
  const value = valueAt(answer, path);
  const range = rangeOf(expected);
  if (isBounds(value)) return { found: sayRange(value), holds: range === undefined ? value.wording === expected : range.low === value.low && range.high === value.high };
  if (typeof value === 'number') {
    const holds = range === undefined ? String(value) === expected : value >= range.low && (range.high === null || value <= range.high);
    return { found: String(value), holds };
  }
  const found = textOf(value);
  if (found === undefined) throw usage(`--expect ${path}: there are several values here; go on to one of ${membersOf(value).map(({ name }) => name).join(', ') || 'them'}`);
  return { found, holds: found === expected };
}

interface Range {
  low: number;
  high: number | null;
}

function rangeOf(text: string): Range | undefined {
  const [, low, dots, high] = /^(-?[\d,]+)(\.\.)?(-?[\d,]+)?$/.exec(text) ?? [];
  if (low === undefined || (dots === undefined && high !== undefined)) return undefined;
  const number = (digits: string): number => Number(digits.replaceAll(',', ''));
  return { low: number(low), high: dots === undefined ? number(low) : high === undefined ? null : number(high) };
}

function isBounds(value: unknown): value is Range & { wording?: string } {
  return typeof value === 'object' && value !== null && 'low' in value && typeof value.low === 'number' && 'high' in value;
}

function sayRange({ low, high }: Range): string {
  return low === high ? String(low) : `${low}..${high ?? ''}`;
}

/** A plain value as text; a date as it was written, an amount as it was said. */
function textOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('edtf' in value) return String(value.edtf);
  return 'wording' in value ? String(value.wording) : undefined;
}

/** Goes down the path, by members and by the names that items of lists bear. Names may hold dots: the longest that fits is taken. */
function valueAt(answer: object, path: string): unknown {
  let value: unknown = answer;
  let left = path;
  while (left !== '') {
    const members = membersOf(value);
    const next = members.filter(({ name }) => left === name || left.startsWith(`${name}.`)).reduce<Member | undefined>((longest, member) => (longest === undefined || member.name.length > longest.name.length ? member : longest), undefined);
    if (next === undefined) throw unknownStep(path, left, members);
    value = next.value;
    left = left.slice(next.name.length + 1);
  }
  return value;
}

interface Member {
  name: string;
  value: unknown;
}

/** Members of lists by which their items are named, the first that an item has. */
const NAMES = ['round', 'key', 'measure', 'term', 'ballot', 'name', 'batch', 'fact', 'status'] as const;

function membersOf(value: unknown): Member[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) return Object.entries(value).map(([name, member]) => ({ name, value: member }));
  return value.flatMap((item: Record<string, unknown>, index) => [...namesOf(item), String(index)].map((name) => ({ name, value: item })));
}

/** "july", "unstated" for what names no round; "strike.july" tells one kind of notice from another, "savings.first-package" one package. */
function namesOf(item: Record<string, unknown>): string[] {
  const member = NAMES.find((name) => typeof item === 'object' && item !== null && item[name] !== undefined);
  if (member === undefined) return [];
  const name = item[member] === null ? 'unstated' : String(item[member]);
  return [name, ...(item.notice === undefined ? [] : [`${String(item.notice)}.${name}`]), ...(item.package === undefined ? [] : [`${name}.${String(item.package)}`, `${String(item.package)}.${name}`])];
}

function unknownStep(path: string, left: string, members: readonly Member[]): Failure {
  const [step = left] = left.split('.');
  const names = [...new Set(members.map(({ name }) => name))].filter((name) => !/^\d+$/.test(name));
  const where = path === left ? 'the state' : path.slice(0, path.length - left.length - 1);
  const near = didYouMean(step, names);
  const there = names.length === 0 ? 'it is one value' : `it has ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}`;
  return new Failure('unknown-path', `--expect ${path}: ${where} has no "${step}"${near === undefined ? '' : `; ${near}`}`, [{ where: '', message: `  ${there}` }]);
}
