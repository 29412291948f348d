import { unseal } from '../../../libs/application/src/writing/seal.js';
import { type Basis, state } from '../../../libs/domain/src/index.js';
import { createTimeline, type Timeline } from '../../../libs/timeline/src/index.js';
import { randomOf } from '../../support/random.js';
import { realisticSteps } from '../../support/realistic.js';
import { sealedPages } from '../../support/sealed.js';
import { SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { median, percentile, ROUNDS } from '../support/measure.js';

const ZONE = 'America/New_York';
const MANY = Number(process.env['BENCH_STATE_FACTS'] ?? 100_000);
const FEW = Math.min(1_000, MANY);
const QUESTIONS = 500;
/** So few that a history of a thousand facts fills every list of a state as a longer one does. */
const SUBJECTS = { deadlines: 10, measures: 10 };
/** The last two of the history's ten years. Milliseconds since 1970. */
const FROM = Date.UTC(2009, 0, 1);
const LASTS = 730 * 86_400_000;

const point = { asked: '', instant: '', zone: ZONE };
const basis: Basis = { at: point, known: point, ledger: { size: 0, root: '' }, conventions: [] };

function timelineOf(facts: number): Timeline {
  const timeline = createTimeline(ZONE, 'talks');
  for (const page of sealedPages(realisticSteps(shape('talks', facts, SUBJECTS)))) for (const event of page) timeline.append(unseal(event));
  return timeline;
}

interface Asked {
  /** Of each answer, in milliseconds: by the clock, and of the process's own time, which other work on the machine disturbs less. */
  wall: number[];
  own: number[];
  /** Characters of all answers. */
  length: number;
}

/** States as JSON at moments of which no two are the same. */
function ask(timeline: Timeline, moments: readonly number[]): Asked {
  const asked: Asked = { wall: [], own: [], length: 0 };
  for (const at of moments) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    asked.length += JSON.stringify(state(timeline.evidenceAt({ at, known: Number.MAX_VALUE, ledger: Infinity }), basis)).length;
    const { user, system } = process.cpuUsage(before);
    asked.wall.push(performance.now() - start);
    asked.own.push((user + system) / 1_000);
  }
  return asked;
}

interface Measured {
  median: number;
  p99: number;
  ownMedian: number;
  ownP99: number;
  kB: number;
}

function measure(facts: number): Measured {
  const timeline = timelineOf(facts);
  const random = randomOf(SEED);
  const moments = (): number[] => Array.from({ length: QUESTIONS }, () => FROM + random.upTo(LASTS));
  ask(timeline, moments());
  const rounds = Array.from({ length: ROUNDS }, () => ask(timeline, moments()));
  const measured = {
    median: median(rounds.map(({ wall }) => median(wall))),
    p99: median(rounds.map(({ wall }) => percentile(wall, 0.99))),
    ownMedian: median(rounds.map(({ own }) => median(own))),
    ownP99: median(rounds.map(({ own }) => percentile(own, 0.99))),
    kB: Math.round(median(rounds.map(({ length }) => length / QUESTIONS / 1_000))),
  };
  process.stderr.write(`  ${facts}: ${JSON.stringify(measured)}\n`);
  return measured;
}

const few = measure(FEW);
const many = measure(MANY);
const what = (facts: number, { kB }: Measured): string => `the whole state as JSON (${kB} kB), ${facts.toLocaleString('en')} facts in one negotiation, varying at`;
const baseline = (value: number): { name: string; value: number } => ({ name: `the same with ${FEW.toLocaleString('en')} (${few.kB} kB)`, value });
report({ bar: 7, what: `${what(MANY, many)}, p99`, unit: 'ms', ours: many.p99, asked: { atMost: 5 } });
report({ bar: 7, what: `${what(MANY, many)}, median`, unit: 'ms', ours: many.median, baseline: baseline(few.median), asked: { atMost: 2 } });
report({ bar: 7, what: 'the same, p99', unit: 'ms', ours: many.p99, baseline: baseline(few.p99), asked: { atMost: 2 } });
report({ bar: 7, what: 'the same in processor time, p99', unit: 'ms', ours: many.ownP99, baseline: baseline(few.ownP99) });
report({ bar: 7, what: 'the same in processor time, median', unit: 'ms', ours: many.ownMedian, baseline: baseline(few.ownMedian) });
