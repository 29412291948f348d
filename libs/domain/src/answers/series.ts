import { ALL_ROUNDS, type Entry, type Evidence, type Group } from '../evidence.js';
import type { Seen } from '../history.js';
import { add, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { finished, gathered, type Slices } from '../slices.js';
import { instantText } from '../time/moment.js';
import { inOrder, LISTED } from './listing.js';
import { totalOf } from './overlap.js';
import type { Behind } from './types.js';

/** What had been issued in a round from an instant on, until the next step. */
export interface SeriesStep extends Behind {
  from: string;
  /** Whether the step lies after the moment asked for. */
  after: boolean;
  certain: Bounds;
  possible: Bounds;
}

export interface RoundSeries {
  notice: string;
  round: string | null;
  /** What was possible before the first step (batches whose start is open). */
  before: Bounds;
  steps: SeriesStep[];
}

/** Issued notices over time, round by round: a step wherever a batch begins to be possible, or becomes certain. */
export function issuedSeries(evidence: Evidence): RoundSeries[] {
  return finished(tellingSeries(evidence));
}

/** As `issuedSeries`, step by step. Batches that simply add are not read. */
export function* tellingSeries(evidence: Evidence): Slices<RoundSeries[]> {
  const rounds = evidence.groups('notices').filter(({ key }) => key[1] !== ALL_ROUNDS && key[2] === 'notices.issued');
  const told: RoundSeries[] = [];
  for (const { key: [notice, round = null], group } of inOrder(rounds)) {
    told.push({ notice: notice ?? 'layoff', round, ...(yield* seriesOf(group as unknown as Group<'notices.issued'>, evidence.moment.at)) });
  }
  return told;
}

/** One walk along time: batches are taken in as they become certain, and as they begin to be possible. */
function* seriesOf({ all }: Group<'notices.issued'>, at: number): Slices<Pick<RoundSeries, 'before' | 'steps'>> {
  const batches = yield* gathered(all.entries());
  const among = all.related();
  const starting = batches.map((batch, place) => ({ batch, place })).sort((a, b) => a.batch.span.earliest - b.batch.span.earliest);
  const instants = [...new Set(batches.flatMap(({ span }) => [span.earliest, span.latest]))].filter(Number.isFinite).sort((a, b) => a - b);
  const [sure, begun] = [createTally(among), createTally(among)];
  let first: number[] = [];
  const begin = (until: number): void => {
    for (let next = starting[begun.count()]; next !== undefined && next.batch.span.earliest < until; next = starting[begun.count()]) {
      begun.take(next.batch);
      if (first.length < LISTED || next.place < first.at(-1)!) first = [...first, next.place].sort((a, b) => a - b).slice(0, LISTED);
    }
  };
  begin(-Number.MAX_VALUE);
  const before = { low: 0, high: begun.total().high };
  const steps: SeriesStep[] = [];
  for (const from of instants) {
    for (let next = batches[sure.count()]; next !== undefined && next.span.latest <= from; next = batches[sure.count()]) sure.take(next);
    // From its start on a batch is possible: at the very instant nothing of it can have happened, a moment later it can.
    begin(from + 1);
    const certain = sure.total();
    steps.push({ from: instantText(from), after: from > at, certain, possible: { low: certain.low, high: begun.total().high }, factCount: begun.count(), facts: first.map((place) => batches[place]!.id) });
    yield;
  }
  return { before, steps };
}

type Batch = Seen<'notices.issued'>;

/** What the batches taken in come to. Those that don't simply add are told anew where one of them was taken in. */
function createTally(among: readonly Batch[]): { take(batch: Entry): void; count(): number; total(): Bounds } {
  const related = new Set(among.map(({ id }) => id));
  const taken = new Set<string>();
  let count = 0;
  let plain = sum([]);
  let others = sum([]);
  let isTold = true;
  return {
    take({ id, weight }) {
      count += 1;
      if (related.has(id)) {
        taken.add(id);
        isTold = false;
      } else plain = add(plain, weight);
    },
    count: () => count,
    total() {
      if (!isTold) others = totalOf(among.filter(({ id }) => taken.has(id)), among).bounds;
      isTold = true;
      return add(plain, others);
    },
  };
}
