import { describe, expect, it } from '@jest/globals';
import { monthOf } from './months.js';
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
    ['[..2011-07-02]', '../2011-07'],
    ['[2011-07-02..]', '2011-07/..'],
  ])('%s is %s', (edtf, month) => {
    expect(monthOf(resolve(edtf, ZONE), ZONE)).toBe(month);
  });
});
