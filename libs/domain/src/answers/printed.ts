import type { Contest } from '../history.js';
import { dateText } from '../time/moment.js';
import type { When } from '../time/when.js';

/** A value as it goes over the wire: every date in it with its instants as text. */
export function printed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof (value as When).edtf === 'string') return dateText(value as When);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, printed(member)]));
}

export function printedContests(contests: readonly Contest[]): Contest[] {
  return contests.map(({ member, values }) => ({ member, values: values.map((said) => ({ ...said, value: printed(said.value) })) }));
}
