import { describe, expect, it } from '@jest/globals';
import { instantText, resolveInstant } from '#libs/domain';
import { typedMoment } from './dates.js';
import { readMoment } from './moment-words.js';

const HERE = { zone: 'America/New_York', year: 2011 };

describe('a moment as people type it', () => {
  it.each([
    ['13 July 2011', '2011-07-13'],
    ['July 13', '2011-07-13'],
    ['the 13th', undefined],
    ['13th of july', '2011-07-13'],
    ['Wednesday, July 13, 2011', '2011-07-13'],
    ['Sept. 3, 2011 at 9:30 am', '2011-09-03T09:30'],
    ['July 13, 2011, 12:05 a.m.', '2011-07-13T00:05'],
    ['13 July 9 pm', '2011-07-13T21:00'],
    ['May 2011', '2011-05'],
    ['2011-07-13 09:30', '2011-07-13T09:30'],
    ['2011-07-13T13:30:00Z', '2011-07-13T13:30:00Z'],
    ['2011', '2011'],
    ['31 June', undefined],
    ['13 July 2011 25:00', undefined],
    ['<b>soon</b>', undefined],
  ])('%s', (typed, asked) => {
    expect(readMoment(typed, HERE)).toEqual(asked === undefined ? { error: expect.stringContaining(typed) } : { asked });
  });

  it.each([undefined, '', ' ', 'today', 'Now'])('%p is now', (typed) => {
    expect(readMoment(typed, HERE)).toEqual({ asked: undefined });
  });

  it('tells a date that is not there from what is none', () => {
    expect(readMoment('31 June', HERE)).not.toEqual({ error: expect.stringContaining('no date') });
    expect(readMoment('soon', HERE)).toEqual({ error: expect.stringContaining('no date') });
  });

  it.each([['2011-07-14T04:00:00Z', 'July 13, 2011'], ['2011-07-12T13:30:00Z', 'July 12, 2011, 09:29'], ['2011-07-12T13:30:07Z', '2011-07-12T13:30:07Z']])('%s is shown as %s, which is read as the same', (instant, shown) => {
    expect(typedMoment(instant, HERE.zone)).toBe(shown);
    const { asked } = readMoment(shown, HERE) as { asked: string };
    expect(instantText(resolveInstant(asked, HERE.zone).instant)).toBe(instant);
  });
});
