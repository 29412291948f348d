import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dateForm, dayText, edtfForm } from '../../../../test/support/dates.js';
import { check } from '../../../../test/support/property.js';
import { civilSpan } from './edtf-span.js';
import { EdtfError, printEdtf } from './edtf.js';
import { instantText } from './moment.js';
import { resolve, spanOfEdtf } from './resolve.js';
import { startOfDay, TimeError } from './zone.js';

const NEW_YORK = 'America/New_York';

function ends(edtf: string, zone = NEW_YORK): (string | null)[] {
  const { earliest, latest } = resolve(edtf, zone);
  return [earliest, latest].map((end) => (end === null ? null : instantText(end)));
}

describe('resolve', () => {
  it.each([
    ['2011-07-12', '2011-07-12T04:00:00Z', '2011-07-13T04:00:00Z'],
    ['2011-07-12?', '2011-07-12T04:00:00Z', '2011-07-13T04:00:00Z'],
    ['2011-06', '2011-06-01T04:00:00Z', '2011-07-01T04:00:00Z'],
    ['2011-12', '2011-12-01T05:00:00Z', '2012-01-01T05:00:00Z'],
    ['2011', '2011-01-01T05:00:00Z', '2012-01-01T05:00:00Z'],
    ['2011-XX-XX', '2011-01-01T05:00:00Z', '2012-01-01T05:00:00Z'],
    ['2011-06-XX', '2011-06-01T04:00:00Z', '2011-07-01T04:00:00Z'],
    ['201X', '2010-01-01T05:00:00Z', '2020-01-01T05:00:00Z'],
    ['20XX', '2000-01-01T05:00:00Z', '2100-01-01T05:00:00Z'],
    ['2011-22', '2011-06-01T04:00:00Z', '2011-09-01T04:00:00Z'],
    ['2011-24', '2011-12-01T05:00:00Z', '2012-03-01T05:00:00Z'],
    ['2011-05-10T08:00', '2011-05-10T12:00:00Z', '2011-05-10T12:01:00Z'],
    ['2011-05-10T08:00:30', '2011-05-10T12:00:30Z', '2011-05-10T12:00:31Z'],
    ['2011-05-10T08:00Z', '2011-05-10T08:00:00Z', '2011-05-10T08:01:00Z'],
    ['2011-05-10T08:00:00+05:30', '2011-05-10T02:30:00Z', '2011-05-10T02:30:01Z'],
    ['[2011-07-20,2011-07-27]', '2011-07-20T04:00:00Z', '2011-07-28T04:00:00Z'],
    ['[2011-07-27,2011-07-20]', '2011-07-20T04:00:00Z', '2011-07-28T04:00:00Z'],
    ['[2011-05-10..2011-07-12]', '2011-05-10T04:00:00Z', '2011-07-13T04:00:00Z'],
    ['[2011-05-10T08:00..2011-05-10T23:59]', '2011-05-10T12:00:00Z', '2011-05-11T04:00:00Z'],
    ['2011-05-01/2011-05-07', '2011-05-01T04:00:00Z', '2011-05-08T04:00:00Z'],
    ['[..2011-03-09]', null, '2011-03-10T05:00:00Z'],
    ['[2011-03-09..]', '2011-03-09T05:00:00Z', null],
    ['../2011-03-09', null, '2011-03-10T05:00:00Z'],
    ['2011-03-09/', '2011-03-09T05:00:00Z', null],
    ['-0044', '-000044-01-01T04:56:02Z', '-000043-01-01T04:56:02Z'],
    ['Y12345', '+012345-01-01T05:00:00Z', '+012346-01-01T05:00:00Z'],
  ])('places %s from %s to %s', (edtf, earliest, latest) => {
    expect(ends(edtf)).toEqual([earliest, latest]);
    expect(resolve(edtf, NEW_YORK).edtf).toBe(edtf);
  });

  it.each([
    ['America/New_York', '2011-03-13', 23],
    ['America/New_York', '2011-11-06', 25],
    ['America/New_York', '2011-11-07', 24],
    ['Australia/Lord_Howe', '2011-04-03', 24.5],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Pacific/Auckland', '2011-04-03', 25],
  ])('in %s the day %s lasts %d hours', (zone, day, hours) => {
    const { earliest, latest } = resolve(day, zone);
    expect((latest ?? 0) - (earliest ?? 0)).toBe(hours * 3_600_000);
  });

  it('spans both readings of a minute that the clocks show twice', () => {
    expect(ends('2011-11-06T01:30')).toEqual(['2011-11-06T05:30:00Z', '2011-11-06T06:31:00Z']);
    expect(ends('2011-11-06T01:30-05:00')).toEqual(['2011-11-06T06:30:00Z', '2011-11-06T06:31:00Z']);
    // Set back a minute after midnight: the hour before it comes again, after the next day has begun.
    expect(ends('2010-11-06T23:30', 'America/St_Johns')).toEqual(['2010-11-07T02:00:00Z', '2010-11-07T03:01:00Z']);
  });

  it.each([
    ['2011-03-13T02:30', NEW_YORK, /the clocks skip it/],
    ['2011-12-30', 'Pacific/Apia', /skips that day/],
    ['2011-07-12', 'America/Nowhere', /not an IANA time zone/],
    ['2011-07-12', '-04:00', /not an IANA time zone/],
    ['2011-07-12', '', /not an IANA time zone/],
    ['Y300000', NEW_YORK, /outside the years/],
    ['Y-271822', NEW_YORK, /outside the years/],
    ['2011-05-10T10:00Z/2011-05-10T05:00', NEW_YORK, /before the start/],
  ])('refuses %s in %s', (edtf, zone, message) => {
    expect(() => resolve(edtf, zone)).toThrow(TimeError);
    expect(() => resolve(edtf, zone)).toThrow(message);
  });

  it('refuses what is no date', () => {
    expect(() => resolve('2011-02-29', NEW_YORK)).toThrow(EdtfError);
  });

  it('gives days that follow each other without gap, of 23 to 25 hours', () => {
    const zones = fc.constantFrom('America/New_York', 'Europe/London', 'Pacific/Auckland', 'Asia/Kathmandu', 'America/St_Johns', 'UTC');
    check(fc.property(dayText, zones, (text, zone) => {
      const { earliest, latest } = resolve(text, zone);
      const hours = ((latest ?? 0) - (earliest ?? 0)) / 3_600_000;
      expect(hours).toBeGreaterThanOrEqual(23);
      expect(hours).toBeLessThanOrEqual(25);
      expect(latest).toBe(resolve(dayAfter(text), zone).earliest);
    }), 1_000);
  });

  it('finds the minutes that Temporal finds', () => {
    const zones = fc.constantFrom('America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Casablanca', 'Asia/Gaza');
    const minute = fc.tuple(dayText, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([day, hours, minutes]) => `${day}T${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
    check(fc.property(minute, zones, (text, zone) => {
      const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation }));
      const isShown = earlier?.toPlainDateTime().toString({ smallestUnit: 'minute' }) === text;
      if (!isShown) return expect(() => resolve(text, zone)).toThrow('the clocks skip it');
      expect(resolve(text, zone)).toEqual({ edtf: text, earliest: earlier?.epochMilliseconds, latest: (later?.epochMilliseconds ?? 0) + 60_000 });
    }), 2_000);
  });

  it('is the calendar itself in UTC', () => {
    check(fc.property(dateForm, (form) => {
      const { start, end } = civilSpan(form);
      expect(spanOfEdtf(form, 'UTC')).toEqual({ earliest: start, latest: end });
    }), 1_000);
  });

  it('never gives an interval that is empty or reversed', () => {
    check(fc.property(edtfForm, (form) => {
      const text = printEdtf(form);
      try {
        const { earliest, latest } = resolve(text, NEW_YORK);
        if (earliest !== null && latest !== null) expect(earliest).toBeLessThan(latest);
      } catch (error) {
        expect(error).toBeInstanceOf(TimeError);
      }
    }), 1_000);
  });
});

describe('startOfDay', () => {
  it('is the same when it is asked for again', () => {
    expect(startOfDay(15_167, NEW_YORK)).toBe(startOfDay(15_167, NEW_YORK));
    expect(instantText(startOfDay(15_167, NEW_YORK))).toBe('2011-07-12T04:00:00Z');
  });
});

function dayAfter(day: string): string {
  const next = civilSpan({ type: 'day', year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) }).end;
  return instantText(next).slice(0, 10);
}
