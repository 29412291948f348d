import { DAY, MINUTE, dayNumber, daysInMonth } from './civil.js';

/**
 * EDTF (ISO 8601-2:2019, annex A) in a strict profile: levels 0 and 1, and of level 2 the sets of which one member holds.
 * `parseEdtf` and `printEdtf` are inverse to each other. Years before 0 are written `-0044`; a year of more
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

/** @throws EdtfError that says what is wrong and where. */
export function parseEdtf(text: string): Edtf {
  if (text.startsWith('[')) return parseSet(text);
  const slash = text.indexOf('/');
  return slash < 0 ? parseDate(text, 0, text.length) : parseInterval(text, slash);
}

export function printEdtf(edtf: Edtf): string {
  if (edtf.type === 'set') return `[${edtf.members.map(printMember).join(',')}]`;
  if (edtf.type === 'interval') return `${printEnd(edtf.start)}/${printEnd(edtf.end)}`;
  return printDate(edtf);
}

/** A date's first millisecond and the first after it, as if its clock were UTC's (an offset is taken off). */
export function civilSpan(date: DateForm): { start: number; end: number } {
  if (date.type === 'time') {
    const start = dayNumber(date.year, date.month, date.day) * DAY
      + (date.hour * 60 + date.minute) * MINUTE + (date.second ?? 0) * 1_000 - offsetOf(date) * MINUTE;
    return { start, end: start + (date.second === undefined ? MINUTE : 1_000) };
  }
  const { first, next } = daysOf(date);
  return { start: first * DAY, end: next * DAY };
}

/** The numbers of a date's first day and of the first day after it. */
export function daysOf(date: Exclude<DateForm, TimeForm>): { first: number; next: number } {
  const months = (from: number, count: number) => ({
    first: dayNumber(date.year, from, 1),
    next: from + count > 12 ? dayNumber(date.year + 1, from + count - 12, 1) : dayNumber(date.year, from + count, 1),
  });
  switch (date.type) {
    case 'years':
      return { first: dayNumber(date.year, 1, 1), next: dayNumber(date.year + date.span, 1, 1) };
    case 'year':
      return months(1, 12);
    case 'season':
      return months(FIRST_MONTH[date.season], 3);
    case 'month':
      return date.month === 'XX' ? months(1, 12) : months(date.month, 1);
    case 'day': {
      if (date.month === 'XX') return months(1, 12);
      if (date.day === 'XX') return months(date.month, 1);
      const first = dayNumber(date.year, date.month, date.day);
      return { first, next: first + 1 };
    }
  }
}

/**
 * Convention `seasons-north-1`: the meteorological seasons of the northern hemisphere. Spring (21) is March to May,
 * summer (22) June to August, autumn (23) September to November, winter (24) December to February of the year after.
 */
const FIRST_MONTH: Record<SeasonCode, number> = { 21: 3, 22: 6, 23: 9, 24: 12 };

/** Minutes east of UTC; 0 where the time is local. */
function offsetOf(time: TimeForm): number {
  if (time.offset === undefined || time.offset === 'Z') return 0;
  const minutes = Number(time.offset.slice(1, 3)) * 60 + Number(time.offset.slice(4, 6));
  return time.offset.startsWith('-') ? -minutes : minutes;
}

function parseInterval(text: string, slash: number): IntervalForm {
  const start = parseEnd(text, 0, slash);
  const end = parseEnd(text, slash + 1, text.length);
  if (typeof start === 'string' && typeof end === 'string') throw new EdtfError(text, 0, 'an interval needs a date at one of its ends');
  checkOrder(text, slash + 1, start, end);
  return { type: 'interval', start, end };
}

function parseEnd(text: string, from: number, to: number): End {
  const part = text.slice(from, to);
  if (part === '') return 'unknown';
  return part === '..' ? 'open' : parseDate(text, from, to);
}

function parseSet(text: string): SetForm {
  if (!text.endsWith(']')) throw new EdtfError(text, text.length, 'the set is not closed by "]"');
  const members: SetForm['members'] = [];
  let from = 1;
  while (from <= text.length - 1) {
    const comma = text.indexOf(',', from);
    const to = comma < 0 ? text.length - 1 : comma;
    members.push(parseMember(text, from, to, members.length === 0, comma < 0));
    from = to + 1;
  }
  return { type: 'set', members };
}

function parseMember(text: string, from: number, to: number, first: boolean, last: boolean): DateForm | RangeForm {
  const dots = text.slice(from, to).indexOf('..');
  if (dots < 0) return parseDate(text, from, to);
  const middle = from + dots;
  const start = middle === from ? 'open' : parseDate(text, from, middle);
  const end = middle + 2 === to ? 'open' : parseDate(text, middle + 2, to);
  if (start === 'open' && end === 'open') throw new EdtfError(text, from, 'a range needs a date at one of its ends');
  if (start === 'open' && !first) throw new EdtfError(text, from, 'only the first member of a set may begin with ".."');
  if (end === 'open' && !last) throw new EdtfError(text, middle, 'only the last member of a set may end with ".."');
  checkOrder(text, middle + 2, start, end);
  return { type: 'range', start, end };
}

/** Ends of which one is local and one is not can be compared only in a zone: that is left to who resolves them. */
function checkOrder(text: string, offset: number, start: End, end: End): void {
  if (typeof start === 'string' || typeof end === 'string' || isZoned(start) !== isZoned(end)) return;
  if (civilSpan(end).end <= civilSpan(start).start) throw new EdtfError(text, offset, 'the end comes before the start');
}

function isZoned(date: DateForm): boolean {
  return date.type === 'time' && date.offset !== undefined;
}

const DATE = /^(?:(?<decade>\d{3})X|(?<century>\d\d)XX|(?<long>Y-?\d{5,9})|(?<year>-?\d{4})(?:-(?<month>\d\d|XX)(?:-(?<day>\d\d|XX))?)?)(?<mark>[?~%])?$/;
const TIME = /^(?<year>-?\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d))?(?<offset>Z|[+-]\d\d(?::\d\d)?)?$/;

function parseDate(text: string, from: number, to: number): DateForm {
  const part = text.slice(from, to);
  const fail = (at: number, reason: string) => new EdtfError(text, from + Math.max(at, 0), reason);
  if (part === '') throw fail(0, 'a date is missing');
  const space = part.search(/\s/);
  if (space >= 0) throw fail(space, 'a date holds no white space');
  const groups = (part.includes('T') ? TIME : DATE).exec(part)?.groups;
  if (groups === undefined) throw fail(wrongFrom(part), 'expected a form such as 2011, 2011-06, 2011-07-12, 2011-05-10T08:00, 201X, 2011-06-XX, [a..b] or a/b');
  const mark = groups.mark === undefined ? {} : { mark: groups.mark as Mark };
  if (groups.decade !== undefined) return { type: 'years', year: Number(groups.decade) * 10, span: 10, ...mark };
  if (groups.century !== undefined) return { type: 'years', year: Number(groups.century) * 100, span: 100, ...mark };

  const digits = groups.long?.slice(1) ?? groups.year ?? '';
  if (digits === '-0000') throw fail(0, 'the year 0 has no sign');
  if (groups.long !== undefined && /^-?0/.test(digits)) throw fail(1, 'a long year begins with another digit than 0');
  const year = Number(digits);
  if (groups.month === undefined) return { type: 'year', year, ...mark };
  const monthAt = digits.length + 1;
  if (groups.month === 'XX') {
    if (groups.day === undefined) return { type: 'month', year, month: 'XX', ...mark };
    if (groups.day !== 'XX') throw fail(monthAt + 3, 'a day of an unspecified month must be XX');
    return { type: 'day', year, month: 'XX', day: 'XX', ...mark };
  }
  const month = Number(groups.month);
  if (groups.day === undefined && month >= 21 && month <= 24) return { type: 'season', year, season: month as SeasonCode, ...mark };
  if (month < 1 || month > 12) throw fail(monthAt, `there is no month ${groups.month}`);
  if (groups.day === undefined) return { type: 'month', year, month, ...mark };
  if (groups.day === 'XX') return { type: 'day', year, month, day: 'XX', ...mark };
  const day = Number(groups.day);
  if (day < 1 || day > daysInMonth(year, month)) throw fail(monthAt + 3, `there is no day ${groups.day} in ${groups.year}-${groups.month}`);
  return groups.hour === undefined ? { type: 'day', year, month, day, ...mark } : parseTime(groups, { year, month, day }, monthAt + 6, fail);
}

type Fail = (at: number, reason: string) => EdtfError;

function parseTime(groups: Record<string, string | undefined>, date: { year: number; month: number; day: number }, at: number, fail: Fail): TimeForm {
  const hour = Number(groups.hour);
  const minute = Number(groups.minute);
  if (hour > 23) throw fail(at, `there is no hour ${groups.hour}`);
  if (minute > 59) throw fail(at + 3, `there is no minute ${groups.minute}`);
  if (Number(groups.second ?? 0) > 59) throw fail(at + 6, `there is no second ${groups.second}`);
  const time: TimeForm = { type: 'time', ...date, hour, minute };
  if (groups.second !== undefined) time.second = Number(groups.second);
  if (groups.offset !== undefined) {
    const offsetAt = at + (groups.second === undefined ? 5 : 8);
    if (Number(groups.offset.slice(1, 3)) > 23 || Number(groups.offset.slice(4, 6)) > 59) throw fail(offsetAt, `there is no offset ${groups.offset}`);
    time.offset = groups.offset;
  }
  return time;
}

/** Where `part` leaves every form of the profile: after the longest prefix that another ending could complete. */
function wrongFrom(part: string): number {
  const shape = part.includes('T') ? 'dddd-dd-ddTdd:dd:dd' : 'ddxx-xx-xx';
  const long = /^Y-?\d{0,9}/.exec(part);
  if (long !== null) return long[0].length;
  let at = part.startsWith('-') ? 1 : 0;
  for (const expected of shape) {
    const found = part[at];
    if (found === undefined) break;
    const fits = expected === 'd' ? /\d/.test(found) : expected === 'x' ? /[\dX]/.test(found) : found === expected;
    if (!fits) break;
    at += 1;
  }
  return at;
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
