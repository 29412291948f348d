import { parseEdtf } from './edtf-parse.js';
import { EdtfError, printEdtf, type DateForm, type Edtf } from './edtf.js';

/**
 * Named parts of the day, for writing dates by hand: `[from, to)` on the local clock.
 * `day-parts-1` among the conventions: a changed table gets a new name.
 * Midday overlaps morning and afternoon on purpose: writers use it for the hours around noon.
 */
export const DAY_PARTS = {
  'early hours': { from: '00:00', to: '06:00' },
  morning: { from: '06:00', to: '12:00' },
  midday: { from: '11:00', to: '13:00' },
  afternoon: { from: '12:00', to: '18:00' },
  evening: { from: '18:00', to: '24:00' },
} as const;
export type DayPart = keyof typeof DAY_PARTS;

const ACCEPTED = 'EDTF; "2011-05-09 midday" (early hours, morning, midday, afternoon, evening; also with "or later"); "2011-05-10 08:00", "2011-05-10 after 08:00",'
  + ' "2011-05-10 before 12:00"; "between A and B", "A or B", "on or before A", "by A", "on or after A", "from A to B"';

/** Words that are no date. The message lists the accepted forms. */
export class DateWordsError extends Error {
  constructor(readonly text: string, reason: string) {
    super(`"${text}" is not a date: ${reason}. Accepted: ${ACCEPTED}`);
    this.name = 'DateWordsError';
  }
}

/**
 * The EDTF of a date written by hand: "2011-05-09 midday" is `[2011-05-09T11:00..2011-05-09T12:59]`. EDTF passes unchanged.
 * @throws DateWordsError
 */
export function edtfOfWords(text: string): string {
  const words = text.trim().replaceAll(/\s+/g, ' ');
  try {
    const edtf = translate(words);
    parseEdtf(edtf);
    return edtf;
  } catch (error) {
    if (error instanceof EdtfError) throw new DateWordsError(text, error.reason);
    throw error;
  }
}

const FORMS: readonly [RegExp, (a: string, b: string) => string][] = [
  [/^between (.+) and (.+)$/, (a, b) => `[${point(a)}..${point(b)}]`],
  [/^from (.+) to (.+)$/, (a, b) => `${point(a)}/${point(b)}`],
  [/^(?:on or before|by) (.+)$/, (a) => `[..${point(a)}]`],
  [/^on or after (.+)$/, (a) => `[${point(a)}..]`],
];

function translate(words: string): string {
  for (const [form, edtf] of FORMS) {
    const found = form.exec(words);
    if (found !== null) return edtf(found[1] ?? '', found[2] ?? '');
  }
  const choices = words.replace(/ or later$/, ' or-later').split(' or ');
  if (choices.length > 1) return `[${choices.map(point).join(',')}]`;
  const timed = /^(\S+?),? (.+)$/.exec(words);
  return timed === null ? words : withTime(timed[1] ?? '', timed[2] ?? '', words);
}

/** One date, perhaps with a time: `2011-05-10`, `2011-05-10 08:00`. */
function point(words: string): string {
  return words.replace(/^(\S+?),? (\d\d:\d\d)$/, '$1T$2');
}

/** The time of day goes to each day named: one, or the members of a set. */
function withTime(date: string, time: string, words: string): string {
  const days = daysNamed(parseEdtf(date));
  if (days === undefined) throw new DateWordsError(words, 'a time of day needs a day, or a set of days, before it');
  const range = rangeOf(time);
  if (range === undefined) throw new DateWordsError(words, `"${time}" is no time of day`);
  const members = days.map((day) => (range.from === range.to ? `${day}T${range.from}` : `${day}T${range.from}..${day}T${range.to}`));
  const [only] = members;
  return members.length === 1 && only !== undefined && !only.includes('..') ? only : `[${members.join(',')}]`;
}

function daysNamed(edtf: Edtf): string[] | undefined {
  const members = edtf.type === 'set' ? edtf.members : [edtf];
  return members.every((member): member is DateForm => member.type === 'day' && member.day !== 'XX' && member.mark === undefined)
    ? members.map((member) => printEdtf(member))
    : undefined;
}

const LAST_MINUTE = '23:59';

/** First and last minute of a time of day in words. */
function rangeOf(time: string): { from: string; to: string } | undefined {
  const later = time.endsWith(' or later');
  const name = later ? time.slice(0, -' or later'.length) : time;
  const part = Object.entries(DAY_PARTS).find(([partName]) => partName === name)?.[1];
  if (part !== undefined) return { from: part.from, to: later ? LAST_MINUTE : minuteBefore(part.to) };
  if (/^\d\d:\d\d$/.test(name)) return { from: name, to: later ? LAST_MINUTE : name };
  const after = /^after (\d\d:\d\d)$/.exec(time)?.[1];
  if (after !== undefined) return { from: after, to: LAST_MINUTE };
  const before = /^before (\d\d:\d\d)$/.exec(time)?.[1];
  return before === undefined || before === '00:00' ? undefined : { from: '00:00', to: minuteBefore(before) };
}

/** The name of the part that lasts from the minute `from` through the minute `to`. */
export function partOf(from: string, to: string): string | undefined {
  return Object.entries(DAY_PARTS).find(([, part]) => part.from === from && minuteBefore(part.to) === to)?.[0];
}

/** "afternoon or later", where the rest of the day begins with a part of it. */
export function restOfDayFrom(from: string, to: string): string | undefined {
  if (to !== LAST_MINUTE || from === '00:00') return undefined;
  const part = Object.entries(DAY_PARTS).find(([, { from: start }]) => start === from)?.[0];
  return part === undefined ? undefined : `${part} or later`;
}

function minuteBefore(time: string): string {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) - 1;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
