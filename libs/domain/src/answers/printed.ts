import type { Contest } from '../history.js';
import { dateText } from '../time/moment.js';
import type { When } from '../time/when.js';

/** A value as it goes over the wire: every date in it with its instants as text. What holds no date is not copied. */
export function printed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (typeof (value as When).edtf === 'string') return dateText(value as When);
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name];
    const shown = printed(member);
    if (shown === member) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copy[name] = shown;
  }
  return copy ?? value;
}

export function printedContests(contests: readonly Contest[]): Contest[] {
  return contests.map(({ member, values }) => ({ member, values: values.map((said) => ({ ...said, value: printed(said.value) })) }));
}
