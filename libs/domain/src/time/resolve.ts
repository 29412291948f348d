import { DAY } from './civil.js';
import { parseEdtf } from './edtf-parse.js';
import { civilSpan, daysOf } from './edtf-span.js';
import { printEdtf, type DateForm, type Edtf, type End, type TimeForm } from './edtf.js';
import { hullOf, type Span, type When } from './when.js';
import { instantsAt, startOfDay, TimeError } from './zone.js';

/**
 * Reads a date and places it in a zone.
 * @param zone IANA name
 * @throws EdtfError where the text is not a date of the profile, TimeError where its zone does not have it
 */
export function resolve(edtf: string, zone: string): When {
  const span = spanOfEdtf(parseEdtf(edtf), zone);
  return { edtf, earliest: finite(span.earliest), latest: finite(span.latest) };
}

/**
 * The half-open interval of instants (milliseconds since 1970) that a date denotes in a zone. A day is [its start, the next day's start) and lasts
 * 23 to 25 hours; a minute that the clocks show twice spans both; a set is spanned by the hull of its members; an open or unknown end is infinite.
 * Marks (`?`, `~`, `%`) widen nothing.
 * @throws TimeError for a day or minute that the zone's clocks skip, a range whose end comes before its start, and a year out of range
 */
export function spanOfEdtf(edtf: Edtf, zone: string): Span {
  if (edtf.type === 'interval') return spanOfRange(edtf.start, edtf.end, zone);
  if (edtf.type !== 'set') return spanOfDate(edtf, zone);
  return hullOf(edtf.members.map((member) => (member.type === 'range' ? spanOfRange(member.start, member.end, zone) : spanOfDate(member, zone))));
}

function spanOfRange(start: End, end: End, zone: string): Span {
  const span = {
    earliest: typeof start === 'string' ? -Infinity : spanOfDate(start, zone).earliest,
    latest: typeof end === 'string' ? Infinity : spanOfDate(end, zone).latest,
  };
  if (span.latest <= span.earliest) throw new TimeError(`the end comes before the start in ${zone}`);
  return span;
}

function spanOfDate(date: DateForm, zone: string): Span {
  if (date.type === 'time') return date.offset === undefined ? spanOfLocalTime(date, zone) : spanOfZonedTime(date, zone);
  const { first, next } = daysOf(date);
  const span = { earliest: startOfDay(first, zone), latest: startOfDay(next, zone) };
  if (span.earliest === span.latest) throw new TimeError(`${printEdtf(date)} does not exist in ${zone}: its calendar skips that day`);
  return span;
}

function spanOfLocalTime(time: TimeForm, zone: string): Span {
  const { start, end } = civilSpan(time);
  const readings = instantsAt(start, zone);
  const [first] = readings;
  const last = readings.at(-1);
  if (first === undefined || last === undefined) throw new TimeError(`${printEdtf(time)} does not exist in ${zone}: the clocks skip it`);
  return { earliest: first, latest: last + (end - start) };
}

function spanOfZonedTime(time: TimeForm, zone: string): Span {
  const { start, end } = civilSpan(time);
  startOfDay(Math.floor(start / DAY), zone);
  return { earliest: start, latest: end };
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}
