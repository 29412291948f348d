import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { sum } from './arithmetic.js';
import { LARGEST_COUNT, parseQuantity, type QuantityInput } from './parse.js';
import { QuantityError } from './wording.js';

describe('parseQuantity', () => {
  it.each<[QuantityInput, number, number | null, string]>([
    [328, 328, 328, 'exact'],
    [0, 0, 0, 'exact'],
    ['328', 328, 328, 'exact'],
    ['1,851', 1_851, 1_851, 'exact'],
    ['1234567', 1_234_567, 1_234_567, 'exact'],
    ['9,999,999,999', 9_999_999_999, 9_999_999_999, 'exact'],
    ['about 125', 118, 132, 'about'],
    ['about 9', 8, 10, 'about'],
    ['about 100', 95, 105, 'about'],
    ['about 1', 0, 2, 'about'],
    ['about 0', 0, 0, 'about'],
    ['approximately 6,500', 6_175, 6_825, 'about'],
    ['around 20', 19, 21, 'about'],
    ['~ 20', 19, 21, 'about'],
    ['~20', 19, 21, 'about'],
    ['About  20 ', 19, 21, 'about'],
    ['more than 4,000', 4_001, null, 'more-than'],
    ['over 40', 41, null, 'more-than'],
    ['at least 40', 40, null, 'at-least'],
    ['no fewer than 40', 40, null, 'at-least'],
    ['at most 300', 0, 300, 'at-most'],
    ['up to 300', 0, 300, 'at-most'],
    ['no more than 300', 0, 300, 'at-most'],
    ['fewer than 6,500', 0, 6_499, 'fewer-than'],
    ['less than 1', 0, 0, 'fewer-than'],
    ['between 10 and 15', 10, 15, 'between'],
    ['between 10 and 10', 10, 10, 'between'],
    ['unstated', 1, null, 'unstated'],
    ['hundreds', 200, null, 'at-least'],
    ['thousands', 2_000, null, 'at-least'],
    [{ wording: 'about 9' }, 8, 10, 'about'],
  ])('reads %j as [%j, %j]', (input, low, high, qualifier) => {
    expect(parseQuantity(input)).toMatchObject({ low, high, qualifier });
  });

  it('keeps the wording, and names the convention where the words alone give no bounds', () => {
    expect(parseQuantity('about  125')).toEqual({ low: 118, high: 132, qualifier: 'about', wording: 'about 125', convention: 'about-5%' });
    expect(parseQuantity('thousands').convention).toBe('thousands-2');
    expect(parseQuantity('hundreds').convention).toBe('hundreds-2');
    expect(parseQuantity('more than 4,000')).not.toHaveProperty('convention');
  });

  it('takes derived bounds, with the reason, over those of the words', () => {
    expect(parseQuantity({ wording: 'unstated', high: 4_742, derived: 'at most the 4,742 planned' })).toEqual({
      low: 1, high: 4_742, qualifier: 'unstated', wording: 'unstated', derived: 'at most the 4,742 planned',
    });
    expect(parseQuantity({ wording: 'very few', low: 1, derived: 'no number' })).toEqual({ low: 1, high: null, qualifier: 'unstated', wording: 'very few', derived: 'no number' });
    expect(parseQuantity({ wording: 'up to 300', high: null, derived: 'doubtful' })).toMatchObject({ low: 0, high: null });
  });

  it.each<QuantityInput>([
    '', 'many', '-5', -5, 1.5, NaN, '1.5', '18,51', '1,8512', '01', '4 742', '10-15', 'about', 'about many', 'more than more than 4', 'between 10', 'between 15 and 10', 'fewer than 0',
    10_000_000_000, '10000000000', 'more than 9999999999', 'about 9999999999', '9'.repeat(400), 1e21, 2 ** 53,
    { wording: '5', low: 4 }, { wording: '5', derived: 'why' }, { wording: '', low: 1, derived: 'why' }, { wording: 'x', low: 2, high: 1, derived: 'why' },
    { wording: 'x', low: -1, derived: 'why' }, { wording: 'x', low: 1.5, derived: 'why' }, { wording: 'x', high: 10_000_000_000, derived: 'why' },
  ])('refuses %j', (input) => {
    expect(() => parseQuantity(input)).toThrow(QuantityError);
  });

  it('says which forms it takes', () => {
    expect(() => parseQuantity('many')).toThrow('"many" is not a count. Accepted: a whole number (328 or 1,851), "about n"');
  });
});

describe('counts', () => {
  it('add up exactly, whatever they are', () => {
    check(fc.property(fc.array(fc.nat({ max: LARGEST_COUNT })), (numbers) => {
      expect(BigInt(sum(numbers.map(parseQuantity)).low)).toBe(numbers.reduce((all, number) => all + BigInt(number), 0n));
    }));
    expect(900_000 * LARGEST_COUNT).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it('that are too large say what else they may be', () => {
    expect(() => parseQuantity('$ 12')).toThrow('is not a count');
    expect(() => parseQuantity('12,000,000,000')).toThrow('"12,000,000,000" is more than 9,999,999,999, the largest count; an amount of money is a figure');
  });
});

describe('the convention about-5%', () => {
  it('holds n, no less than five per cent to either side, and less than one unit more', () => {
    check(fc.property(fc.nat({ max: 1_000_000 }), (n) => {
      const { low, high } = parseQuantity(`about ${n}`);
      expect(low * 100).toBeLessThanOrEqual(n * 95);
      expect((low + 1) * 100).toBeGreaterThan(n * 95);
      expect((high ?? 0) * 100).toBeGreaterThanOrEqual(n * 105);
      expect(((high ?? 0) - 1) * 100).toBeLessThan(n * 105);
    }), 1_000);
  });
});
