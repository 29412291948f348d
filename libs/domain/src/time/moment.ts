import { Temporal } from 'temporal-polyfill';
import type { DateText } from '../answers/types.js';
import { DAY, dayNumber, isoDay, MINUTE, partsOfIso, twoDigits } from './civil.js';
import { parseEdtf } from './edtf-parse.js';
import { EdtfError } from './edtf.js';
import { spanOfEdtf } from './resolve.js';
import type { When } from './when.js';
import { checkZone, dayAt, localAt, startOfDay, TimeError } from './zone.js';

/** A point in time as it was asked for. `day` is the ISO date of the local day that ends with, or contains, the moment before it. */
export interface ResolvedMoment {
  asked: string;
  /** Milliseconds since 1970. */
  instant: number;
  day: string;
}

/** An `at`, `known` or `ledger` that is no point in time. */
export class MomentError extends Error {
  constructor(readonly asked: string, reason: string) {
    super(`"${asked}" is not a point in time: ${reason}. Accepted: a date (2011-07-13, its end), a month or year (its end), a local or zoned time to the minute`
      + ' (2011-07-13T09:30, 2011-07-13T09:30-04:00, its end), or an instant (2011-07-13T13:30:00Z, 2011-07-13T09:30:00-04:00[America/New_York])');
    this.name = 'MomentError';
  }
}

/** RFC 3339 with seconds and an offset; RFC 9557 adds the zone in brackets. */
const INSTANT = /^((\d{4}|[+-]\d{6})-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)(?<zone>\[[A-Za-z][\w+/-]*\])?$/;

/**
 * What `at` and `known` mean: a full instant means itself; a date, a month, a year or a minute means its end in `zone`.
 * @throws MomentError for any other text, for a time that the zone does not have, and for an offset that is not the bracketed zone's
 * @throws TimeError where `zone` itself does not exist
 */
export function resolveInstant(asked: string, zone: string): ResolvedMoment {
  checkZone(zone);
  const full = INSTANT.exec(asked);
  const instant = full === null ? endOf(asked, zone) : exactly(asked, full.groups?.zone !== undefined);
  try {
    // The days on either side are asked for in words about the moment.
    startOfDay(dayAt(instant, zone) + 1, zone);
    return { asked, instant, day: localDay(instant, zone) };
  } catch (error) {
    if (error instanceof TimeError) throw new MomentError(asked, error.message);
    throw error;
  }
}

function exactly(asked: string, bracketed: boolean): number {
  try {
    return bracketed ? Temporal.ZonedDateTime.from(asked, { offset: 'reject' }).epochMilliseconds : instantOf(asked);
  } catch {
    throw new MomentError(asked, bracketed ? 'the date, the zone and the offset do not fit together' : 'there is no such date');
  }
}

function endOf(asked: string, zone: string): number {
  try {
    if (!/^[-Y\d]/.test(asked)) throw new MomentError(asked, 'it does not begin with a year (at and known are now where they are left out)');
    const edtf = parseEdtf(asked);
    const said = edtf.type === 'year' || edtf.type === 'month' || edtf.type === 'day' || edtf.type === 'time';
    if (!said || asked.includes('X') || (edtf.type !== 'time' && edtf.mark !== undefined)) throw new MomentError(asked, 'it must be one plain date or time');
    return spanOfEdtf(edtf, zone).latest;
  } catch (error) {
    if (error instanceof EdtfError) throw new MomentError(asked, error.reason);
    if (error instanceof TimeError) throw new MomentError(asked, error.message);
    throw error;
  }
}

/** ISO date of the local day that contains the millisecond before `instant`: the end of July 13 is July 13. */
export function localDay(instant: number, zone: string): string {
  return isoDay(dayAt(instant - 1, zone));
}

/** Calendar days from one ISO date to another; negative where the second comes first. */
export function daysBetween(from: string, to: string): number {
  const number = (text: string): number => {
    const { year, month, day } = partsOfIso(text);
    return dayNumber(year, month, day);
  };
  return number(to) - number(from);
}

/** The ISO day within which `when` lies, or null where it is open or spans several. */
export function dayIn(when: When, zone: string): string | null {
  if (when.earliest === null || when.latest === null) return null;
  const first = dayAt(when.earliest, zone);
  return first === dayAt(when.latest - 1, zone) ? isoDay(first) : null;
}

/** RFC 3339 in UTC without a needless fraction (`2011-07-14T04:00:00Z`); years beyond four digits in ISO 8601's expanded form. */
export function instantText(instant: number): string {
  return plainText(instant) ?? Temporal.Instant.fromEpochMilliseconds(instant).toString();
}

/** The years that RFC 3339 writes with four digits. Milliseconds since 1970. */
const YEAR_0 = -62_167_219_200_000;
const YEAR_10000 = 253_402_300_800_000;

/** By plain arithmetic, since answers hold many instants and nearly all of them are of our times; null for others. */
function plainText(instant: number): string | null {
  if (instant < YEAR_0 || instant >= YEAR_10000) return null;
  const number = Math.floor(instant / DAY);
  const milliseconds = instant - number * DAY;
  const seconds = Math.floor(milliseconds / 1_000);
  const rest = milliseconds % 1_000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`;
  return `${isoDay(number)}T${twoDigits(Math.floor(seconds / 3_600))}:${twoDigits(Math.floor(seconds / 60) % 60)}:${twoDigits(seconds % 60)}${fraction}Z`;
}

/** An instant as text; null for an open end. */
export function instantOrNull(instant: number): string | null {
  return Number.isFinite(instant) ? instantText(instant) : null;
}

/** A date as answers show it: made once for each date that is held, since answers show the same ones again and again. */
export function dateText(when: When): DateText {
  let text = texts.get(when);
  if (text === undefined) {
    text = { edtf: when.edtf, earliest: instantOrNull(when.earliest ?? -Infinity), latest: instantOrNull(when.latest ?? Infinity) };
    texts.set(when, text);
  }
  return text;
}

const texts = new WeakMap<When, DateText>();

/** The local time of the minute that ends with, or contains, the moment before `instant`; 24:00 where that is the end of the day. */
export function localTime(instant: number, zone: string): string {
  if (startOfDay(dayAt(instant, zone), zone) === instant) return '24:00';
  const local = localAt(instant - 1, zone);
  const minutes = Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** Milliseconds since 1970 of an RFC 3339 instant. @throws RangeError for any other text */
export function instantOf(text: string): number {
  return WHOLE_SECOND.test(text) ? wholeSecondOf(text) : Temporal.Instant.from(text).epochMilliseconds;
}

/** As nearly all of them are written. Of February 29, Temporal decides. */
const WHOLE_SECOND = /^\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** By plain arithmetic: pages and diffs read thousands of them at once. */
function wholeSecondOf(text: string): number {
  const part = (from: number): number => Number(text.slice(from, from + 2));
  const local = dayNumber(Number(text.slice(0, 4)), part(5), part(8)) * DAY + part(11) * 3_600_000 + part(14) * MINUTE + part(17) * 1_000;
  if (text.endsWith('Z')) return local;
  const offset = part(20) * 3_600_000 + part(23) * MINUTE;
  return text[19] === '-' ? local + offset : local - offset;
}
