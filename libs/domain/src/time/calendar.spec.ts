import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dayText } from '../../../../test/support/dates.js';
import { check } from '../../../../test/support/property.js';
import { dayIn, daysBetween, localDay, localTime } from './moment.js';
import { dayAfter } from './period.js';

/** With clocks set by an hour, by half an hour, at midnight, a minute after it, in winter; a day left out; local mean time before. */
const zone = fc.constantFrom('America/New_York', 'Pacific/Auckland', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns', 'America/Sao_Paulo', 'Africa/Casablanca', 'Europe/Dublin', 'Asia/Kathmandu', 'UTC');

const FIRST = Date.UTC(1800, 0, 1);
const END = Date.UTC(2200, 0, 1);
const anywhere = fc.integer({ min: FIRST, max: END });
const minutely = fc.integer({ min: FIRST / 60_000, max: END / 60_000 }).map((minutes) => minutes * 60_000);

/** A zone, and an instant close to a change of its clocks, or anywhere. */
const place = zone.chain((name) => {
  const nearChange = fc.tuple(fc.integer({ min: Date.UTC(1880, 0, 1), max: Date.UTC(2030, 0, 1) }), fc.integer({ min: -7_200_000, max: 7_200_000 })).map(([after, aside]) => {
    const change = zoned(after, name).getTimeZoneTransition('next');
    return (change?.epochMilliseconds ?? after) + (aside % 3 === 0 ? Math.sign(aside) : aside);
  });
  return fc.tuple(fc.constant(name), fc.oneof(anywhere, minutely, nearChange));
});

function zoned(instant: number, name: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
}

describe('the calendar is Temporal\'s', () => {
  it('in the local day and time before an instant', () => {
    check(fc.property(place, ([name, instant]) => {
      const before = zoned(instant - 1, name);
      const ends = zoned(instant, name).startOfDay().epochMilliseconds === instant;
      expect(localDay(instant, name)).toBe(before.toPlainDate().toString());
      expect(localTime(instant, name)).toBe(ends ? '24:00' : before.toPlainTime().toString({ smallestUnit: 'minute' }));
    }), 3_000);
  });

  it('in the day that holds a span', () => {
    check(fc.property(place, fc.integer({ min: 1, max: 90_000_000 }), ([name, earliest], length) => {
      const [first, last] = [zoned(earliest, name), zoned(earliest + length - 1, name)].map((time) => time.toPlainDate().toString());
      expect(dayIn({ edtf: '', earliest, latest: earliest + length }, name)).toBe(first === last ? first : null);
    }), 1_000);
  });

  it('in the days between two, and in the day after a period', () => {
    const period = fc.tuple(fc.nat({ max: 400 }), fc.constantFrom('D', 'W', 'M', 'Y')).map(([count, unit]) => `P${count}${unit}`);
    check(fc.property(dayText, dayText, period, (from, to, length) => {
      expect(daysBetween(from, to)).toBe(Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days);
      expect(dayAfter(from, length)).toBe(Temporal.PlainDate.from(from).add(length).toString());
    }), 2_000);
  });

  it('in years of more than four digits, and before the year 0', () => {
    expect(localDay(Date.UTC(12_345, 6, 2), 'UTC')).toBe('+012345-07-01');
    expect(daysBetween('-000001-12-31', '0000-01-01')).toBe(1);
    expect(dayAfter('9999-12-31', 'P1D')).toBe('+010000-01-01');
  });
});

describe('the day that Samoa left out', () => {
  it('is no day, and lies between two that follow each other', () => {
    const skipped = Date.UTC(2011, 11, 30, 10);
    expect([skipped - 1, skipped, skipped + 1].map((instant) => localDay(instant, 'Pacific/Apia'))).toEqual(['2011-12-29', '2011-12-29', '2011-12-31']);
    expect(localTime(skipped, 'Pacific/Apia')).toBe('24:00');
  });
});
