import { describe, expect, it } from '@jest/globals';
import { dateText, dayIn, daysBetween, instantOrNull, instantText, localDay, MomentError, resolveInstant } from './moment.js';
import { resolve } from './resolve.js';
import { TimeError } from './zone.js';

const NEW_YORK = 'America/New_York';

describe('resolveInstant', () => {
  it.each([
    ['2011-07-13', '2011-07-14T04:00:00Z', '2011-07-13'],
    ['2011-03-13', '2011-03-14T04:00:00Z', '2011-03-13'],
    ['2011-07', '2011-08-01T04:00:00Z', '2011-07-31'],
    ['2011', '2012-01-01T05:00:00Z', '2011-12-31'],
    ['2011-07-13T09:30', '2011-07-13T13:31:00Z', '2011-07-13'],
    ['2011-07-13T09:30:15', '2011-07-13T13:30:16Z', '2011-07-13'],
    ['2011-07-13T00:00', '2011-07-13T04:01:00Z', '2011-07-13'],
    ['2011-07-13T23:59', '2011-07-14T04:00:00Z', '2011-07-13'],
    ['2011-11-06T01:30', '2011-11-06T06:31:00Z', '2011-11-06'],
    ['2011-07-13T13:30Z', '2011-07-13T13:31:00Z', '2011-07-13'],
    ['2011-07-13T13:30:00Z', '2011-07-13T13:30:00Z', '2011-07-13'],
    ['2011-07-14T04:00:00Z', '2011-07-14T04:00:00Z', '2011-07-13'],
    ['2011-07-13T09:30:00.250-04:00', '2011-07-13T13:30:00.25Z', '2011-07-13'],
    ['2011-07-13T09:30:00-04:00[America/New_York]', '2011-07-13T13:30:00Z', '2011-07-13'],
    ['2011-07-13T15:30:00+02:00[Europe/Berlin]', '2011-07-13T13:30:00Z', '2011-07-13'],
  ])('takes %s for %s, on %s', (asked, instant, day) => {
    const resolved = resolveInstant(asked, NEW_YORK);
    expect({ ...resolved, instant: instantText(resolved.instant) }).toEqual({ asked, instant, day });
  });

  it.each([
    '', 'now', 'July 13', '2011-02-29', '2011-07-13T24:00:00Z', '2011-02-29T00:00:00Z', '2011-07-13T09:30:60Z', '2011-03-13T02:30', '[2011-07-20,2011-07-27]', '2011-07/2011-08',
    '2011-07-13?', '201X', '2011-XX', '2011-22', '2011-07-13T09:30:00-05:00[America/New_York]', '2011-07-13T09:30:00-04:00[America/Nowhere]', 'Y300000',
    '+275760-09-13T00:00:00Z', '+275760-09-12T23:00:00Z', '-271821-04-20T00:00:00Z',
  ])('refuses "%s" and says what it accepts', (asked) => {
    expect(() => resolveInstant(asked, NEW_YORK)).toThrow(MomentError);
    expect(() => resolveInstant(asked, NEW_YORK)).toThrow(/is not a point in time: .+\. Accepted: a date/);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => resolveInstant('2011-07-13', 'America/Nowhere')).toThrow(TimeError);
  });
});

describe('days', () => {
  it('ends a day with itself', () => {
    expect(localDay(resolve('2011-07-13', NEW_YORK).latest ?? 0, NEW_YORK)).toBe('2011-07-13');
    expect(localDay(resolve('2011-07-13', NEW_YORK).earliest ?? 0, NEW_YORK)).toBe('2011-07-12');
  });

  it('counts calendar days, whatever their length', () => {
    expect(daysBetween('2011-07-13', '2011-07-18')).toBe(5);
    expect(daysBetween('2011-03-12', '2011-03-14')).toBe(2);
    expect(daysBetween('2019-04-11', '2019-10-31')).toBe(203);
    expect(daysBetween('2011-07-18', '2011-07-13')).toBe(-5);
  });

  it.each([
    ['2011-07-18', '2011-07-18'],
    ['2011-03-13', '2011-03-13'],
    ['2011-05-12T12:00', '2011-05-12'],
    ['[2011-05-12T11:00..2011-05-12T12:59]', '2011-05-12'],
    ['2011-05-12T23:59', '2011-05-12'],
    ['[2011-07-20,2011-07-27]', null],
    ['2011-07', null],
    ['[..2011-07-18]', null],
    ['2011-07-18/', null],
  ])('finds %s within the day %s', (edtf, day) => {
    expect(dayIn(resolve(edtf, NEW_YORK), NEW_YORK)).toBe(day);
  });
});

describe('instants as text', () => {
  it('leaves out needless fractions and expands far years', () => {
    expect(instantText(0)).toBe('1970-01-01T00:00:00Z');
    expect(instantText(1_500)).toBe('1970-01-01T00:00:01.5Z');
    expect(instantText(8.64e15)).toBe('+275760-09-13T00:00:00Z');
  });

  it('has none for an open end', () => {
    expect(instantOrNull(-Infinity)).toBeNull();
    expect(instantOrNull(0)).toBe('1970-01-01T00:00:00Z');
    expect(dateText(resolve('[..2011-03-09]', NEW_YORK))).toEqual({ edtf: '[..2011-03-09]', earliest: null, latest: '2011-03-10T05:00:00Z' });
  });
});
