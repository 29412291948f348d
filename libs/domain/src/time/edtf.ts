/**
 * EDTF (ISO 8601-2:2019, annex A) in a strict profile: levels 0 and 1, and of level 2 the sets of which one member holds.
 * `parseEdtf` (edtf-parse.ts) and `printEdtf` are inverse to each other. Years before 0 are written `-0044`; a year of more
 * digits than four is written `Y12345`, and stands alone.
 */
export type Edtf = DateForm | IntervalForm | SetForm;

export type Mark = '?' | '~' | '%';
export const SEASON_CODES = [21, 22, 23, 24] as const;
export type SeasonCode = (typeof SEASON_CODES)[number];

/** `'XX'` is a part that is not said: some month of that year, some day of that month. */
export type DateForm =
  | { type: 'year'; year: number; mark?: Mark }
  /** `201X` and `20XX`: `year` is the first of the `span` years. */
  | { type: 'years'; year: number; span: 10 | 100; mark?: Mark }
  | { type: 'season'; year: number; season: SeasonCode; mark?: Mark }
  | { type: 'month'; year: number; month: number | 'XX'; mark?: Mark }
  | { type: 'day'; year: number; month: number; day: number | 'XX'; mark?: Mark }
  /** `XX-XX`: some day of some month. */
  | { type: 'day'; year: number; month: 'XX'; day: 'XX'; mark?: Mark }
  | TimeForm;

/** To the minute or, with `second`, to the second. `offset` as written (`Z`, `-04`, `+05:30`); without it the time is local. */
export interface TimeForm {
  type: 'time';
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second?: number;
  offset?: string;
}

/** An end of a range: a date, `open` (`..`), or of an interval `unknown` (left empty). */
export type End = DateForm | 'open' | 'unknown';

/** `a/b`: lasted from a to b. At least one end is a date. */
export interface IntervalForm {
  type: 'interval';
  start: End;
  end: End;
}

/** `[…]`: one of the members holds. */
export interface SetForm {
  type: 'set';
  members: (DateForm | RangeForm)[];
}

/** `a..b` within a set. At least one end is a date. */
export interface RangeForm {
  type: 'range';
  start: DateForm | 'open';
  end: DateForm | 'open';
}

/** Text that is not in the profile. `offset` counts UTF-16 units from 0. */
export class EdtfError extends Error {
  constructor(readonly text: string, readonly offset: number, readonly reason: string) {
    super(`"${text}" is not a date: ${reason} (at offset ${offset})`);
    this.name = 'EdtfError';
  }
}

/** The text that `parseEdtf` reads as this date. */
export function printEdtf(edtf: Edtf): string {
  if (edtf.type === 'set') return `[${edtf.members.map(printMember).join(',')}]`;
  if (edtf.type === 'interval') return `${printEnd(edtf.start)}/${printEnd(edtf.end)}`;
  return printDate(edtf);
}

function printEnd(end: End): string {
  if (end === 'unknown') return '';
  return end === 'open' ? '..' : printDate(end);
}

function printMember(member: DateForm | RangeForm): string {
  if (member.type !== 'range') return printDate(member);
  return `${member.start === 'open' ? '' : printDate(member.start)}..${member.end === 'open' ? '' : printDate(member.end)}`;
}

function printDate(date: DateForm): string {
  if (date.type === 'time') {
    const seconds = date.second === undefined ? '' : `:${pad(date.second)}`;
    return `${printYear(date.year)}-${pad(date.month)}-${pad(date.day)}T${pad(date.hour)}:${pad(date.minute)}${seconds}${date.offset ?? ''}`;
  }
  return `${printUnmarked(date)}${date.mark ?? ''}`;
}

function printUnmarked(date: Exclude<DateForm, TimeForm>): string {
  const year = printYear(date.year);
  switch (date.type) {
    case 'year':
      return year;
    case 'years':
      return date.span === 10 ? `${year.slice(0, 3)}X` : `${year.slice(0, 2)}XX`;
    case 'season':
      return `${year}-${date.season}`;
    case 'month':
      return `${year}-${pad(date.month)}`;
    case 'day':
      return `${year}-${pad(date.month)}-${pad(date.day)}`;
  }
}

/** `2011`, `-0044`, `Y12345`, `Y-12345`. */
export function printYear(year: number): string {
  if (Math.abs(year) > 9_999) return `Y${year}`;
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
}

function pad(part: number | 'XX'): string {
  return String(part).padStart(2, '0');
}
