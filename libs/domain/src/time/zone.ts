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

const dayStarts = new Map<string, Map<number, number>>();

/** @throws TimeError unless `zone` is an IANA time zone that this machine knows. */
export function checkZone(zone: string): void {
  startsOf(zone);
}

/**
 * The first instant of a local day (milliseconds since 1970): midnight, or where the clocks skip midnight the first time that they show.
 * A day that the zone skips begins, and ends, where the next one begins.
 * @param day counted from 1970-01-01
 * @throws TimeError for an unknown zone or a day out of range
 */
export function startOfDay(day: number, zone: string): number {
  const starts = startsOf(zone);
  const kept = starts.get(day);
  if (kept !== undefined) return kept;
  if (Math.abs(day) > MAX_DAY - 2) throw new TimeError('the date lies outside the years -271821 to 275760');
  const start = plainDate(day).toZonedDateTime(zone).epochMilliseconds;
  if (starts.size >= DAYS_KEPT) starts.clear();
  starts.set(day, start);
  return start;
}

/**
 * The instants (earliest first) at which a zone's clocks show a local time: one, two where they are set back over it, none where they skip it.
 * No zone has ever changed its clocks twice in a day: a day of 24 hours has no change in it.
 * @param local milliseconds since 1970 as a clock without zone would count them
 * @throws TimeError as `startOfDay`
 */
export function instantsAt(local: number, zone: string): number[] {
  const day = Math.floor(local / DAY);
  const start = startOfDay(day, zone);
  if (startOfDay(day + 1, zone) - start === DAY) return [start + (local - day * DAY)];
  const time = plainDate(day).toPlainDateTime().add({ milliseconds: local - day * DAY });
  const readings = (['earlier', 'later'] as const).map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  const shown = readings.filter((reading) => reading.toPlainDateTime().equals(time));
  return [...new Set(shown.map((reading) => reading.epochMilliseconds))];
}

/** The day on which a zone's clocks show `instant`, as a Temporal date. */
export function plainDayAt(instant: number, zone: string): Temporal.PlainDate {
  return zonedAt(instant, zone).toPlainDate();
}

/** @throws TimeError for an unknown zone or an instant out of range */
export function zonedAt(instant: number, zone: string): Temporal.ZonedDateTime {
  checkZone(zone);
  if (Math.abs(instant) > MAX_DAY * DAY) throw new TimeError('the instant lies outside the years -271821 to 275760');
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function startsOf(zone: string): Map<number, number> {
  const kept = dayStarts.get(zone);
  if (kept !== undefined) return kept;
  if (!isZone(zone)) throw new TimeError(`"${zone}" is not an IANA time zone such as America/New_York or UTC`);
  if (dayStarts.size >= ZONES_KEPT) dayStarts.clear();
  const starts = new Map<number, number>();
  dayStarts.set(zone, starts);
  return starts;
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
