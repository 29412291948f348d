import { describe, expect, it } from '@jest/globals';
import edtf from 'edtf';
import fc from 'fast-check';
import { dateForm, edtfForm } from '../../../../test/support/dates.js';
import { check } from '../../../../test/support/property.js';
import { parseEdtf } from './edtf-parse.js';
import { civilSpan } from './edtf-span.js';
import { EdtfError, printEdtf } from './edtf.js';

const ACCEPTED = [
  '2011', '0000', '-0044', 'Y12345', 'Y-170000', '2011-06', '2011-07-12', '2012-02-29', '2011-21', '2011-24?',
  '201X', '20XX', '2011-XX', '2011-06-XX', '2011-XX-XX', '2011-07-20?', '2011~', '2011-06%', '201X~',
  '2011-05-10T08:00', '2011-05-10T08:00:30', '2011-05-10T08:00Z', '2011-05-10T08:00:30-04:00', '2011-05-10T08:00+05', '2011-05-10T00:00-00:00',
  '2011-05-01/2011-05-07', '2011/2012-06', '../2011-05-07', '2011-05-01/..', '/2011-05-07', '2011-05-01/', '2011-05-01/2011-05-01',
  '[2011-07-20,2011-07-27]', '[2011-05-10..2011-07-12]', '[..2011-03-09]', '[2011-03-09..]', '[2011-05-10]', '[2011-06-15..2011-06]',
  '[..1999,2001,2003-01..2003-02,2005..]', '[2011-05-10T08:00..2011-05-10T23:59,2011-05-12]',
];

const REFUSED: [text: string, offset: number, reason: RegExp][] = [
  ['', 0, /missing/],
  ['2011-02-29', 8, /no day 29/],
  ['1900-02-29', 8, /no day 29/],
  ['2011-13', 5, /no month 13/],
  ['2011-00-01', 5, /no month 00/],
  ['2011-25', 5, /no month 25/],
  ['2011-04-31', 8, /no day 31/],
  ['2011-07-12T24:00', 11, /no hour 24/],
  ['2011-07-12T08:60', 14, /no minute 60/],
  ['2011-07-12T08:00:60', 17, /no second 60/],
  ['2011-07-12T08:00+24:00', 16, /no offset/],
  ['2011-07-12T08', 13, /expected/],
  ['2011-07-12T08:00?', 16, /expected/],
  ['2011-7-12', 6, /year first/],
  ['5/10/86', 1, /year first/],
  ['13.7.2011', 2, /year first/],
  ['86-05-10', 2, /year first/],
  ['2011/05/10', 7, /year first/],
  ['12.5', 2, /a form such as/],
  ['July 12', 4, /white space/],
  ['2011 ', 4, /white space/],
  ['-0000', 0, /no sign/],
  ['Y2011', 5, /expected/],
  ['Y02011', 1, /another digit/],
  ['Y12345-01', 6, /expected/],
  ['2011-XX-12', 8, /must be XX/],
  ['XXXX', 0, /expected/],
  ['2011-07-12/2011-07-11', 11, /before the start/],
  ['2011-07/2011-06-30', 8, /before the start/],
  ['[2011-07-12..2011-07-11]', 13, /before the start/],
  ['[2011-05-10T08:00..2011-05-10T07:59]', 19, /before the start/],
  ['2011-05-10T08:00Z/2011-05-10T08:00+05:00', 18, /before the start/],
  ['/', 0, /one of its ends/],
  ['../..', 0, /one of its ends/],
  ['[..]', 1, /one of its ends/],
  ['2011/2012/2013', 9, /expected/],
  ['[]', 1, /missing/],
  ['[2011,]', 6, /missing/],
  ['[2011', 5, /not closed/],
  ['[2011, 2012]', 6, /white space/],
  ['[2011..,2013]', 5, /only the last/],
  ['[2011,..2013]', 6, /only the first/],
  ['{2011,2012}', 0, /expected/],
  ['2011-06-24T10:00:00.5Z', 19, /expected/],
];

describe('parseEdtf', () => {
  it.each(ACCEPTED)('reads %s and prints it back', (text) => {
    expect(printEdtf(parseEdtf(text))).toBe(text);
  });

  it.each(REFUSED)('refuses "%s" at offset %i', (text, offset, reason) => {
    const refused = caught(() => parseEdtf(text));
    expect(refused).toBeInstanceOf(EdtfError);
    expect((refused as EdtfError).reason).toMatch(reason);
    expect((refused as EdtfError).offset).toBe(offset);
  });

  it('reads back what is printed of any date', () => {
    check(fc.property(edtfForm, (form) => {
      expect(parseEdtf(printEdtf(form))).toEqual(form);
    }), 2_000);
  });

  it('prints back any text that it accepts', () => {
    const fragment = fc.constantFrom('2011', '20', '1X', 'XX', '-', '-02', '-29', '-06', '-12', 'T08:00', ':30', 'Z', '-04:00', '/', '..', '[', ']', ',', '?', '~', 'Y', ' ');
    check(fc.property(fc.array(fragment, { maxLength: 8 }), (fragments) => {
      const text = fragments.join('');
      const form = caught(() => parseEdtf(text));
      if (!(form instanceof EdtfError)) expect(printEdtf(form as never)).toBe(text);
    }), 5_000);
  });
});

/**
 * Where the `edtf` package (4.11) is right, it agrees. It takes seasons for quarters of the year, 29 February 2011 for 1 March, an unknown end for 1970,
 * a minute for its first millisecond, a local time for the machine's, and errs on unspecified parts of the year 0 and of years before; it knows no mark on long
 * years or unspecified digits, and no -00:00.
 */
describe('the edtf package', () => {
  const comparable = dateForm.filter((date) => {
    if (date.type === 'season' || date.type === 'time') return false;
    const text = printEdtf(date);
    if (text.startsWith('Y')) return date.mark === undefined;
    return !text.includes('X') || (date.mark === undefined && date.year > 0);
  });
  const times = dateForm.filter((date) => date.type === 'time' && date.offset !== '-00:00');

  it('gives the same bounds to any comparable date', () => {
    check(fc.property(comparable, (date) => {
      const theirs = edtf(printEdtf(date));
      expect(civilSpan(date)).toEqual({ start: theirs.min, end: theirs.max + 1 });
    }), 1_000);
  });

  it('gives the same start to any time', () => {
    check(fc.property(times, (time) => {
      const text = printEdtf(time);
      const isLocal = time.type === 'time' && time.offset === undefined;
      expect(civilSpan(time).start).toBe(edtf(isLocal ? `${text}Z` : text).min);
    }), 500);
  });
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
