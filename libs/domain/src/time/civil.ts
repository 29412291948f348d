/** Arithmetic of the proleptic Gregorian calendar without zones. Days are numbered from 1970-01-01, which is 0. */
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Temporal's range on either side of 1970: 10^8 days. Nothing outside it can be resolved. */
export const MAX_DAY = 100_000_000;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days of a month (1 to 12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** The number of a day; `month` 1 to 12, `day` from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const thisYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day;
  return past * 365 + leapDays + thisYear - 719_163;
}

/** The day of a number, the other way round. Years are counted from March 1 of year 0, so that leap days come last, in eras of 400 of them. */
function dayOfNumber(number: number): { year: number; month: number; day: number } {
  const days = number + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/** A day's ISO date; years beyond four digits are written with six and their sign. */
export function isoDay(number: number): string {
  const { year, month, day } = dayOfNumber(number);
  const digits = year >= 0 && year <= 9_999 ? String(year).padStart(4, '0') : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
  return `${digits}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The parts of an ISO date, as `isoDay` writes it. */
export function partsOfIso(text: string): { year: number; month: number; day: number } {
  return { year: Number(text.slice(0, -6)), month: Number(text.slice(-5, -3)), day: Number(text.slice(-2)) };
}

export function twoDigits(part: number): string {
  return part < 10 ? `0${part}` : String(part);
}
