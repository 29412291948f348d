import { MomentError, resolveInstant } from '#libs/domain';
import { words } from '../words/en.js';

/** What was typed as a moment: as it is asked for (absent: now), or what is wrong with it. */
export type ReadMoment = { asked: string | undefined } | { error: string };

interface Here {
  zone: string;
  /** Of a day without a year. */
  year: number;
}

/**
 * Reads a moment as people type it: "13 July 2011", "July 13", "Wednesday, July 13, 2011 at 9:30 am", "May 2011",
 * "2011-07-13 09:30", "today"; and all that the API takes.
 */
export function readMoment(typed: string | undefined, here: Here): ReadMoment {
  const text = (typed ?? '').trim().replaceAll(/\s+/g, ' ');
  if (text === '' || /^(now|today)$/i.test(text)) return { asked: undefined };
  const told = inIso(text, here.year);
  const asked = told ?? text;
  try {
    resolveInstant(asked, here.zone);
    return { asked };
  } catch (error) {
    if (!(error instanceof MomentError)) throw error;
    return { error: told === undefined ? words.moment.unread(text) : words.moment.missing(text) };
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The name of a month, in a group of this name. */
export const MONTH = '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?:,? (?<year>\\d{4}))?';
/** Days and months by name, as patterns for `isoDate`. */
export const DATE_FORMS = [`${DAY} (?:of )?${MONTH}${YEAR}`, `${MONTH} ${DAY}${YEAR}`, `${MONTH},? (?<year>\\d{4})`];
const FORMS = DATE_FORMS.map((form) => new RegExp(`^${form}$`, 'i'));
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? /i;
const TIME = /(?:,? at|,)? (?<hour>\d{1,2})(?::(?<minute>\d\d))? ?(?<half>[ap])\.?m\.?$|(?:,? at|,)? (?<hour24>\d{1,2}):(?<minute24>\d\d)$/i;
const ISO = /^\d{4}-\d\d-\d\d$/;

/** ISO 8601, where the words are those of a date; a time only with a day. */
function inIso(text: string, year: number): string | undefined {
  const time = TIME.exec(text);
  const date = dateInIso((time === null ? text : text.slice(0, time.index)).replace(WEEKDAY, ''), year);
  if (date === undefined || time === null) return date;
  return ISO.test(date) ? `${date}T${clockOf(time.groups ?? {})}` : undefined;
}

function dateInIso(text: string, thisYear: number): string | undefined {
  if (ISO.test(text)) return text;
  const form = FORMS.map((each) => each.exec(text)).find((found) => found !== null)?.groups;
  return form === undefined ? undefined : isoDate(form, thisYear);
}

/** What a pattern of `DATE_FORMS` found, in ISO 8601. */
export function isoDate({ day, month = '', year }: Record<string, string | undefined>, thisYear: number): string {
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return [year ?? String(thisYear).padStart(4, '0'), two(number), ...(day === undefined ? [] : [two(Number(day))])].join('-');
}

function clockOf({ hour, minute = '00', half, hour24, minute24 }: Record<string, string | undefined>): string {
  if (half === undefined) return `${two(Number(hour24))}:${minute24}`;
  return `${two((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0))}:${minute}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
