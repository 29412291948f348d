import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { finished, sorted } from './slices.js';

describe('a list sorted a stretch at a time', () => {
  it('is in the order that sort gives it, what is equal as it was', () => {
    check(fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat()), { maxLength: 40 }), fc.nat(300), (few, times) => {
      const list = Array.from({ length: times }, () => few).flat();
      const compare = ([a]: [number, number], [b]: [number, number]): number => a - b;
      expect(finished(sorted(list, compare))).toEqual([...list].sort(compare));
    }), 30);
  });

  it('can be left often, however long it is', () => {
    const [few, many] = [10_000, 100_000].map((length) => {
      let most = 0;
      let since = 0;
      const work = sorted(Array.from({ length }, (_, place) => (place * 7_919) % length), (a, b) => {
        since += 1;
        return a - b;
      });
      for (let done = false; !done; since = 0) {
        done = work.next().done === true;
        most = Math.max(most, since);
      }
      return most;
    }) as [number, number];
    expect(many).toBeLessThan(2 * few);
  });
});
