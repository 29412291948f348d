import { DATE_FORMS, isoDate, MONTH } from '../moment-words.js';

const AND = '(?<and> (?:and|or|to) )';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
/** "July 12 and 14", "12 or 14 July": the month is said once, for both. */
const MONTH_FIRST = new RegExp(`\\b${MONTH} ${DAY}${AND}${DAY}(?![\\d:-])`, 'gi');
const MONTH_LAST = new RegExp(`(?<![\\d:-])\\b${DAY}${AND}${DAY} (?:of )?${MONTH}`, 'gi');
const CLOCK = /(?:,? at|,)? (\d{1,2})(?::(\d\d))? ?([ap])\.?m\b\.?|(?:,? at|,) (\d{1,2}:\d\d)(?!\d)/gi;

/**
 * Dates with the names of months, made those that a case file takes: "between July 12 and 14" is "between 2011-07-12 and 2011-07-14",
 * "May 10, 2011 at 8 am" is "2011-05-10 08:00". All else stays as it is.
 * @param thisYear of days without one; where one year stands anywhere in the text, all are of that
 */
export function caseWords(typed: string, thisYear: number): string {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  const years = new Set(text.match(/(?<!\d)\d{4}(?!\d)/g));
  const year = years.size === 1 ? Number([...years][0]) : thisYear;
  const spread = text
    .replaceAll(MONTH_FIRST, (_all, month: string, first: string, and: string, second: string) => `${month} ${first}${and}${month} ${second}`)
    .replaceAll(MONTH_LAST, (_all, first: string, and: string, second: string, month: string) => `${first} ${month}${and}${second} ${month}`);
  const dated = DATE_FORMS.reduce((words, form) => words.replaceAll(new RegExp(`\\b${form}(?!\\w)`, 'gi'), (...found) => isoDate(found.at(-1) as Record<string, string | undefined>, year)), spread);
  if (dated === text) return text;
  return dated
    .replaceAll(CLOCK, (_all, hour: string | undefined, minute: string | undefined, half: string | undefined, plain: string | undefined) => ` ${plain === undefined ? ofHalfDay(Number(hour), minute ?? '00', half ?? '') : plain.padStart(5, '0')}`)
    .replace(/^(on|in) (?=\d)/i, '')
    .replace(/^[A-Z][a-z]+ /, (word) => word.toLowerCase());
}

function ofHalfDay(hour: number, minute: string, half: string): string {
  return `${String((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)).padStart(2, '0')}:${minute}`;
}
