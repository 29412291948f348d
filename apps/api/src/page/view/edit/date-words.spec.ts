import { describe, expect, it } from '@jest/globals';
import { edtfOfWords } from '#libs/domain';
import { caseWords } from './date-words.js';

describe('dates with the names of months', () => {
  it.each([
    ['July 12', '2011-07-12'],
    ['12 July', '2011-07-12'],
    ['on May 5th, 2010', '2010-05-05'],
    ['May 2011', '2011-05'],
    ['between July 12 and 14', '[2011-07-12..2011-07-14]'],
    ['Between July 12 and 14, 2010', '[2010-07-12..2010-07-14]'],
    ['between 12 and 14 July', '[2011-07-12..2011-07-14]'],
    ['between July 30 and August 2', '[2011-07-30..2011-08-02]'],
    ['from May 1 to 7, 2011', '2011-05-01/2011-05-07'],
    ['July 20 or 27', '[2011-07-20,2011-07-27]'],
    ['by May 5', '[..2011-05-05]'],
    ['On or before March 9, 2011', '[..2011-03-09]'],
    ['on or after March 9', '[2011-03-09..]'],
    ['May 9, midday', '[2011-05-09T11:00..2011-05-09T12:59]'],
    ['May 9, 2011, midday', '[2011-05-09T11:00..2011-05-09T12:59]'],
    ['May 10 afternoon or later', '[2011-05-10T12:00..2011-05-10T23:59]'],
    ['May 10 at 8 am', '2011-05-10T08:00'],
    ['May 10, 2011, 20:15', '2011-05-10T20:15'],
    ['May 10 after 8:30 p.m.', '[2011-05-10T20:30..2011-05-10T23:59]'],
  ])('%s', (typed, edtf) => {
    expect(edtfOfWords(caseWords(typed, 2011))).toBe(edtf);
  });

  it.each(['2011-07-12', '[2011-07-20,2011-07-27] after 10:00', '2011-05-10 afternoon or later', 'between 2011-07-12 and 2011-07-14', '2011-05~', '', 'soon'])('leave what a case file takes as it is: %s', (typed) => {
    expect(caseWords(typed, 2011)).toBe(typed);
  });

  it.each(['July 32', 'February 30 morning', 'maybe July 12', 'July', 'March 3 and 4 and 5'])('that are none stay none: %s', (typed) => {
    expect(() => edtfOfWords(caseWords(typed, 2011))).toThrow('is not a date');
  });
});
