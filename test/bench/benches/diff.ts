import { unseal } from '../../../libs/application/src/writing/seal.js';
import { type Basis, difference, explain, historyOf, type LedgerEvent, type Moment, replay, viewAt } from '../../../libs/domain/src/index.js';
import { createTimeline } from '../../../libs/timeline/src/index.js';
import { naiveDifference, valuesAt } from '../../support/naive-story.js';
import { eventsOf, shape } from '../support/ledgers.js';
import { type Line, report } from '../support/line.js';
import { median } from '../support/measure.js';

const ZONE = 'America/New_York';
const SIZES = [1_000, 10_000, 100_000];
const OURS = 200;
const FOLDS = 3;
/** The fold lists every value of both points, with all the facts behind each: of longer histories that takes minutes. */
const FOLDED = 10_000;
const DAY = 86_400_000;

const point = { asked: '', instant: '', zone: ZONE };
const basis: Basis = { at: point, known: point, ledger: { size: 0, root: '' }, conventions: [] };
const now: Moment = { at: Date.UTC(2010, 5, 1), known: Infinity, ledger: Infinity };
const PATH = 'notices.all.issued';

/** Milliseconds of the process's own time, which other work on the machine disturbs less than the clock. */
function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function medianOf(times: number, work: (round: number) => unknown): number {
  return median(Array.from({ length: times }, (_, round) => cpuTime(() => work(round))));
}

function baseline(size: number, name: string, work: (round: number) => unknown): Pick<Line, 'baseline'> {
  return size > FOLDED ? {} : { baseline: { name, value: medianOf(FOLDS, work) } };
}

for (const size of SIZES) {
  const events: LedgerEvent[] = eventsOf(shape('talks', size)).map(unseal);
  const timeline = createTimeline(ZONE, 'talks');
  for (const event of events) timeline.append(event);
  const history = historyOf('talks', ZONE, events);
  const ours = (from: Moment, to: Moment): unknown => difference(timeline, { evidence: timeline.evidenceAt(from), basis }, { evidence: timeline.evidenceAt(to), basis });
  const folded = (from: Moment, to: Moment): unknown => naiveDifference(viewAt(history, from), viewAt(history, to), basis);
  const recorded = (round: number): [Moment, Moment] => [{ ...now, ledger: size - 120 - round }, { ...now, ledger: size - 100 - round }];
  const happened = (round: number): [Moment, Moment] => [{ ...now, at: now.at - (round + 7) * DAY }, { ...now, at: now.at - round * DAY }];
  for (const [what, between] of [['20 events', recorded], ['a week', happened]] as const) {
    report({
      bar: 7,
      what: `what ${what} changed, among ${size} events`,
      unit: 'ms',
      ours: medianOf(OURS, (round) => ours(...between(round))),
      ...baseline(size, 'comparing two folds', (round) => folded(...between(round))),
    });
  }
  report({
    bar: 7,
    what: `what stands behind ${PATH}, among ${size} events`,
    unit: 'ms',
    ours: medianOf(OURS, (round) => explain(timeline.evidenceAt({ ...now, at: now.at - round * DAY }), basis, PATH)),
    ...baseline(size, 'listing all values', () => valuesAt(viewAt(history, now), basis).get(PATH)),
  });
  let steps = 0;
  const all = cpuTime(() => {
    for (const _ of replay(timeline.teller(), { clock: 'recorded', moment: now, from: size - 500, to: size })) steps += 1;
  });
  report({ bar: 7, what: `a step of a replay, among ${size} events`, unit: 'ms', ours: all / steps });
}
