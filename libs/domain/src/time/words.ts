import { Temporal } from 'temporal-polyfill';
import { partsOfIso } from './civil.js';
import { parseEdtf } from './edtf-parse.js';
import { printEdtf, printYear, type DateForm, type Edtf, type End, type Mark, type RangeForm, type SeasonCode, type TimeForm } from './edtf.js';
import { partOf, restOfDayFrom } from './day-parts.js';
import type { When } from './when.js';
import { zonedAt } from './zone.js';

/**
 * A date for people: "July 12, 2011", "May 10, 2011, 08:00", "May 9, 2011, midday", "between May 11 and July 12, 2011", "July 20 or 27, 2011",
 * "on or before March 9, 2011", "from May 1 to 7, 2011".
 * @param zone where given, times that were written with an offset are said as its clocks show them
 */
export function sayDate(when: Pick<When, 'edtf'>, zone?: string): string {
  return say(parseEdtf(when.edtf), zone);
}

/** An ISO date for people: "July 12, 2011". */
export function sayDay(isoDay: string): string {
  const { year, month, day } = partsOfIso(isoDay);
  return `${MONTHS[month - 1]} ${day}, ${sayYear(year)}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const SEASONS: Record<SeasonCode, string> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };

function say(edtf: Edtf, zone: string | undefined): string {
  if (edtf.type === 'interval') return sayInterval(edtf.start, edtf.end, zone);
  if (edtf.type !== 'set') return sayOne(edtf, zone);
  const dates = edtf.members.filter((member) => member.type !== 'range');
  return dates.length === edtf.members.length ? join(dates, ' or ', zone) : edtf.members.map((member) => sayMember(member, zone)).join(' or ');
}

function sayInterval(start: End, end: End, zone: string | undefined): string {
  if (typeof start === 'string') return `until ${sayEnd(end, zone)}${start === 'unknown' ? ', start not known' : ''}`;
  if (typeof end === 'string') return `from ${sayOne(start, zone)} on${end === 'unknown' ? ', end not known' : ''}`;
  return `from ${join([start, end], ' to ', zone)}`;
}

function sayMember(member: DateForm | RangeForm, zone: string | undefined): string {
  if (member.type !== 'range') return sayOne(member, zone);
  const { start, end } = member;
  if (start === 'open') return `on or before ${sayEnd(end, zone)}`;
  if (end === 'open') return `on or after ${sayOne(start, zone)}`;
  // A set of one, as whoever counts on both ends writes it.
  if (sayOne(start, zone) === sayOne(end, zone)) return sayOne(start, zone);
  return sayWithinDay(start, end) ?? `between ${join([start, end], ' and ', zone)}`;
}

function sayEnd(end: End, zone: string | undefined): string {
  return typeof end === 'string' ? 'an unknown date' : sayOne(end, zone);
}

/** Local times of one day that make a named part of it, or what is left of it. */
function sayWithinDay(start: DateForm, end: DateForm): string | undefined {
  if (start.type !== 'time' || end.type !== 'time' || start.offset !== undefined || end.offset !== undefined) return undefined;
  const day = sayPlain(dayOf(start));
  if (day !== sayPlain(dayOf(end))) return undefined;
  const [from, to] = [clock(start), clock(end)];
  const part = partOf(from, to) ?? restOfDayFrom(from, to);
  if (part !== undefined) return `${day}, ${part}`;
  if (to === '23:59') return `${day}, ${from} or later`;
  return from === '00:00' ? `${day}, ${to} or earlier` : `${day}, between ${from} and ${to}`;
}

/** Several dates in one phrase: what the earlier ones share with the last at their end is said once. */
function join(dates: readonly DateForm[], word: string, zone: string | undefined): string {
  const last = dates.at(-1);
  if (last === undefined || !dates.every((date) => date.type === 'day' && isWhole(date))) return dates.map((date) => sayOne(date, zone)).join(word);
  return dates
    .map((date, index) => {
      if (date.type !== 'day' || last.type !== 'day' || date.year !== last.year) return sayOne(date, zone);
      const before = dates[index - 1];
      const sameMonth = before?.type === 'day' && before.year === date.year && before.month === date.month;
      const day = sameMonth ? String(date.day) : `${MONTHS[Number(date.month) - 1]} ${date.day}`;
      return date === last ? `${day}, ${sayYear(date.year)}` : day;
    })
    .join(word);
}

function isWhole(date: DateForm): boolean {
  return date.type === 'day' && date.day !== 'XX' && date.mark === undefined;
}

function sayOne(date: DateForm, zone: string | undefined): string {
  return date.type === 'time' ? sayTime(date, zone) : sayMark(sayPlain(date), date.mark);
}

function sayMark(text: string, mark: Mark | undefined): string {
  const about = mark === '~' || mark === '%' ? `about ${text}` : text;
  return mark === '?' || mark === '%' ? `${about} (uncertain)` : about;
}

function sayPlain(date: Exclude<DateForm, TimeForm>): string {
  const year = sayYear(date.year);
  switch (date.type) {
    case 'year':
      return year;
    case 'years':
      return date.span === 10 ? `the ${year}s` : `a year from ${year} to ${sayYear(date.year + date.span - 1)}`;
    case 'season':
      return `${SEASONS[date.season]} ${year}`;
    case 'month':
      return date.month === 'XX' ? `a month of ${year}` : `${MONTHS[date.month - 1]} ${year}`;
    case 'day':
      if (date.month === 'XX') return `a day of ${year}`;
      return date.day === 'XX' ? `a day of ${MONTHS[date.month - 1]} ${year}` : `${MONTHS[date.month - 1]} ${date.day}, ${year}`;
  }
}

function sayTime(time: TimeForm, zone: string | undefined): string {
  if (time.offset === undefined || zone === undefined) return `${sayPlain(dayOf(time))}, ${clock(time)}${sayOffset(time.offset)}`;
  const shown = zonedAt(Temporal.Instant.from(rfc3339(time)).epochMilliseconds, zone);
  const { year, month, day, hour, minute } = shown;
  return `${sayPlain({ type: 'day', year, month, day })}, ${clock({ ...time, hour, minute })}`;
}

function rfc3339({ offset = '', ...local }: TimeForm): string {
  return `${printEdtf(local)}${offset}`;
}

function sayOffset(offset: string | undefined): string {
  if (offset === undefined) return '';
  return offset === 'Z' ? ' UTC' : ` UTC${offset}`;
}

function dayOf({ year, month, day }: TimeForm): Exclude<DateForm, TimeForm> {
  return { type: 'day', year, month, day };
}

function clock({ hour, minute, second }: TimeForm): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(hour)}:${two(minute)}${second === undefined ? '' : `:${two(second)}`}`;
}

function sayYear(year: number): string {
  return year > 0 && year <= 9_999 ? String(year) : printYear(year);
}
