import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import type { EventHead } from '#libs/domain';
import { SEED } from './property.js';
import { REALISTIC, realisticSteps } from './realistic.js';
import { sealedPages } from './sealed.js';

const shape = { negotiation: 'talks', events: 5_000, seed: SEED };
const events = [...sealedPages(realisticSteps(shape))].flat();
const heads = events.map(({ head }) => JSON.parse(head) as EventHead);

describe('a realistic history', () => {
  it('has as many events as asked for, one after the other, of any length without being held', () => {
    expect(heads.map(({ seq }) => seq)).toEqual(Array.from({ length: 5_000 }, (_, seq) => seq));
    const [first] = sealedPages(realisticSteps({ ...shape, events: 1_000_000_000 }), 10);
    expect(first).toHaveLength(10);
  });

  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => [...realisticSteps({ ...shape, events: 300, seed })];
    expect(of(1)).toEqual(of(1));
    expect(isDeepStrictEqual(of(1), of(2))).toBe(false);
  });

  it('is corrected as often as its rates say', () => {
    const facts = heads.filter(({ op, type }) => op === 'record' && type !== 'source.registered' && type !== 'negotiation.opened').length;
    const rate = (op: string) => heads.filter((head) => head.op === op).length / facts;
    // Some corrections fall behind the end.
    for (const [op, expected] of [['revise', REALISTIC.revised], ['mend', REALISTIC.mended], ['retract', REALISTIC.retracted]] as const) {
      expect(rate(op)).toBeGreaterThan(expected / 2);
      expect(rate(op)).toBeLessThan(expected * 1.5);
    }
  });

  it('says of a fact that nothing follows only where nothing does', () => {
    const ended = new Set<string>();
    for (const { command, last } of realisticSteps(shape)) {
      expect(ended.has(command.fact)).toBe(false);
      if (last) ended.add(command.fact);
    }
    expect(ended.size).toBeGreaterThan(4_000);
  });
});
