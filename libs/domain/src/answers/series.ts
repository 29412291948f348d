import { ALL_ROUNDS, type Evidence, type Group, type Run } from '../evidence.js';
import { add } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
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
  const rounds = evidence.groups('notices').filter(({ key }) => key[1] !== ALL_ROUNDS && key[2] === 'notices.issued');
  return inOrder(rounds).map(({ key: [notice, round = null], group }) => ({ notice: notice ?? 'layoff', round, ...seriesOf(group as unknown as Group<'notices.issued'>, evidence.moment.at) }));
}

function seriesOf({ all }: Group<'notices.issued'>, at: number): Pick<RoundSeries, 'before' | 'steps'> {
  const instants = [...new Set(all.first(Infinity).flatMap(({ span }) => [span.earliest, span.latest]))].filter(Number.isFinite).sort((a, b) => a - b);
  const among = all.related();
  const total = (run: Run<'notices.issued'>): Bounds => add(run.sum(), totalOf(run.related(), among).bounds);
  return {
    before: { low: 0, high: total(all.within({ earliestBefore: -Number.MAX_VALUE })).high },
    steps: instants.map((from) => {
      const sure = total(all.within({ latestTo: from }));
      // From its start on a batch is possible: at the very instant nothing of it can have happened, a moment later it can.
      const begun = all.within({ earliestBefore: from + 1 });
      return { from: instantText(from), after: from > at, certain: sure, possible: { low: sure.low, high: total(begun).high }, factCount: begun.count, facts: begun.first(LISTED).map(({ id }) => id) };
    }),
  };
}
