import { instantOf, localDay, localTime, opening, sayDay, sayMoment } from '#libs/domain';

/** A moment as pages print it. */
export interface MomentText {
  /** "At the end of July 13, 2011": as headlines begin. */
  text: string;
  /** RFC 3339. */
  datetime: string;
}

/** @param instant RFC 3339 */
export function momentText(instant: string, zone: string): MomentText {
  return { text: opening(instantOf(instant), zone), datetime: instant };
}

/** "at the end of July 13, 2011": within a sentence. */
export function saidMoment(instant: string, zone: string): string {
  return sayMoment(instantOf(instant), zone);
}

/** When something was recorded or signed: what lies at the very start of a minute lies in it, not at the end of the one before. */
export function saidInstant(instant: string, zone: string): string {
  return sayMoment(instantOf(instant) + 1, zone);
}

/** The day on which an instant lies, or which it ends: "July 13, 2011". */
export function dayText(instant: string, zone: string): string {
  return sayDay(localDay(instantOf(instant), zone));
}

const MINUTE = 60_000;

/** A moment as it may be typed: what `readMoment` reads as the same moment. */
export function typedMoment(instant: string, zone: string): string {
  const milliseconds = instantOf(instant);
  if (milliseconds % MINUTE !== 0) return instant;
  const [day, time] = [sayDay(localDay(milliseconds, zone)), localTime(milliseconds, zone)];
  return time === '24:00' ? day : `${day}, ${time}`;
}
