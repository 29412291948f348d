import { describe, expect, it } from '@jest/globals';
import { resolve } from './resolve.js';
import { sayDate, sayDay } from './words.js';

const NEW_YORK = 'America/New_York';

describe('sayDate', () => {
  it.each([
    ['2009', '2009'],
    ['-0044', '-0044'],
    ['Y12345', 'Y12345'],
    ['201X', 'the 2010s'],
    ['200X', 'the 2000s'],
    ['20XX', 'a year from 2000 to 2099'],
    ['2011-06', 'June 2011'],
    ['2011-XX', 'a month of 2011'],
    ['2011-06-XX', 'a day of June 2011'],
    ['2011-XX-XX', 'a day of 2011'],
    ['2011-22', 'summer 2011'],
    ['2011-07-12', 'July 12, 2011'],
    ['2011-07-20?', 'July 20, 2011 (uncertain)'],
    ['2011-06~', 'about June 2011'],
    ['2011%', 'about 2011 (uncertain)'],
    ['2011-05-10T08:00', 'May 10, 2011, 08:00'],
    ['2011-05-10T08:00:30', 'May 10, 2011, 08:00:30'],
    ['2011-05-10T12:00Z', 'May 10, 2011, 08:00'],
    ['2011-05-11T03:00:05Z', 'May 10, 2011, 23:00:05'],
    ['[2011-05-11..2011-07-12]', 'between May 11 and July 12, 2011'],
    ['[2011-07-12..2011-07-14]', 'between July 12 and 14, 2011'],
    ['[2011-07-12..2011-07-12]', 'July 12, 2011'],
    ['[2010-12-30..2011-01-02]', 'between December 30, 2010 and January 2, 2011'],
    ['[2011-05..2011-07-12]', 'between May 2011 and July 12, 2011'],
    ['[2011-07-20,2011-07-27]', 'July 20 or 27, 2011'],
    ['[2011-07-20,2011-07-27,2011-08-03]', 'July 20 or 27 or August 3, 2011'],
    ['[2011-07-20T10:00,2011-07-27T10:00]', 'July 20, 2011, 10:00 or July 27, 2011, 10:00'],
    ['[..2011-03-09]', 'on or before March 9, 2011'],
    ['[2011-03-09..]', 'on or after March 9, 2011'],
    ['[..2011-03-09,2011-04-01]', 'on or before March 9, 2011 or April 1, 2011'],
    ['2011-05-01/2011-05-07', 'from May 1 to 7, 2011'],
    ['2011-05-01/2011-06-07', 'from May 1 to June 7, 2011'],
    ['2011-05-01/..', 'from May 1, 2011 on'],
    ['2011-05-01/', 'from May 1, 2011 on, end not known'],
    ['../2011-05-01', 'until May 1, 2011'],
    ['/2011-05-01', 'until May 1, 2011, start not known'],
    ['[2011-05-09T11:00..2011-05-09T12:59]', 'May 9, 2011, midday'],
    ['[2011-05-10T00:00..2011-05-10T05:59]', 'May 10, 2011, early hours'],
    ['[2011-05-10T18:00..2011-05-10T23:59]', 'May 10, 2011, evening'],
    ['[2011-05-10T12:00..2011-05-10T23:59]', 'May 10, 2011, afternoon or later'],
    ['[2011-05-10T08:00..2011-05-10T23:59]', 'May 10, 2011, 08:00 or later'],
    ['[2011-05-10T00:00..2011-05-10T11:59]', 'May 10, 2011, 11:59 or earlier'],
    ['[2011-05-10T08:00..2011-05-10T09:30]', 'May 10, 2011, between 08:00 and 09:30'],
    ['[2011-05-09T22:00..2011-05-10T00:30]', 'between May 9, 2011, 22:00 and May 10, 2011, 00:30'],
  ])('says %s as "%s"', (edtf, words) => {
    expect(sayDate(resolve(edtf, NEW_YORK), NEW_YORK)).toBe(words);
  });

  it('names the offset where no zone is given', () => {
    expect(sayDate(resolve('2011-05-10T08:00-04:00', NEW_YORK))).toBe('May 10, 2011, 08:00 UTC-04:00');
    expect(sayDate(resolve('2011-05-10T12:00Z', NEW_YORK))).toBe('May 10, 2011, 12:00 UTC');
  });
});

describe('sayDay', () => {
  it('says an ISO date', () => {
    expect(sayDay('2011-07-12')).toBe('July 12, 2011');
  });
});
