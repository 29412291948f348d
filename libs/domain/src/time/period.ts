import { Temporal } from 'temporal-polyfill';

/**
 * The day that lies a contract's period after another, counted in calendar days.
 * @param day ISO date
 * @param period ISO 8601 duration in days, weeks, months or years (`P2W`)
 */
export function dayAfter(day: string, period: string): string {
  return Temporal.PlainDate.from(day).add(Temporal.Duration.from(period)).toString();
}
