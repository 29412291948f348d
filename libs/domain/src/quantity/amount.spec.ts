import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { addDecimal, compareDecimal, parseAmount, sayAmount, subtractDecimal, type AmountInput } from './amount.js';
import { multiplyDecimal, shiftDecimal } from './decimal.js';
import { QuantityError } from './wording.js';

describe('parseAmount', () => {
  it.each<[AmountInput, string, string, string | null, string]>([
    ['$1.6 billion', 'USD', '1600000000', '1600000000', 'exact'],
    ['$455 million', 'USD', '455000000', '455000000', 'exact'],
    ['$2,000.50', 'USD', '2000.5', '2000.5', 'exact'],
    ['€3 thousand', 'EUR', '3000', '3000', 'exact'],
    ['£0.10', 'GBP', '0.1', '0.1', 'exact'],
    ['CHF 5 million', 'CHF', '5000000', '5000000', 'exact'],
    ['5 million USD', 'USD', '5000000', '5000000', 'exact'],
    ['about $5 million', 'USD', '4750000', '5250000', 'about'],
    ['between $10 and $15 million', 'USD', '10000000', '15000000', 'between'],
    ['between $10 million and $1 billion', 'USD', '10000000', '1000000000', 'between'],
    ['between 9 and 10 %', 'percent', '9', '10', 'between'],
    ['9.1 %', 'percent', '9.1', '9.1', 'exact'],
    ['3%', 'percent', '3', '3', 'exact'],
    ['-0.5 percent', 'percent', '-0.5', '-0.5', 'exact'],
    ['about -2 %', 'percent', '-2.1', '-1.9', 'about'],
    ['more than $2 billion', 'USD', '2000000000', null, 'more-than'],
    ['fewer than $2', 'USD', '0', '2', 'fewer-than'],
    ['up to 4 %', 'percent', '0', '4', 'at-most'],
    ['more than 40,000 employees', 'employees', '40001', null, 'more-than'],
    ['fewer than 10 jobs', 'jobs', '0', '9', 'fewer-than'],
    ['about 9 managers', 'managers', '8', '10', 'about'],
    ['more than 40 FTE', 'FTE', '41', null, 'more-than'],
    ['81', 'count', '81', '81', 'exact'],
    [81, 'count', '81', '81', 'exact'],
    [{ wording: 'more than 40,000', unit: 'employees' }, 'employees', '40001', null, 'more-than'],
    [{ wording: '$5 million', unit: 'USD' }, 'USD', '5000000', '5000000', 'exact'],
    [{ wording: 'a lot', unit: 'USD', low: '1000.00', high: null }, 'USD', '1000', null, 'unstated'],
    [{ wording: 'about $5 million', low: 4_000_000 }, 'USD', '4000000', '5250000', 'about'],
  ])('reads %j as %s [%s, %s]', (input, unit, low, high, qualifier) => {
    expect(parseAmount(input)).toMatchObject({ unit, low, high, qualifier });
  });

  it('keeps the wording and names the convention', () => {
    expect(parseAmount(' about  $5 million')).toEqual({
      unit: 'USD', low: '4750000', high: '5250000', qualifier: 'about', wording: 'about $5 million', convention: 'about-5%',
    });
  });

  it.each<AmountInput>([
    '', 'a lot', '$', '$1.6billions', '1,6', '$5 employees', 'five million', 'FTE 40', 'between $10 and €15', 'between $15 and $10', NaN, 1e21, { wording: '$5', unit: 'EUR' },
    { wording: 'x', unit: 'USD', low: 'ten' }, { wording: 'x', unit: 'USD', low: 2, high: 1 },
  ])('refuses %j', (input) => {
    expect(() => parseAmount(input)).toThrow(QuantityError);
  });
});

describe('sayAmount', () => {
  it.each<[AmountInput, string]>([
    ['$1.6 billion', '$1.6 billion'],
    ['40 FTE', '40 FTE'],
    ['5 million DEM', 'DEM 5 million'],
    ['$1,000 million', '$1 billion'],
    ['between $10 and $15 million', '$10 million to $15 million'],
    ['more than $2 billion', 'at least $2 billion'],
    ['$1234567', '$1,234,567'],
    ['CHF 5 million', 'CHF 5 million'],
    ['9.1 %', '9.1 %'],
    ['81', '81'],
    ['more than 40,000 employees', 'at least 40,001 employees'],
    ['1,234,567.5 dollars', '1,234,567.5 dollars'],
  ])('says %j as "%s"', (input, words) => {
    expect(sayAmount(parseAmount(input))).toBe(words);
  });
});

const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat({ max: 12 })).map(([units, places]) => shiftDecimal(String(units), -places));

describe('decimals', () => {
  it('are exact where floats are not', () => {
    expect(addDecimal('0.1', '0.2')).toBe('0.3');
    expect(addDecimal('455000000', '545000000')).toBe('1000000000');
    expect(subtractDecimal('1', '1.00')).toBe('0');
    expect(multiplyDecimal('-1', '0')).toBe('0');
    expect(compareDecimal('1.10', '1.1')).toBe(0);
    expect(compareDecimal('-2', '1')).toBe(-1);
    expect(compareDecimal('10', '9')).toBe(1);
    expect(shiftDecimal('1.6', 9)).toBe('1600000000');
    expect(() => addDecimal('1e3', '0')).toThrow('not a decimal');
  });

  it('add and subtract as numbers do', () => {
    check(fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(addDecimal(a, b)).toBe(addDecimal(b, a));
      expect(addDecimal(addDecimal(a, b), c)).toBe(addDecimal(a, addDecimal(b, c)));
      expect(subtractDecimal(addDecimal(a, b), b)).toBe(addDecimal(a, '0'));
      expect(compareDecimal(a, b)).toBe(-compareDecimal(b, a) + 0);
      expect(shiftDecimal(shiftDecimal(a, 5), -5)).toBe(addDecimal(a, '0'));
    }), 500);
  });
});
