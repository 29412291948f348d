import { ALL_ROUNDS, BRIEF, dealStatus, type Evidence, historyOf, type LedgerEvent, type Moment, naiveEvidence, viewAt } from '../../../libs/domain/src/index.js';
import { unseal } from '../../../libs/application/src/writing/seal.js';
import { createTimeline } from '../../../libs/timeline/src/index.js';
import { randomOf } from '../../support/random.js';
import { realisticSteps } from '../../support/realistic.js';
import { sealedPages } from '../../support/sealed.js';
import { SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { median, percentile, ROUNDS } from '../support/measure.js';

const FACTS = Number(process.env['BENCH_AS_OF_FACTS'] ?? 1_000_000);
const FEW = Math.min(10_000, FACTS);
const QUESTIONS = 5_000;
/** The history lasts ten years from here on. Milliseconds since 1970. */
const START = Date.UTC(2001, 0, 1);
const LASTS = 3_650 * 86_400_000;

function* eventsOf(events: number): Generator<LedgerEvent> {
  for (const page of sealedPages(realisticSteps(shape('talks', events)))) for (const event of page) yield unseal(event);
}

/** A total and the status. */
function ask(evidence: Evidence): unknown {
  return [evidence.group('notices', ['layoff', ALL_ROUNDS, 'notices.issued']).certain.sum(), dealStatus(evidence, BRIEF)];
}

function someMoments(events: number): Moment[] {
  const random = randomOf(SEED);
  return Array.from({ length: QUESTIONS }, () => ({ at: START + random.upTo(LASTS), known: Number.MAX_VALUE, ledger: 1 + random.upTo(events) }));
}

/** Microseconds of each question. */
function timesOf(moments: readonly Moment[], answer: (moment: Moment) => unknown): number[] {
  return moments.map((moment) => {
    const start = performance.now();
    answer(moment);
    return (performance.now() - start) * 1_000;
  });
}

interface Measured {
  median: number;
  p99: number;
  /** Of one question to the naive fold, which reads every fact. Microseconds. */
  naive: number;
}

/** @param naiveRounds how often the naive fold is asked, which takes seconds where there are many events */
function measure(events: number, naiveRounds: number): Measured {
  const timeline = createTimeline('America/New_York', 'talks');
  for (const event of eventsOf(events)) timeline.append(event);
  const moments = someMoments(events);
  const answer = (moment: Moment): unknown => ask(timeline.evidenceAt(moment));
  timesOf(moments, answer);
  const rounds = Array.from({ length: ROUNDS }, () => timesOf(moments, answer));
  const history = historyOf('talks', 'America/New_York', eventsOf(events));
  const late = { at: START + LASTS, known: Number.MAX_VALUE, ledger: events };
  const naive = timesOf(Array<Moment>(naiveRounds).fill(late), (moment) => ask(naiveEvidence(viewAt(history, moment))));
  const measured = { median: median(rounds.map(median)), p99: median(rounds.map((times) => percentile(times, 0.99))), naive: median(naive) };
  process.stderr.write(`  ${events}: ${JSON.stringify(measured)}\n`);
  return measured;
}

const few = measure(FEW, ROUNDS);
const many = measure(FACTS, ROUNDS);
const what = (facts: number): string => `a total and the status as of (at, ledger), ${facts.toLocaleString('en')} events in one negotiation`;
report({ bar: 6, what: `${what(FEW)}, p99`, unit: 'µs', ours: few.p99 });
report({ bar: 6, what: `${what(FACTS)}, median`, unit: 'µs', ours: many.median, baseline: { name: `the same with ${FEW.toLocaleString('en')}`, value: few.median }, asked: { atMost: 3 } });
report({ bar: 6, what: `${what(FACTS)}, p99`, unit: 'µs', ours: many.p99, asked: { atMost: 100 } });
report({ bar: 6, what: what(FACTS), unit: 'answers/s', ours: 1e6 / many.median, baseline: { name: 'the naive fold', value: 1e6 / many.naive }, asked: { atLeast: 1_000 } });
