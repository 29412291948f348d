import { DAY, MINUTE, dayNumber } from './civil.js';
import type { DateForm, SeasonCode, TimeForm } from './edtf.js';

/** A date's first millisecond and the first after it, as if its clock were UTC's (an offset is taken off). */
export function civilSpan(date: DateForm): { start: number; end: number } {
  if (date.type === 'time') {
    const start = dayNumber(date.year, date.month, date.day) * DAY
      + (date.hour * 60 + date.minute) * MINUTE + (date.second ?? 0) * 1_000 - offsetOf(date) * MINUTE;
    return { start, end: start + (date.second === undefined ? MINUTE : 1_000) };
  }
  const { first, next } = daysOf(date);
  return { start: first * DAY, end: next * DAY };
}

/** The numbers of a date's first day and of the first day after it. */
export function daysOf(date: Exclude<DateForm, TimeForm>): { first: number; next: number } {
  const months = (from: number, count: number) => ({
    first: dayNumber(date.year, from, 1),
    next: from + count > 12 ? dayNumber(date.year + 1, from + count - 12, 1) : dayNumber(date.year, from + count, 1),
  });
  switch (date.type) {
    case 'years':
      return { first: dayNumber(date.year, 1, 1), next: dayNumber(date.year + date.span, 1, 1) };
    case 'year':
      return months(1, 12);
    case 'season':
      return months(FIRST_MONTH[date.season], 3);
    case 'month':
      return date.month === 'XX' ? months(1, 12) : months(date.month, 1);
    case 'day': {
      if (date.month === 'XX') return months(1, 12);
      if (date.day === 'XX') return months(date.month, 1);
      const first = dayNumber(date.year, date.month, date.day);
      return { first, next: first + 1 };
    }
  }
}

/**
 * Convention `seasons-north-1`: the meteorological seasons of the northern hemisphere. Spring (21) is March to May,
 * summer (22) June to August, autumn (23) September to November, winter (24) December to February of the year after.
 */
const FIRST_MONTH: Record<SeasonCode, number> = { 21: 3, 22: 6, 23: 9, 24: 12 };

/** Minutes east of UTC; 0 where the time is local. */
function offsetOf(time: TimeForm): number {
  if (time.offset === undefined || time.offset === 'Z') return 0;
  const minutes = Number(time.offset.slice(1, 3)) * 60 + Number(time.offset.slice(4, 6));
  return time.offset.startsWith('-') ? -minutes : minutes;
}
