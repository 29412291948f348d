import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ballots, course, deadlines, dealStatus, difference, explain, figures, issuedSeries, type LedgerEvent, type Moment, notices, replay, separations, state, terms } from '#libs/domain';
import { type Effort, type EffortMeter, openEffortMeter } from '../../../test/support/effort.js';
import { BASIS } from '../../../test/support/moments.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { timelineOf } from '../../../test/support/timelines.js';
import type { Timeline } from './timeline.js';

const DAY = 86_400_000;

/** A negotiation with three events a day, and as many agencies, rounds and keys however long it lasts. */
interface Talks {
  timeline: Timeline;
  size: number;
  end: number;
}

function talksOf(days: number): Talks {
  const size = 3 * days;
  const events = [...sealedPages(realisticSteps({ negotiation: 'talks', events: size, seed: 7, days, agencies: 5, rounds: 3, deadlines: 4, measures: 3, ballots: 2 }))]
    .flat()
    .map(({ head, body }) => ({ head: JSON.parse(head), body: body === null ? null : JSON.parse(body) }) as LedgerEvent);
  const timeline = timelineOf(events, events, { stride: 8, swapped: false });
  timeline.growReports(Infinity);
  return { timeline, size, end: Date.UTC(2001, 0, 1) + days * DAY };
}

const MOMENTS = {
  happened: ({ end, size }: Talks): Moment => ({ at: end - 20 * DAY, known: Infinity, ledger: size }),
  recorded: ({ end, size }: Talks): Moment => ({ at: end - 20 * DAY, known: Infinity, ledger: size - 100 }),
  reported: ({ end, size }: Talks): Moment => ({ at: end - 20 * DAY, known: end - 40 * DAY, ledger: size }),
};
type Clock = keyof typeof MOMENTS;
const EACH: readonly Clock[] = ['happened', 'recorded', 'reported'];

type Told = Effort & { length: number };
type Ask = (timeline: Timeline, moment: Moment) => unknown;

/** What so much of a clock, up to the moment, has changed. */
const changedIn = (clock: keyof Moment, back: number): Ask => (timeline, moment) => {
  const [from, to] = [moment[clock] - back, moment[clock]].map((point) => ({ evidence: timeline.evidenceAt({ ...moment, [clock]: point }), basis: BASIS }));
  return difference(timeline, from!, to!);
};
const replayed = (clock: 'happened' | 'recorded', axis: keyof Moment, back: number): Ask => (timeline, moment) =>
  [...replay(timeline.teller(), { clock, moment, from: moment[axis] - back, to: moment[axis] })];

const ANSWERS: [what: string, ask: Ask, clocks: readonly Clock[]][] = [
  ['the state', (timeline, moment) => state(timeline.evidenceAt(moment), BASIS), EACH],
  ['the status', (timeline, moment) => dealStatus(timeline.evidenceAt(moment)), EACH],
  ['notices, with breakdowns', (timeline, moment) => notices(timeline.evidenceAt(moment)), EACH],
  ['their step series', (timeline, moment) => issuedSeries(timeline.evidenceAt(moment)), EACH],
  ['the course', (timeline, moment) => course(timeline.evidenceAt(moment)), EACH],
  ['deadlines', (timeline, moment) => [deadlines(timeline.evidenceAt(moment)), separations(timeline.evidenceAt(moment))], EACH],
  ['ballots', (timeline, moment) => ballots(timeline.evidenceAt(moment)), EACH],
  ['figures', (timeline, moment) => [figures(timeline.evidenceAt(moment)), terms(timeline.evidenceAt(moment))], EACH],
  ['an explanation', (timeline, moment) => explain(timeline.evidenceAt(moment), BASIS, 'notices.all.issued'), EACH],
  ['what happened in three days', changedIn('at', 3 * DAY), EACH],
  ['what ten events changed', changedIn('ledger', 10), ['happened', 'recorded']],
  ['what became known in three days', changedIn('known', 3 * DAY), ['reported']],
  ['a replay of three days', replayed('happened', 'at', 3 * DAY), EACH],
  ['a replay of ten events', replayed('recorded', 'ledger', 10), ['happened', 'recorded']],
];

/** One history lasts so many days, the other so many times as long. */
const DAYS = 150;
const LONGER = 8;
/** An answer of one size may take so many times as much there, for trees are deeper; and a little whatever the history. */
const DEEPER = 2;
const LITTLE = { calls: 500, parsed: 20 };

describe('an answer costs what it tells, however long the history is', () => {
  let short: Talks;
  let long: Talks;
  let meter: EffortMeter;
  beforeAll(() => {
    short = talksOf(DAYS);
    long = talksOf(LONGER * DAYS);
    meter = openEffortMeter();
  });
  afterAll(() => meter.close());

  it.each(ANSWERS)('%s', (_, ask, clocks) => {
    const [less, more] = [short, long].map((talks) => {
      let told: unknown;
      const effort = meter.effortOf(() => (told = clocks.map((clock) => ask(talks.timeline, MOMENTS[clock](talks)))));
      return { ...effort, length: JSON.stringify(told).length };
    }) as [Told, Told];
    const most = DEEPER * Math.max(1, more.length / less.length);
    expect(more.calls).toBeLessThan(most * (less.calls + LITTLE.calls));
    expect(more.parsed).toBeLessThan(most * (less.parsed + LITTLE.parsed));
  });
});
