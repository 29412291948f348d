import { instantOf, type RoundSeries } from '#libs/domain';
import { words } from '../words/en.js';
import { axisOf, piecesOf } from './chart/axis.js';
import { scaleOf } from './chart/scale.js';
import { line, rect, type Shape, type Tone, TONES } from './chart/shapes.js';
import { boundsBy, drawnSteps } from './chart/steps.js';
import { sayRange } from './numbers.js';
import { roundTitle } from './round-names.js';

/** Notices of a negotiation in little: certain solid, possible hatched, rounds in front of each other in their colours. */
export interface SparklineView {
  shapes: Shape[];
  /** All of it. */
  words: string;
  /** The two newest rounds, the newest first. */
  brief: { tone: Tone; text: string }[];
}

const HEIGHT = 36;

/** @param at milliseconds since 1970; what lies after it is left out @returns null where nothing was issued by then */
export function sparklineView(issued: readonly RoundSeries[], at: number): SparklineView | null {
  const rounds = issued.map((series, index) => ({
    series: { ...series, steps: series.steps.filter(({ after }) => !after) },
    tone: series.round === null ? 'ink' as const : TONES[index % TONES.length]!,
    now: boundsBy(series, at),
  })).filter(({ now }) => now.high !== 0);
  if (rounds.length === 0) return null;
  const axis = axisOf(rounds.flatMap(({ series }) => series.steps.map(({ from }) => instantOf(from))), at);
  const scale = scaleOf(rounds.flatMap(({ series }) => series.steps.map(({ possible: { low, high } }) => high ?? low * 1.5)), 2, HEIGHT - 2);
  const shapes = rounds.flatMap(({ series, tone }) => drawnSteps(series, axis, 1).steps.flatMap(({ from, to, low, high }) => piecesOf(axis, from, Math.min(to, at)).flatMap(({ x, width }) => {
    const [sure, most] = [scale.y(low), high === null ? scale.top : scale.y(high)];
    return [...(low > 0 ? [rect(x, width, sure, Math.max(1, scale.base - sure), tone)] : []), ...(sure - most >= 0.5 ? [rect(x, width, most, sure - most, high === null ? 'fade-up' : `hatch-${tone}`)] : [])];
  })));
  const told = rounds.map(({ series, tone, now }) => ({ tone, text: `${roundTitle(series)}: ${sayRange(now)}` }));
  return { shapes: [...shapes, line(0, 100, HEIGHT - 2, HEIGHT - 2, 'k-grid')], words: words.chart.describe(words.chart.title, told.map(({ text }) => text)), brief: told.slice(-2).reverse() };
}
