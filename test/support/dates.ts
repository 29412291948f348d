import fc from 'fast-check';
import { SEASON_CODES, type DateForm, type Edtf, type IntervalForm, type Mark, type RangeForm, type SetForm, type TimeForm } from '#libs/domain';
import { civilSpan } from '../../libs/domain/src/time/edtf-span.js';

const mark = fc.option(fc.constantFrom<Mark>('?', '~', '%'), { nil: undefined });
const year = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1800, max: 2100 }) }, fc.integer({ min: -9_999, max: 9_999 }));
const anyYear = fc.oneof(year, fc.integer({ min: -270_000, max: 270_000 }));
const ordinaryYear = fc.integer({ min: 1900, max: 2100 });
const month = fc.integer({ min: 1, max: 12 });

function withMark<T extends object>(date: fc.Arbitrary<T>): fc.Arbitrary<T & { mark?: Mark }> {
  return fc.tuple(date, mark).map(([plain, said]) => (said === undefined ? plain : { ...plain, mark: said }));
}

/** Days that exist: the 29th to 31st where the month has them. */
const calendarDay = (years: fc.Arbitrary<number>) =>
  fc.tuple(years, month, fc.integer({ min: 1, max: 31 })).map(([inYear, inMonth, day]) => {
    const leap = inYear % 4 === 0 && (inYear % 100 !== 0 || inYear % 400 === 0);
    const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][inMonth - 1] ?? 28;
    return { year: inYear, month: inMonth, day: Math.min(day, last) };
  });

const offset = fc.constantFrom('Z', '-04:00', '-04', '+05:30', '+13:45', '-00:00');

const timeForm: fc.Arbitrary<TimeForm> = fc
  .record({
    day: calendarDay(ordinaryYear),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.option(fc.integer({ min: 0, max: 59 }), { nil: undefined }),
    offset: fc.option(offset, { nil: undefined }),
  })
  .map(({ day, hour, minute, second, offset: east }) => ({
    type: 'time', ...day, hour, minute, ...(second === undefined ? {} : { second }), ...(east === undefined ? {} : { offset: east }),
  }));

/** A day of our times, as text: what most facts are dated by. */
export const dayText: fc.Arbitrary<string> = calendarDay(ordinaryYear).map(
  ({ year: inYear, month: inMonth, day }) => `${inYear}-${String(inMonth).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
);

export const dateForm: fc.Arbitrary<DateForm> = fc.oneof(
  withMark(calendarDay(year).map((day) => ({ type: 'day' as const, ...day }))),
  withMark(fc.tuple(year, month).map(([inYear, inMonth]) => ({ type: 'month' as const, year: inYear, month: inMonth }))),
  withMark(anyYear.map((inYear) => ({ type: 'year' as const, year: inYear }))),
  withMark(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.constantFrom(10 as const, 100 as const)).map(([decade, span]) => ({
    type: 'years' as const, year: span === 10 ? decade * 10 : Math.floor(decade / 10) * 100, span,
  }))),
  withMark(fc.tuple(year, fc.constantFrom(...SEASON_CODES)).map(([inYear, season]) => ({ type: 'season' as const, year: inYear, season }))),
  withMark(year.map((inYear) => ({ type: 'month' as const, year: inYear, month: 'XX' as const }))),
  withMark(fc.tuple(year, month).map(([inYear, inMonth]) => ({ type: 'day' as const, year: inYear, month: inMonth, day: 'XX' as const }))),
  withMark(year.map((inYear) => ({ type: 'day' as const, year: inYear, month: 'XX' as const, day: 'XX' as const }))),
  timeForm,
);

/** Two ends in the order of their starts, which is never reversed. */
const ends = fc.tuple(dateForm, dateForm).map(([a, b]): [DateForm, DateForm] => (civilSpan(a).start <= civilSpan(b).start ? [a, b] : [b, a]));

const intervalForm: fc.Arbitrary<IntervalForm> = fc.oneof(
  ends.map(([start, end]) => ({ type: 'interval' as const, start, end })),
  fc.tuple(dateForm, fc.constantFrom('open' as const, 'unknown' as const)).map(([start, end]) => ({ type: 'interval' as const, start, end })),
  fc.tuple(fc.constantFrom('open' as const, 'unknown' as const), dateForm).map(([start, end]) => ({ type: 'interval' as const, start, end })),
);

const range: fc.Arbitrary<RangeForm> = ends.map(([start, end]) => ({ type: 'range', start, end }));
const before: fc.Arbitrary<RangeForm> = dateForm.map((end) => ({ type: 'range', start: 'open', end }));
const after: fc.Arbitrary<RangeForm> = dateForm.map((start) => ({ type: 'range', start, end: 'open' }));

/** An open range may stand only at the end of a set that it opens. */
const setForm: fc.Arbitrary<SetForm> = fc
  .tuple(fc.option(before, { nil: undefined }), fc.array(fc.oneof(dateForm, range), { minLength: 1, maxLength: 3 }), fc.option(after, { nil: undefined }))
  .map(([first, members, last]) => ({ type: 'set', members: [...(first ? [first] : []), ...members, ...(last ? [last] : [])] }));

/** Any date of the profile. */
export const edtfForm: fc.Arbitrary<Edtf> = fc.oneof({ weight: 3, arbitrary: dateForm }, intervalForm, setForm);
