import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dealStatus, historyOf, naiveEvidence, viewAt } from '#libs/domain';
import { SEED } from '../../../../test/support/property.js';
import { indexed, many, type Many, moments } from '../../test/many.js';

const STATUSES = ['none', 'talking', 'stalled', 'tentative', 'voting', 'rejected', 'ratified', 'ended'];

function foldedStatus({ events, zones }: Many, id: string, moment: { at: number; known: number; ledger: number }): string {
  return dealStatus(naiveEvidence(viewAt(historyOf(id, zones.get(id)!, events.filter(({ head }) => head.negotiation === id)), moment))).status;
}

describe('the list by status', () => {
  it('has each settled negotiation under the status that the fold gives it, at any moment', async () => {
    const tally = { settled: 0, unsettled: 0, moved: 0 };
    await fc.assert(
      fc.asyncProperty(many, moments, async (told, asked) => {
        const whole = await indexed(told.events);
        for (const { at, known, cut } of asked) {
          const ledger = told.events.length - cut;
          const filter = { ledger, moments: [...new Set(told.zones.values())].map((zone) => ({ zone, at, known })) };
          const { unread: unsettled } = await whole.standings({ ...filter, status: 'none' }, { start: 0, limit: 0 });
          const read = new Map(unsettled.map((id) => [id, 'read']));
          const opened = [...told.zones.keys()].filter((id) => told.events.findIndex(({ head }) => head.negotiation === id) < ledger);
          const expected = opened.filter((id) => !unsettled.includes(id)).map((id) => [id, foldedStatus(told, id, { at, known, ledger })]);
          const listed: string[][] = [];
          for (const status of STATUSES) {
            const { rows, total } = await whole.standings({ ...filter, status, read }, { start: 0, limit: 100 });
            expect(total).toBe(rows.length);
            listed.push(...rows.map(({ id }) => [id, status]));
          }
          expect(listed.sort()).toEqual(expected.sort());
          tally.settled += expected.length;
          tally.unsettled += unsettled.length;
          tally.moved += expected.filter(([, status]) => status !== 'none').length;
        }
      }),
      { seed: SEED, numRuns: 50 },
    );
    // What was generated shows something of each.
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(20);
  });

  it('adds negotiations that were read beside the index, and pages through all of them', async () => {
    const opening = fc.sample(many, { seed: SEED, numRuns: 20 }).find(({ zones }) => zones.size === 6)!;
    const whole = await indexed(opening.events);
    const filter = { ledger: opening.events.length, moments: [...new Set(opening.zones.values())].map((zone) => ({ zone, at: 0, known: Date.UTC(2030, 0) })), status: 'ended' };
    const { unread, ...settled } = await whole.standings(filter, { start: 0, limit: 10 });
    expect([unread.length, settled]).toEqual([1, { rows: [], total: 0 }]);
    const others = [...opening.zones.keys()].filter((id) => !unread.includes(id)).sort().slice(0, 3);
    const read = new Map([...others.map((id) => [id, 'ended'] as const), [unread[0]!, 'none'] as const]);
    const { rows, total } = await whole.standings({ ...filter, read }, { start: 1, limit: 1 });
    expect([rows.map(({ id }) => id), total]).toEqual([[others[1]], 3]);
  });
});
