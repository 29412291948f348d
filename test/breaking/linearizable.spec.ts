import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../support/property.js';
import { isLinearizable, type Operation } from './linearizable.js';

const read = (called: number, returned: number, revision: number): Operation => ({ kind: 'read', called: BigInt(called), returned: BigInt(returned), revision });
const made = (called: number, returned: number, expected: number): Operation => ({ kind: 'change', called: BigInt(called), returned: BigInt(returned), expected, made: true, revision: expected + 1 });
const refused = (called: number, returned: number, expected: number, revision: number): Operation => ({ kind: 'change', called: BigInt(called), returned: BigInt(returned), expected, made: false, revision });
const unheard = (called: number, expected: number): Operation => ({ kind: 'change', called: BigInt(called), expected });

describe('what can have happened one after another', () => {
  it.each<[string, Operation[]]>([
    ['a change that a later read shows', [made(0, 1, 1), read(2, 3, 2)]],
    ['a read beside a change that shows what was before it', [made(0, 5, 1), read(2, 3, 1)]],
    ['one of two changes at once', [made(0, 5, 1), refused(1, 6, 1, 2), read(7, 8, 2)]],
    ['a change that nobody heard of, which was made', [unheard(0, 1), read(2, 3, 2)]],
    ['a change that nobody heard of, which was made late', [unheard(0, 1), read(2, 3, 1), read(4, 5, 2)]],
    ['a change that nobody heard of, which was not', [unheard(0, 1), read(2, 3, 1), made(4, 5, 1)]],
  ])('%s', (_, history) => expect(isLinearizable(history, 1)).toBe(true));

  it.each<[string, Operation[]]>([
    ['a change that a later read does not show', [made(0, 1, 1), read(2, 3, 1)]],
    ['a read that goes back', [made(0, 9, 1), read(2, 3, 2), read(4, 5, 1)]],
    ['two changes from one revision', [made(0, 5, 1), made(1, 6, 1)]],
    ['a revision from nowhere', [read(0, 1, 2)]],
    ['a change that is refused though what it expects is there', [refused(0, 1, 1, 1)]],
    ['a change that shows before it was called', [read(0, 1, 2), unheard(2, 1)]],
  ])('is not %s', (_, history) => expect(isLinearizable(history, 1)).toBe(false));

  /** Operations as they happen at instants 10, 20, …, each called a while before and returned a while after. */
  const histories = fc.array(fc.record({ kind: fc.constantFrom('read', 'change', 'stale', 'lost'), before: fc.integer({ min: 1, max: 60 }), since: fc.integer({ min: 1, max: 60 }) }), { minLength: 1, maxLength: 30 }).map((steps) => {
    let revision = 1;
    return steps.map(({ kind, before, since }, n): Operation => {
      const [called, returned] = [10 * n + 100 - before, 10 * n + 100 + since];
      if (kind === 'read') return read(called, returned, revision);
      if (kind === 'stale') return refused(called, returned, revision + 1, revision);
      revision += 1;
      return kind === 'lost' ? unheard(called, revision - 1) : made(called, returned, revision - 1);
    });
  });

  it('every history that was made one after another, whatever overlaps', () => {
    check(fc.property(histories, (history) => isLinearizable(history, 1)));
  });

  it('is no longer one where a last read shows less than what was acknowledged', () => {
    check(fc.property(histories.filter((history) => history.some((operation) => operation.made === true)), (history) => {
      const acknowledged = Math.max(...history.filter((operation) => operation.made === true).map(({ revision }) => revision!));
      return !isLinearizable([...history, read(100_000, 100_001, acknowledged - 1)], 1);
    }));
  });
});
