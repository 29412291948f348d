import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Evidence, finished, type LedgerEvent, type Moment, notices, state } from '#libs/domain';
import { parsedInSteps } from '../../../test/support/effort.js';
import { BASIS } from '../../../test/support/moments.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { timelineOf } from '../../../test/support/timelines.js';
import type { Timeline } from './timeline.js';

const SIZE = 900;
/** What half of the events said, by what half of that was known: everything is read for it. */
const OLD: Moment = { at: Date.UTC(2001, 3), known: Date.UTC(2001, 2), ledger: SIZE / 2 };
/** A fact has few events. */
const OF_ONE_FACT = 8;

describe('what was known at an old ledger size', () => {
  let timeline: Timeline;
  const sumOf = (steps: readonly number[]): number => steps.reduce((sum, parsed) => sum + parsed, 0);
  const told = (evidence: Evidence): unknown => [notices(evidence), state(evidence, BASIS)];
  beforeAll(() => {
    const events = [...sealedPages(realisticSteps({ negotiation: 'talks', events: SIZE, seed: 7, days: SIZE / 3 }))].flat().map(({ head, body }) => ({ head: JSON.parse(head), body: body === null ? null : JSON.parse(body) }) as LedgerEvent);
    timeline = timelineOf(events, events, { stride: 8, swapped: false });
  });

  it('is gathered by reading everything, which can be left after each fact', () => {
    const steps = parsedInSteps(timeline.gathering(OLD));
    expect(sumOf(steps)).toBe(SIZE);
    expect(Math.max(...steps)).toBeLessThan(OF_ONE_FACT);
    expect(steps.length).toBeGreaterThan(2 * SIZE);
  });

  it('is gathered once for all questions about one moment', () => {
    const evidence = finished(timeline.gathering(OLD));
    expect(evidence.cost).toBe('linear');
    expect(timeline.evidenceAt({ ...OLD })).toBe(evidence);
    expect(timeline.evidenceAt({ ...OLD, at: OLD.at + 1 })).not.toBe(evidence);
  });

  it('is the same where others were asked about another moment meanwhile', () => {
    const alone = told(timeline.evidenceAt(OLD));
    const [one, other] = [timeline.gathering({ ...OLD, known: OLD.known - 1 }), timeline.gathering({ ...OLD, known: OLD.known + 1 })];
    for (let turn = 0; turn < 100; turn += 1) for (const work of [one, other]) work.next();
    const between = finished(timeline.gathering({ ...OLD }));
    finished(one);
    finished(other);
    expect(told(between)).toEqual(alone);
    expect(told(timeline.evidenceAt(OLD))).toEqual(alone);
  });
});
