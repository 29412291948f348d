import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../../test/support/property.js';
import { figurePath, ROUND_MEASURES, roundPath, termPath } from './values.js';

/** Keys that look like paths, kinds, measures and the round without a name. */
const key = fc.array(fc.constantFrom('strike', 'unstated', 'issued', 'a'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const round = fc.record({ notice: fc.constantFrom('layoff' as const, 'strike' as const), round: fc.option(key), measure: fc.constantFrom(...ROUND_MEASURES.map(([measure]) => measure)) });

describe('the path of a value', () => {
  it('is that of no other', () => {
    check(fc.property(round, round, (one, other) => {
      const [left, right] = [one, other].map((value) => `${roundPath(value, 'layoff')}.${value.measure}`);
      expect(left === right).toBe(JSON.stringify(one) === JSON.stringify(other));
    }), 2_000);
    check(fc.property(key, fc.option(key, { nil: undefined }), key, fc.option(key, { nil: undefined }), (a, b, c, d) => {
      expect(figurePath(a, b) === figurePath(c, d)).toBe(a === c && b === d);
    }), 2_000);
    check(fc.property(key, key, key, key, (a, b, c, d) => {
      expect(termPath({ package: a, term: b }) === termPath({ package: c, term: d })).toBe(a === c && b === d);
    }), 2_000);
  });
});
