import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { add, contains, hull, maxLow, sayBounds, sayCount, subtractClamped, sum, type Verdict, verdict } from './arithmetic.js';
import type { Bounds } from './types.js';

const bounds: fc.Arbitrary<Bounds> = fc
  .tuple(fc.nat({ max: 40 }), fc.option(fc.nat({ max: 10 }), { nil: null }))
  .map(([low, width]) => ({ low, high: width === null ? null : low + width }));

/** An interval and a number in it. */
const world = bounds.chain((within) => fc.record({ within: fc.constant(within), number: fc.integer({ min: within.low, max: within.high ?? within.low + 50 }) }));

describe('sums', () => {
  it('do not depend on order or grouping, and nothing adds nothing', () => {
    check(fc.property(bounds, bounds, bounds, (a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a));
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
      expect(sum([a])).toEqual(a);
      expect(sum([a, b, c])).toEqual(sum([c, a, b]));
      expect(sum([])).toEqual({ low: 0, high: 0 });
    }), 500);
  });

  it('hold the sum of any numbers that their parts hold, and their ends are such sums', () => {
    check(fc.property(fc.array(world, { maxLength: 5 }), (parts) => {
      const total = sum(parts.map(({ within }) => within));
      expect(contains(total, parts.reduce((all, { number }) => all + number, 0))).toBe(true);
      expect(total.low).toBe(parts.reduce((all, { within }) => all + within.low, 0));
    }), 500);
  });
});

describe('subtractClamped', () => {
  it('uses opposite ends', () => {
    expect(subtractClamped({ low: 446, high: 460 }, { low: 10, high: 20 })).toEqual({ low: 426, high: 450 });
    expect(subtractClamped({ low: 5, high: 10 }, { low: 8, high: null })).toEqual({ low: 0, high: 2 });
    expect(subtractClamped({ low: 1, high: null }, { low: 8, high: 9 })).toEqual({ low: 0, high: null });
  });

  it('holds what is left of any two numbers, never less than nothing', () => {
    check(fc.property(world, world, (a, b) => {
      expect(contains(subtractClamped(a.within, b.within), Math.max(0, a.number - b.number))).toBe(true);
    }), 500);
  });
});

describe('hull and maxLow', () => {
  it('hold both, and no less than the larger', () => {
    check(fc.property(world, world, (a, b) => {
      const both = hull(a.within, b.within);
      expect(contains(both, a.number) && contains(both, b.number)).toBe(true);
      expect(hull(a.within, a.within)).toEqual(a.within);
      expect(maxLow([a.within, b.within])).toBe(Math.max(a.within.low, b.within.low));
    }));
    expect(maxLow([])).toBe(0);
  });
});

describe('in words', () => {
  it.each<[number, number | null, string]>([
    [328, 328, '328'],
    [446, 460, '446 to 460'],
    [4_001, null, 'at least 4,001'],
    [0, 300, 'at most 300'],
    [0, 0, '0'],
    [0, null, 'at least 0'],
    [1_391, 1_405, '1,391 to 1,405'],
  ])('[%j, %j] is "%s"', (low, high, words) => {
    expect(sayBounds({ low, high })).toBe(words);
  });

  it.each([[0, '0'], [999, '999'], [1_000, '1,000'], [1_234_567, '1,234,567']])('%i is "%s"', (number, words) => {
    expect(sayCount(number)).toBe(words);
  });
});

describe('verdict', () => {
  const exactly = (n: number): Bounds => ({ low: n, high: n });

  it.each<[Bounds, Bounds, boolean, Verdict, number | null, number | null]>([
    [exactly(1_000), exactly(1_000), true, 'ties', 0, 0],
    [exactly(1_000), exactly(1_000), false, 'ties', 0, 0],
    [{ low: 4_001, high: null }, exactly(3_900), true, 'shortfall', 101, null],
    [{ low: 4_001, high: null }, exactly(3_900), false, 'not-contradicted', 101, null],
    [{ low: 118, high: 132 }, exactly(121), true, 'within-bounds', -3, 11],
    [{ low: 118, high: 132 }, exactly(121), false, 'not-contradicted', -3, 11],
    [{ low: 0, high: 300 }, exactly(310), true, 'excess', -310, -10],
    [{ low: 0, high: 300 }, exactly(310), false, 'excess', -310, -10],
    [exactly(1_851), { low: 446, high: 460 }, false, 'not-contradicted', 1_391, 1_405],
    [exactly(1_851), { low: 446, high: 460 }, true, 'shortfall', 1_391, 1_405],
    [exactly(328), { low: 300, high: null }, true, 'not-contradicted', null, 28],
  ])('of stated %j against itemised %j (complete: %j) is %s', (stated, itemised, complete, expected, low, high) => {
    expect(verdict(stated, itemised, { complete })).toEqual({ verdict: expected, variance: { low, high } });
  });

  it('says shortfall or excess only where no number fits both, and never the former of incomplete items', () => {
    check(fc.property(bounds, bounds, fc.boolean(), (stated, itemised, complete) => {
      const found = verdict(stated, itemised, { complete }).verdict;
      const meet = Math.max(stated.low, itemised.low) <= Math.min(stated.high ?? Infinity, itemised.high ?? Infinity);
      if (found === 'shortfall' || found === 'excess') expect(meet).toBe(false);
      if (complete && !meet) expect(['shortfall', 'excess']).toContain(found);
      if (!complete) expect(found).not.toBe('shortfall');
    }), 1_000);
  });

  it('gives a variance that holds the difference of any two numbers', () => {
    check(fc.property(world, world, (stated, itemised) => {
      const { low, high } = verdict(stated.within, itemised.within, { complete: true }).variance;
      const difference = stated.number - itemised.number;
      expect((low ?? -Infinity) <= difference && difference <= (high ?? Infinity)).toBe(true);
    }), 500);
  });
});
