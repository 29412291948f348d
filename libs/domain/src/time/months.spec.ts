import { describe, expect, it } from '@jest/globals';
import { MONTHS, monthOf } from './months.js';
import { resolve } from './resolve.js';

const ZONE = 'Pacific/Auckland';

describe('the month of a date', () => {
  it.each([
    ['2011-05-31', '2011-05'],
    ['2011-05', '2011-05'],
    ['2011-05-31T23:30', '2011-05'],
    ['2011-05-31?', '2011-05'],
    ['[2011-05-01..2011-05-31]', '2011-05'],
    ['[2011-05-31..2011-06-01]', '2011-05/2011-06'],
    ['2011', '2011-01/2011-12'],
    ['Y12345', '+012345-01/+012345-12'],
    ['[..2011-07-02]', '../2011-07'],
    ['[2011-07-02..]', '2011-07/..'],
  ])('%s is %s', (edtf, month) => {
    expect(monthOf(resolve(edtf, ZONE), ZONE)).toBe(month);
    expect(month).toMatch(MONTHS);
  });

  it.each(['2011', '2011-00', '2011-13', '2011-05-10', '2011-05/', '../..', '11-05', 'May 2011'])('%s is none', (text) => expect(text).not.toMatch(MONTHS));
});
