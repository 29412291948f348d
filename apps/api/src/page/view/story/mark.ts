import { endOf, startOf } from '../days.js';
import { rounded } from '../chart/shapes.js';

/** When a fact happened, as a small drawing: a day is a dot, an uncertain date a bar over all the days that it may be. x and width in per cent. */
export type Mark =
  | { kind: 'dot'; x: number; isOpen: boolean }
  | { kind: 'bar'; x: number; width: number; fadesLeft: boolean; fadesRight: boolean }
  /** It lies before the scale. */
  | { kind: 'before' };

/** What the drawings of one window are drawn to, in milliseconds since 1970. */
export interface MarkScale {
  from: number;
  to: number;
}

interface Dated {
  happened: { earliest: string | null; latest: string | null };
}

const DAY = 86_400_000;
/** A longer time would leave nothing to tell days apart; what lies before it is drawn as such. */
const LONGEST = 120 * DAY;
/** A local day lasts up to 25 hours. */
const ONE_DAY = 25 * 3_600_000;

/** All the days of the facts' dates, but those long before the last of them, or after the moment. @param at milliseconds since 1970 */
export function markScale(facts: readonly Dated[], at: number): MarkScale {
  const ends = facts.map(({ happened }) => endOf(happened)).filter((end) => end <= at);
  const to = ends.length === 0 ? at : Math.max(...ends);
  const starts = facts.map(({ happened }) => startOf(happened)).filter((start) => start >= to - LONGEST && start < to);
  const from = Math.max(Math.min(to - DAY, ...starts, ...ends), to - LONGEST);
  return { from, to };
}

export function markOf({ happened }: Dated, { from, to }: MarkScale): Mark {
  const [earliest, latest] = [startOf(happened), endOf(happened)];
  const x = (instant: number): number => rounded(((Math.min(Math.max(instant, from), to) - from) / (to - from)) * 96 + 2);
  if (latest <= from) return { kind: 'before' };
  if (latest - earliest <= ONE_DAY) return { kind: 'dot', x: x((earliest + latest) / 2), isOpen: latest > to };
  return { kind: 'bar', x: x(earliest), width: rounded(x(latest) - x(earliest)), fadesLeft: earliest < from, fadesRight: latest > to };
}
