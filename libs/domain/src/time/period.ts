import { dayNumber, daysInMonth, isoDay, partsOfIso } from './civil.js';
import { startOfDay } from './zone.js';

/**
 * The day that lies a contract's period after another, counted in calendar days: months end where a day has no other of its number.
 * @param day ISO date
 * @param period ISO 8601 duration in days, weeks, months or years (`P2W`)
 */
export function dayAfter(day: string, period: string): string {
  const count = Number(period.slice(1, -1));
  const from = partsOfIso(day);
  switch (period.at(-1)) {
    case 'Y':
      return sameDay(from, count * 12);
    case 'M':
      return sameDay(from, count);
    default:
      return isoDay(dayNumber(from.year, from.month, from.day) + count * (period.endsWith('W') ? 7 : 1));
  }
}

/** The day of the same number so many months later; the month's last where it has none. */
function sameDay({ year, month, day }: ReturnType<typeof partsOfIso>, months: number): string {
  const index = month - 1 + months;
  const [inYear, inMonth] = [year + Math.floor(index / 12), (index % 12) + 1];
  return isoDay(dayNumber(inYear, inMonth, Math.min(day, daysInMonth(inYear, inMonth))));
}

/** A day of the zone's calendar; the next one where it leaves that day out, as Samoa's left out December 30, 2011. @param day ISO date */
export function dayInCalendar(day: string, zone: string): string {
  const parts = partsOfIso(day);
  const number = dayNumber(parts.year, parts.month, parts.day);
  return startOfDay(number, zone) === startOfDay(number + 1, zone) ? isoDay(number + 1) : day;
}
