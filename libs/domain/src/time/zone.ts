import { Temporal } from 'temporal-polyfill';
import { DAY, MAX_DAY } from './civil.js';

/** A date that can't be placed in its zone: a day or minute that its clocks skip, a year out of range, a zone that does not exist. */
export class TimeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TimeError';
  }
}

/** Days kept per zone, and zones kept: enough for a century of days in every zone there is. */
const DAYS_KEPT = 36_525;
const ZONES_KEPT = 600;

/** What was asked of a zone before, by the number of the day. Asking Temporal takes a thousand times as long. */
interface Calendar {
  /** First instants of local days. */
  starts: Map<number, number>;
  /** Offsets at the midnights of UTC. */
  offsets: Map<number, number>;
}

const calendars = new Map<string, Calendar>();

/** @throws TimeError unless `zone` is an IANA time zone that this machine knows. */
export function checkZone(zone: string): void {
  calendarOf(zone);
}

/**
 * The first instant of a local day (milliseconds since 1970): midnight, or where the clocks skip midnight the first time that they show.
 * A day that the zone skips begins, and ends, where the next one begins.
 * @param day counted from 1970-01-01
 * @throws TimeError for an unknown zone or a day out of range
 */
export function startOfDay(day: number, zone: string): number {
  return kept(calendarOf(zone).starts, day, () => {
    if (Math.abs(day) > MAX_DAY - 2) throw new TimeError('the date lies outside the years -271821 to 275760');
    return plainDate(day).toZonedDateTime(zone).epochMilliseconds;
  });
}

/**
 * The instants (earliest first) at which a zone's clocks show a local time: one, two where they are set back over it, none where they skip it.
 * No zone has ever changed its clocks twice in a day: a day of 24 hours has no change in it. Yet some were set back just after midnight, so that the last hour of a
 * day came again in the next, which is the longer.
 * @param local milliseconds since 1970 as a clock without zone would count them
 * @throws TimeError as `startOfDay`
 */
export function instantsAt(local: number, zone: string): number[] {
  const day = Math.floor(local / DAY);
  const start = startOfDay(day, zone);
  const next = startOfDay(day + 1, zone);
  if (next - start === DAY && startOfDay(day + 2, zone) - next === DAY) return [start + (local - day * DAY)];
  const time = plainDate(day).toPlainDateTime().add({ milliseconds: local - day * DAY });
  const readings = (['earlier', 'later'] as const).map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  const shown = readings.filter((reading) => reading.toPlainDateTime().equals(time));
  return [...new Set(shown.map((reading) => reading.epochMilliseconds))];
}

/**
 * Milliseconds since 1970 as a clock of the zone, without knowing of any zone, would count them at an instant. A UTC day that begins and ends with
 * one offset has it throughout, by the same rule as in `instantsAt`.
 * @throws TimeError as `zonedAt`
 */
export function localAt(instant: number, zone: string): number {
  const { offsets } = calendarOf(zone);
  const offsetAt = (asked: number): number => zonedAt(asked, zone).offsetNanoseconds / 1_000_000;
  const midnight = (day: number): number => kept(offsets, day, () => offsetAt(day * DAY));
  const day = Math.floor(instant / DAY);
  if (Math.abs(day) >= MAX_DAY - 1) return instant + offsetAt(instant);
  const offset = midnight(day);
  return instant + (offset === midnight(day + 1) ? offset : offsetAt(instant));
}

/** The number of the day that a zone's clocks show at an instant. @throws TimeError as `zonedAt` */
export function dayAt(instant: number, zone: string): number {
  return Math.floor(localAt(instant, zone) / DAY);
}

/** @throws TimeError for an unknown zone or an instant out of range */
export function zonedAt(instant: number, zone: string): Temporal.ZonedDateTime {
  checkZone(zone);
  if (Math.abs(instant) > MAX_DAY * DAY) throw new TimeError('the instant lies outside the years -271821 to 275760');
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function calendarOf(zone: string): Calendar {
  const known = calendars.get(zone);
  if (known !== undefined) return known;
  if (!isZone(zone)) throw new TimeError(`"${zone}" is not an IANA time zone such as America/New_York or UTC`);
  if (calendars.size >= ZONES_KEPT) calendars.clear();
  const calendar = { starts: new Map<number, number>(), offsets: new Map<number, number>() };
  calendars.set(zone, calendar);
  return calendar;
}

function kept(days: Map<number, number>, day: number, make: () => number): number {
  const before = days.get(day);
  if (before !== undefined) return before;
  const made = make();
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(day, made);
  return made;
}

/** Offsets (`+05:00`) are no zones: they don't know when clocks change. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

function plainDate(day: number): Temporal.PlainDate {
  return new Temporal.PlainDate(1970, 1, 1).add({ days: day });
}
