import type { Run, SeenAs } from '../evidence.js';
import type { FactType } from '../facts/types.js';

/** The last instant that a date may have, in milliseconds since 1970. */
export const LAST = 8_640_000_000_000_000;

/** Up to this many facts that end together are read through rather than searched. */
const FEW = 64;

/**
 * The first `n` facts of those with `place` before them: counted in the run's trees, so that only what is told of is read. Facts whose
 * span has no end come last.
 */
export function sliceOf<T extends FactType>(run: Run<T>, place: number, n: number): SeenAs<T>[] {
  const [first, last] = [run.first(1)[0], run.last(1)[0]];
  if (first === undefined || last === undefined || place >= run.count || n <= 0) return [];
  const [from, to] = [first, last].map(({ span: { latest } }) => Math.min(latest, ENDLESS)) as [number, number];
  const latest = least(from, to, (instant) => run.within({ latestTo: instant }).count > place);
  const end = latest === ENDLESS ? Infinity : latest;
  const together = run.within({ latestAfter: latest - 1, latestTo: end });
  const some = sliceTogether(together, place - run.within({ latestTo: latest - 1 }).count, n, latest);
  return [...some, ...run.within({ latestAfter: end }).first(n - some.length)];
}

/** Stands for an end that never comes: greater than any. */
const ENDLESS = LAST + 1;

/** The same of facts that end at one instant. */
function sliceTogether<T extends FactType>(together: Run<T>, place: number, n: number, latest: number): SeenAs<T>[] {
  if (together.count <= FEW) return together.first(place + n).slice(place);
  const earliest = least(-LAST, latest, (instant) => together.within({ earliestBefore: instant + 1 }).count > place);
  const upTo = together.within({ earliestBefore: earliest + 1 });
  const some = upTo.last(upTo.count - place).slice(0, n);
  return [...some, ...together.within({ earliestFrom: earliest + 1 }).first(n - some.length)];
}

export function endingAt<T extends FactType>(run: Run<T>, latest: number): Run<T> {
  return run.within({ latestAfter: latest - 1, latestTo: latest });
}

/** The first whole number after `low` and up to `high` from which on something holds; `high` where only it does. */
function least(low: number, high: number, holds: (number: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
