import { beforeAll, describe, expect, it } from '@jest/globals';
import { comparing, countingNotices, type Evidence, findingLate, findingOut, findingTimeline, type LedgerEvent, reconciling, type Slices, tellingCourse, tellingDeadlines, tellingFigures, tellingSeries, tellingSources, tellingStatements, tellingStory } from '#libs/domain';
import { parsedInSteps } from '../../../test/support/effort.js';
import { BASIS } from '../../../test/support/moments.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { timelineOf } from '../../../test/support/timelines.js';
import type { Timeline } from './timeline.js';

function talksOf(size: number): Timeline {
  const shape = { negotiation: 'talks', events: size, seed: 7, days: size / 3, agencies: 5, rounds: 3, deadlines: 10, measures: 10 };
  const events = [...sealedPages(realisticSteps(shape))].flat().map(({ head, body }) => ({ head: JSON.parse(head), body: body === null ? null : JSON.parse(body) }) as LedgerEvent);
  return timelineOf(events, events, { stride: 8, swapped: false });
}

const ANSWERS: [what: string, tell: (evidence: Evidence, timeline: Timeline) => Slices<unknown>][] = [
  ['notices, with breakdowns', (evidence) => countingNotices(evidence)],
  ['the course', (evidence) => tellingCourse(evidence)],
  ['deadlines', (evidence) => tellingDeadlines(evidence)],
  ['figures', (evidence) => tellingFigures(evidence)],
  ['sources', (evidence) => tellingSources(evidence)],
  ['statements', (evidence) => tellingStatements(evidence, {})],
  ['the timeline', (evidence, timeline) => findingTimeline(evidence, timeline, { order: 'recorded' })],
  ['what differs from before all of it', (evidence, timeline) => comparing(timeline, { evidence: timeline.teller().evidenceAt({ ...evidence.moment, at: 0 }), basis: BASIS }, { evidence, basis: BASIS })],
  ['findings', (evidence, timeline) => findingOut(evidence, reconciling(evidence, timeline.facts))],
  ['the reconciliation', (evidence, timeline) => reconciling(evidence, timeline.facts)],
  ['what came late', (evidence, timeline) => findingLate(evidence, timeline.fact, { clock: 'reported', least: 'P2D' })],
];

const [FEW, MANY] = [300, 1_500];
/** The first facts of all groups of a kind are read at once: there are as many, however long a history is. */
const AT_ONCE = 80;

describe('a long answer', () => {
  let few: Timeline;
  let many: Timeline;
  beforeAll(() => {
    few = talksOf(FEW);
    many = talksOf(MANY);
  });
  // A teller keeps few facts as they are seen: each answer reads its own.
  const evidenceOf = (timeline: Timeline): Evidence => timeline.teller().evidenceAt({ at: Date.UTC(2030, 0), known: Infinity, ledger: Infinity });
  const sumOf = (steps: readonly number[]): number => steps.reduce((sum, parsed) => sum + parsed, 0);

  it.each(ANSWERS)('can be left between any few facts that it reads, however many they are: %s', (_, tell) => {
    const [short, long] = [few, many].map((timeline) => parsedInSteps(tell(evidenceOf(timeline), timeline))) as [number[], number[]];
    expect(sumOf(long)).toBeGreaterThan(3 * sumOf(short));
    expect(Math.max(...long)).toBeLessThan(AT_ONCE);
  });

  it('tells a story fact by fact, once the facts are read', () => {
    const steps = parsedInSteps(tellingStory(evidenceOf(many), { skip: 0, limit: FEW, order: 'oldest' }));
    expect(steps.length).toBeGreaterThan(FEW);
  });

  it('reads no event of a fact that no count can rest on to tell why numbers differ', () => {
    const [some, all] = [many.facts, () => many.facts()].map((facts) => sumOf(parsedInSteps(reconciling(evidenceOf(many), facts)))) as [number, number];
    const others = [...many.facts()].filter(({ type }) => !/^notices\.(issued|postponed|withdrawn|took-effect)$/.test(type));
    expect(others.length).toBeGreaterThan(MANY / 4);
    expect(all - some).toBe(others.reduce((sum, { events }) => sum + events.length, 0));
  });

  it('counts the steps of a series without reading any batch that simply adds', () => {
    const steps = parsedInSteps(tellingSeries(evidenceOf(many)));
    expect(steps.length).toBeGreaterThan(MANY / 3);
    expect(sumOf(steps)).toBeLessThan(AT_ONCE);
  });
});
