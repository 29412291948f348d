import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '#libs/domain';
import { heldSince } from '../../../../test/support/heap.js';
import { check } from '../../../../test/support/property.js';
import { type Desk, openDesk } from './desk.js';

let desk: Desk;
beforeEach(() => void (desk = openDesk()));
afterEach(() => desk.close());

const PLACE = { file: 'may.csv', line: 2, column: 1 };

function recordOf(fact: string, title = ''): Command {
  return { op: 'record', id: `event-${fact}`, fact, negotiation: 'mill', type: 'notices.issued', claims: [{ data: { title } }] };
}

/** Puts facts on the desk, in order, with the ids that each names. */
function put(on: Desk, facts: [string, ...string[]][]): void {
  for (const [fact, ...named] of facts) {
    on.ids.take(fact, PLACE);
    for (const id of named) on.ids.refer({ by: fact, id, place: PLACE });
  }
  for (const [fact] of facts) on.keep(fact, [recordOf(fact)]);
}

const chunksOf = (from: Desk, size: number): string[][] => [...from.chunks(size)].map((chunk) => chunk.map(({ fact }) => fact));

describe('the ids of a case', () => {
  it('are each taken once, and say where', () => {
    expect(desk.ids.take('a', PLACE)).toBeUndefined();
    expect(desk.ids.take('a', { ...PLACE, line: 9 })).toEqual(PLACE);
    expect([desk.holds('a'), desk.holds('b')]).toEqual([true, false]);
  });

  it('that never came are told with where they are named', () => {
    put(desk, [['a', 'b', 'nowhere'], ['b']]);
    expect([...desk.ids.unmet()].flat()).toEqual([{ by: 'a', id: 'nowhere', place: PLACE }]);
  });

  it('are suggested from those nearby', () => {
    put(desk, ['a', 'b', 'd'].map((id) => [id]));
    expect([...desk.ids.near('c')].sort()).toEqual(['a', 'b', 'd']);
  });
});

describe('chunks', () => {
  it('are of so many facts, in the order of the case', () => {
    put(desk, ['a', 'b', 'c', 'd', 'e'].map((id) => [id]));
    expect(chunksOf(desk, 2)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('take along the facts that are named in them and come later, and those that these name', () => {
    put(desk, [['statement', 'n900'], ['b'], ['c'], ['n900', 'n901'], ['n901'], ['last']]);
    expect(chunksOf(desk, 2)).toEqual([['statement', 'b', 'n900', 'n901'], ['c', 'last']]);
  });

  it('take along what stands before those that are taken along', () => {
    put(desk, [['a', 'd'], ['b'], ['c'], ['d', 'c']]);
    expect(chunksOf(desk, 1)).toEqual([['a', 'd', 'c'], ['b']]);
  });

  it('hold commands of one fact together, and what the files do not hold at the end', () => {
    desk.ids.take('a', PLACE);
    desk.keep('gone', [{ op: 'retract', id: 'r', fact: 'gone' }]);
    desk.keep('a', [{ op: 'reinstate', id: 'i', fact: 'a' }, { op: 'mend', id: 'm', fact: 'a', claims: [] }]);
    expect([...desk.chunks(1)].map((chunk) => chunk.map(({ op }) => op))).toEqual([['reinstate', 'mend'], ['retract']]);
    expect(desk.size()).toBe(3);
  });

  it('hold every command once, and no fact before the chunk of those it names', () => {
    const named = fc.array(fc.array(fc.nat(14), { maxLength: 2 }), { minLength: 1, maxLength: 15 });
    check(fc.property(named, fc.integer({ min: 1, max: 6 }), (all, size) => {
      const own = openDesk();
      try {
        put(own, all.map((ids, fact): [string, ...string[]] => [`f${fact}`, ...ids.filter((id) => id < all.length).map((id) => `f${id}`)]));
        const chunks = chunksOf(own, size);
        const chunkOf = new Map(chunks.flatMap((chunk, index) => chunk.map((fact) => [fact, index])));
        expect(chunks.flat().sort()).toEqual(all.map((_, fact) => `f${fact}`).sort());
        all.forEach((ids, fact) => ids.forEach((id) => expect(chunkOf.get(`f${id}`) ?? 0).toBeLessThanOrEqual(chunkOf.get(`f${fact}`)!)));
      } finally {
        own.close();
      }
    }), 100);
  });

  it('are all that is held in memory', () => {
    const held = heldSince();
    for (let fact = 0; fact < 20_000; fact += 1) {
      desk.ids.take(`f${fact}`, PLACE);
      desk.keep(`f${fact}`, [recordOf(`f${fact}`, 'x'.repeat(1_000))]);
    }
    let chunks = 0;
    for (const _ of desk.chunks(50)) if ((chunks += 1) % 100 === 0) expect(held()).toBeLessThan(4e6);
    expect(chunks).toBe(400);
  });
});
