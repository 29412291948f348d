import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { historyOf, issuedBy, viewAt } from '#libs/domain';
import { SEED } from '../../../../test/support/property.js';
import { indexed, many, moments } from '../../test/many.js';
import type { IssuedBy } from './issued.js';

const BY: IssuedBy[] = [{}, { dimension: 'agency' }, { month: true }, { dimension: 'site', month: true }];

describe('notices of all negotiations', () => {
  it('add up in each negotiation as they do when it is folded', async () => {
    const tally = { lines: 0, folded: 0, named: 0, possible: 0 };
    await fc.assert(
      fc.asyncProperty(many, moments, async (told, asked) => {
        const whole = await indexed(told.events);
        for (const { at, known, cut } of asked) {
          const ledger = told.events.length - cut;
          const filter = { ledger, notice: 'layoff', moments: [...new Set(told.zones.values())].map((zone) => ({ zone, at, known })) };
          for (const by of BY) {
            const parts = await Promise.all((await whole.ranges(2)).map((range) => whole.issued({ ...by, negotiation: true }, filter, range)));
            const folded = parts.flatMap(({ unsettled }) => unsettled);
            const counted = parts.flatMap(({ lines }) => lines);
            tally.folded += folded.length;
            const settled = [...told.zones].filter(([id]) => !folded.includes(id));
            const expected = settled.flatMap(([negotiation, zone]) => {
              const view = viewAt(historyOf(negotiation, zone, told.events.filter(({ head }) => head.negotiation === negotiation)), { at, known, ledger });
              return issuedBy(view, 'layoff', by).map(({ certain, possible, ...line }) => ({
                ...line, negotiation, certainLow: certain.low, certainHigh: certain.high, possibleHigh: possible.high, negotiations: 1,
              }));
            });
            expect(inOrder(counted)).toEqual(inOrder(expected));
            tally.lines += expected.length;
            tally.named += expected.filter(({ name }) => name).length;
            tally.possible += expected.filter(({ certainHigh, possibleHigh }) => certainHigh !== possibleHigh).length;
          }
        }
      }),
      { seed: SEED, numRuns: 50 },
    );
    // What was generated shows something of each.
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(50);
  });
});

function inOrder<T extends object>(lines: readonly T[]): string[] {
  return lines.map((line) => JSON.stringify(Object.fromEntries(Object.entries(line).sort()))).sort();
}
