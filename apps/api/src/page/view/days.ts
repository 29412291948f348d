import { instantOf, localDay, sayDay } from '#libs/domain';
import { words } from '../words/en.js';

/** Days for the axis and the table of a chart, in the negotiation's zone. */
export interface Days {
  /** The day that begins with an instant, or in which it lies: "May 10". */
  beginning(instant: number): string;
  /** The day that ends with an instant: the end of July 13 is July 13. */
  ending(instant: number): string;
}

/** @param first milliseconds since 1970 @param last of what is shown; the year is told where they lie in two, and of a day in another */
export function daysIn(zone: string, first: number, last: number): Days {
  const yearOf = (day: string): string => day.slice(0, -6);
  const year = yearOf(localDay(first, zone));
  const withYear = year !== yearOf(localDay(last, zone));
  const say = (instant: number): string => {
    const day = localDay(instant, zone);
    return withYear || yearOf(day) !== year ? sayDay(day) : sayDay(day).replace(/, [^,]*$/, '');
  };
  return { beginning: (instant) => say(instant + 1), ending: say };
}

/** Milliseconds since 1970 of an end of a date; infinite where it is open. */
export function startOf({ earliest }: { earliest: string | null }): number {
  return earliest === null ? -Infinity : instantOf(earliest);
}

export function endOf({ latest }: { latest: string | null }): number {
  return latest === null ? Infinity : instantOf(latest);
}

const DAY = 86_400_000;

/** "7 weeks": of a time in milliseconds. */
export function lengthOfTime(milliseconds: number): string {
  const total = milliseconds / DAY;
  const { days, weeks, months, years } = words.chart.gapUnits;
  if (total < 21) return `${Math.round(total)} ${days}`;
  if (total < 180) return `${Math.round(total / 7)} ${weeks}`;
  return total < 1_000 ? `${Math.round(total / 30.44)} ${months}` : `${Math.round(total / 365.25)} ${years}`;
}
