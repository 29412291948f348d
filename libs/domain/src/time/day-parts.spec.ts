import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edtfForm } from '../../../../test/support/dates.js';
import { check } from '../../../../test/support/property.js';
import { DateWordsError, DAY_PARTS, edtfOfWords } from './day-parts.js';
import { printEdtf } from './edtf.js';
import { resolve } from './resolve.js';
import { sayDate } from './words.js';

describe('edtfOfWords', () => {
  it.each([
    ['2011-05-09 midday', '[2011-05-09T11:00..2011-05-09T12:59]'],
    ['2011-07-13, evening', '[2011-07-13T18:00..2011-07-13T23:59]'],
    ['2011-05-10 early hours', '[2011-05-10T00:00..2011-05-10T05:59]'],
    ['2011-05-10 after 08:00', '[2011-05-10T08:00..2011-05-10T23:59]'],
    ['2011-05-09 before 12:00', '[2011-05-09T00:00..2011-05-09T11:59]'],
    ['2011-05-10 08:00', '2011-05-10T08:00'],
    ['2011-05-10  08:00 or later ', '[2011-05-10T08:00..2011-05-10T23:59]'],
    ['2011-05-10 afternoon or later', '[2011-05-10T12:00..2011-05-10T23:59]'],
    ['between 2011-07-12 and 2011-07-14', '[2011-07-12..2011-07-14]'],
    ['between 2011-05-09 22:00 and 2011-05-10 00:30', '[2011-05-09T22:00..2011-05-10T00:30]'],
    ['2011-07-20 or 2011-07-27', '[2011-07-20,2011-07-27]'],
    ['2011-07-20 or 2011-07-27 10:00', '[2011-07-20,2011-07-27T10:00]'],
    ['on or before 2011-03-09', '[..2011-03-09]'],
    ['by 2011-03-09', '[..2011-03-09]'],
    ['on or after 2011-03-09', '[2011-03-09..]'],
    ['from 2011-05-01 to 2011-05-07', '2011-05-01/2011-05-07'],
    ['[2011-07-20,2011-07-27] after 10:00', '[2011-07-20T10:00..2011-07-20T23:59,2011-07-27T10:00..2011-07-27T23:59]'],
    ['[2011-07-20,2011-07-27] 10:00', '[2011-07-20T10:00,2011-07-27T10:00]'],
  ])('reads "%s" as %s', (words, edtf) => {
    expect(edtfOfWords(words)).toBe(edtf);
  });

  it('leaves EDTF as it is', () => {
    check(fc.property(edtfForm.map(printEdtf), (edtf) => {
      expect(edtfOfWords(edtf)).toBe(edtf);
    }));
  });

  it.each(['', 'yesterday', '2011-05-09 noonish', '2011-05-09 25:00', '2011-05-09 before 00:00', '2011-05 midday', '2011-02-29 midday', '[2011-05..2011-06] evening',
    'between 2011-07-14 and 2011-07-12', '2011-07-20 or', 'on or before'])('refuses "%s" and says what it accepts', (words) => {
    expect(() => edtfOfWords(words)).toThrow(DateWordsError);
    expect(() => edtfOfWords(words)).toThrow(/is not a date: .+\. Accepted: EDTF/);
  });

  it.each(Object.keys(DAY_PARTS))('gives the name back: %s', (part) => {
    expect(sayDate(resolve(edtfOfWords(`2011-05-09 ${part}`), 'America/New_York'))).toBe(`May 9, 2011, ${part}`);
  });
});
