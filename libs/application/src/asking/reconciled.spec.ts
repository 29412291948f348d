import { describe, expect, it } from '@jest/globals';
import { finished, type LedgerEvent, type Moment } from '#libs/domain';
import { parsedInSteps } from '../../../../test/support/effort.js';
import { realisticSteps } from '../../../../test/support/realistic.js';
import { sealedPages } from '../../../../test/support/sealed.js';
import { timelineOf } from '../../../../test/support/timelines.js';
import { linesOnce, reconcilingOnce } from './reconciled.js';

describe('findings after a reconciliation', () => {
  const events = [...sealedPages(realisticSteps({ negotiation: 'talks', events: 300, seed: 7, days: 100 }))]
    .flat()
    .map(({ head, body }) => ({ head: JSON.parse(head), body: body === null ? null : JSON.parse(body) }) as LedgerEvent);
  const timeline = timelineOf(events, events, { stride: 8, swapped: false });
  const evidenceAt = (more: Partial<Moment> = {}) => timeline.teller().evidenceAt({ at: Date.UTC(2030, 0), known: Infinity, ledger: 300, ...more });
  const parsed = (more: Partial<Moment>) => parsedInSteps(linesOnce(timeline, evidenceAt(more))).reduce((sum, each) => sum + each, 0);

  it('are of the same lines at the same moment, and nothing is read again', () => {
    const { lines } = finished(reconcilingOnce(timeline, evidenceAt()));
    expect(lines.length).toBeGreaterThan(0);
    expect(parsed({})).toBe(0);
    expect(finished(linesOnce(timeline, evidenceAt())).lines).toBe(lines);
  });

  it.each([{ at: Date.UTC(2001, 1) }, { known: Date.UTC(2020, 0) }, { ledger: 200 }])('are of other lines at another moment: %j', (other) => {
    const { lines } = finished(reconcilingOnce(timeline, evidenceAt()));
    expect(parsed(other)).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
  });
});
