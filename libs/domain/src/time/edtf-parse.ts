import { daysInMonth } from './civil.js';
import { civilSpan } from './edtf-span.js';
import { EdtfError, type DateForm, type Edtf, type End, type IntervalForm, type Mark, type RangeForm, type SeasonCode, type SetForm, type TimeForm } from './edtf.js';

/** @throws EdtfError that says what is wrong and where. */
export function parseEdtf(text: string): Edtf {
  if (text.startsWith('[')) return parseSet(text);
  const slash = text.indexOf('/');
  return slash < 0 ? parseDate(text, 0, text.length) : parseInterval(text, slash);
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

const EXPECTED = 'expected a form such as 2011, 2011-06, 2011-07-12, 2011-05-10T08:00, 201X, 2011-06-XX, [a..b] or a/b';
/** Dates as spreadsheets and letters write them: 5/10/86, 13.7.2011, 2011-7-12. */
const OTHERWISE = /^\d{1,4}([-./])\d{1,2}\1\d{1,4}$/;

function parseDate(text: string, from: number, to: number): DateForm {
  const part = text.slice(from, to);
  const fail: Fail = (at, reason) => new EdtfError(text, from + at, reason);
  if (part === '') throw fail(0, 'a date is missing');
  const space = part.search(/\s/);
  if (space >= 0) throw fail(space, 'a date holds no white space');
  const groups = (part.includes('T') ? TIME : DATE).exec(part)?.groups;
  if (groups === undefined) throw fail(wrongFrom(part), OTHERWISE.test(text) ? 'expected the year first, in four digits, then month and day: 2011-07-12' : EXPECTED);
  const mark = groups.mark === undefined ? {} : { mark: groups.mark as Mark };
  if (groups.decade !== undefined) return { type: 'years', year: Number(groups.decade) * 10, span: 10, ...mark };
  if (groups.century !== undefined) return { type: 'years', year: Number(groups.century) * 100, span: 100, ...mark };

  const digits = groups.long?.slice(1) ?? groups.year ?? '';
  if (digits === '-0000') throw fail(0, 'the year 0 has no sign');
  if (groups.long !== undefined && /^-?0/.test(digits)) throw fail(1, 'a long year begins with another digit than 0');
  if (groups.month === undefined) return { type: 'year', year: Number(digits), ...mark };
  return { ...parseInYear(groups, Number(digits), digits.length + 1, fail), ...mark };
}

/** Makes the error for what is wrong `at` an offset into the date. */
type Fail = (at: number, reason: string) => EdtfError;
type Groups = Record<string, string | undefined>;

function parseInYear(groups: Groups, year: number, monthAt: number, fail: Fail): DateForm {
  if (groups.month === 'XX') {
    if (groups.day === undefined) return { type: 'month', year, month: 'XX' };
    if (groups.day !== 'XX') throw fail(monthAt + 3, 'a day of an unspecified month must be XX');
    return { type: 'day', year, month: 'XX', day: 'XX' };
  }
  const month = Number(groups.month);
  if (groups.day === undefined && month >= 21 && month <= 24) return { type: 'season', year, season: month as SeasonCode };
  if (month < 1 || month > 12) throw fail(monthAt, `there is no month ${groups.month}`);
  if (groups.day === undefined) return { type: 'month', year, month };
  if (groups.day === 'XX') return { type: 'day', year, month, day: 'XX' };
  const day = Number(groups.day);
  if (day < 1 || day > daysInMonth(year, month)) throw fail(monthAt + 3, `there is no day ${groups.day} in ${groups.year}-${groups.month}`);
  return groups.hour === undefined ? { type: 'day', year, month, day } : parseTime(groups, { year, month, day }, monthAt + 6, fail);
}

function parseTime(groups: Groups, date: { year: number; month: number; day: number }, at: number, fail: Fail): TimeForm {
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
