import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { MARKS } from './contributions.js';
import type { Box, Run } from './evidence.js';
import { compareHappened } from './fold.js';
import type { Seen } from './history.js';
import { indexedRun } from './indexed-run.js';
import { type Member, plainRun } from './naive-evidence.js';

const instant = fc.nat({ max: 12 });
const box: fc.Arbitrary<Box> = fc.record({ earliestFrom: instant, earliestBefore: instant, latestAfter: instant, latestTo: instant }, { requiredKeys: [] });
const span = fc.tuple(fc.oneof(instant, fc.constant(-Infinity)), fc.integer({ min: 1, max: 5 })).map(([earliest, length]) => ({ earliest, latest: earliest === -Infinity ? length : earliest + length }));
const weight = fc.record({ low: fc.nat({ max: 9 }), high: fc.option(fc.integer({ min: 9, max: 20 }), { freq: 6 }) });

const members: fc.Arbitrary<Member[]> = fc.array(fc.record({ span, weight, marks: fc.constantFrom(MARKS.plain, MARKS.plain, MARKS.related) }), { maxLength: 12 }).map((all) =>
  all
    .map((each, index): Member => {
      const place = { id: `fact-${index}`, order: 0, span: each.span };
      return { ...each, ...place, seen: place as Seen, place: 'certain' };
    })
    .sort(compareHappened),
);

/** Everything that can be asked of a run, in ids and numbers. */
function askedOf(run: Run): unknown[] {
  const lists = [run.related(), [...run.each()], [...run.entries()], run.first(2), run.first(2, MARKS.plain), run.last(2), run.last(1, MARKS.related), run.first(0), run.last(0)];
  return [run.count, run.sum(), ...lists.map((list) => list.map(({ id }) => id))];
}

describe('an indexed run', () => {
  it('answers for any box, and a box in a box, as going through all members does', () => {
    check(fc.property(members, fc.array(box, { minLength: 1, maxLength: 2 }), (all, boxes) => {
      const asked = (run: Run): unknown[] => askedOf(boxes.reduce((inside, next) => inside.within(next), run));
      expect(asked(indexedRun(all))).toEqual(asked(plainRun(all)));
    }), 500);
  });
});
