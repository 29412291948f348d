import { type Bounds, hull, instantOf, type RoundSeries } from '#libs/domain';
import type { Axis } from './axis.js';

/** A step as it is drawn, in [from, to): at least `low`, at most `high` (null: no bound). It holds all steps that are drawn at its place. */
export interface DrawnStep {
  from: number;
  to: number;
  low: number;
  high: number | null;
}

/** What a series comes to by the moment that it was asked for. A step says what is so a moment after it began: what begins at the very moment can't have happened by then. */
export function boundsBy({ before, steps }: Pick<RoundSeries, 'before' | 'steps'>, moment: number): Bounds {
  const last = steps.findLastIndex(({ after }) => !after);
  const isBeginning = last >= 0 && instantOf(steps[last]!.from) === moment;
  const boundsAt = (step: number): Bounds => steps[step]?.possible ?? before;
  return { low: boundsAt(last).low, high: boundsAt(isBeginning ? last - 1 : last).high };
}

/** The steps of a series until one and another go apart; those closer than can be seen are drawn as one, with the bounds of all. @param nearest how far apart steps are drawn at least, in per cent */
export function drawnSteps({ before, steps }: Pick<RoundSeries, 'before' | 'steps'>, axis: Axis, nearest: number): { steps: DrawnStep[]; merged: number } {
  const starts = steps.map(({ from }) => instantOf(from));
  const whole = steps.map(({ possible }, index): DrawnStep => ({ from: starts[index]!, to: starts[index + 1] ?? Infinity, ...possible }));
  const all = before.high === 0 ? whole : [{ from: -Infinity, to: starts[0] ?? Infinity, ...before }, ...whole];
  const drawn: DrawnStep[] = [];
  for (const step of all) {
    const last = drawn.at(-1);
    if (last === undefined || last.from === -Infinity || axis.x(step.from) - axis.x(last.from) >= nearest) drawn.push(step);
    else drawn[drawn.length - 1] = { from: last.from, to: step.to, ...hull(last, step) };
  }
  return { steps: drawn, merged: all.length - drawn.length };
}
