import type { Seen, View } from '../history.js';
import type { Bounds } from '../quantity/types.js';
import { instantText } from '../time/moment.js';
import { isCertain, isPossible } from '../time/when.js';
import { totalOf } from './overlap.js';
import { behind, ofType } from './refs.js';
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
export function issuedSeries(view: View): RoundSeries[] {
  const batches = ofType([...view.certain, ...view.possible, ...view.ahead], 'notices.issued');
  const rounds = new Map<string, Seen<'notices.issued'>[]>();
  for (const batch of batches) {
    const key = JSON.stringify([batch.data.notice, batch.data.round ?? null]);
    rounds.set(key, [...(rounds.get(key) ?? []), batch]);
  }
  return [...rounds.values()].map((round) => seriesOf(round, view));
}

function seriesOf(batches: readonly Seen<'notices.issued'>[], view: View): RoundSeries {
  const instants = [...new Set(batches.flatMap(({ span }) => [span.earliest, span.latest]))].filter(Number.isFinite).sort((a, b) => a - b);
  const open = batches.filter(({ span }) => span.earliest === -Infinity);
  return {
    notice: batches[0]?.data.notice ?? 'layoff',
    round: batches[0]?.data.round ?? null,
    before: { low: 0, high: totalOf(open, batches).bounds.high },
    steps: instants.map((from) => {
      // From its start on a batch is possible: at the very instant nothing of it can have happened, a moment later it can.
      const certain = batches.filter(({ span }) => isCertain(span, from));
      const possible = batches.filter(({ span }) => isPossible(span, from) || span.earliest === from);
      const sure = totalOf(certain, batches).bounds;
      return {
        from: instantText(from),
        after: from > view.moment.at,
        certain: sure,
        possible: { low: sure.low, high: totalOf([...certain, ...possible.filter((batch) => !certain.includes(batch))], batches).bounds.high },
        ...behind([...certain, ...possible]),
      };
    }),
  };
}
