import { type Axis, piecesOf } from './axis.js';
import { type Days, lengthOfTime } from '../days.js';
import { label, line, rect, type Shape } from './shapes.js';
import { words } from '../../words/en.js';

const DAY = 86_400_000;

/** What stands behind every lane: the tone after the moment, and where the axis is cut. */
export function backdrop(axis: Axis, at: number, height: number): Shape[] {
  const x = axis.x(at);
  const cuts = axis.stretches.slice(1).flatMap((stretch, index) => [axis.stretches[index]!.x2, stretch.x1]);
  return [...(x < 100 ? [rect(x, 100 - x, 0, height, 'after')] : []), ...cuts.map((cut) => line(cut, cut, 0, height, 'k-grid'))];
}

/** The moment, over what is drawn. */
export function momentLine(axis: Axis, at: number, height: number): Shape {
  return line(axis.x(at), axis.x(at), 0, height, 'k-moment');
}

/** The axis with its days. Labels that would touch go; those with little room are seen on wide pages only. @param instants in order, each once */
export function axisShapes(axis: Axis, at: number, instants: readonly number[], days: Days): Shape[] {
  const baseline = axis.stretches.map(({ x1, x2 }) => line(x1, x2, 0, 0, 'k-ink'));
  const starts = axis.stretches.map(({ from }) => from + DAY);
  const placed: { x: number; text: string; look: string; always: boolean }[] = [{ x: axis.x(at), text: days.ending(at), look: 't-ink t-bold', always: true }];
  for (const instant of [...starts, ...instants]) {
    const x = axis.x(instant);
    const nearest = Math.min(...placed.map((other) => Math.abs(other.x - x)));
    if (nearest >= 8 && x <= 92) placed.push({ x, text: days.beginning(instant), look: '', always: nearest >= 24 });
  }
  const cuts = axis.stretches.slice(1).map((stretch, index) => {
    const before = axis.stretches[index]!;
    return label((before.x2 + stretch.x1) / 2, 20, 0, lengthOfTime(stretch.from - before.to), 'mid wide-only t-later');
  });
  return [...baseline, ...cuts, ...placed.flatMap(({ x, text, look, always }) => [line(x, x, 0, look === '' ? 5 : 8, look === '' ? 'k-ink' : 'k-moment'), label(x, 20, x > 85 ? -1 : 0, text, `${look}${always ? '' : ' wide-only'}`.trim())])];
}

/** The first and last day of what is left out, in words. */
export function leftOut(axis: Axis, days: Days): string[] {
  return axis.stretches.slice(1).map((stretch, index) => words.chart.stretch(days.beginning(axis.stretches[index]!.to), days.ending(stretch.from)));
}

/** The lines of the counts' grid, where time is drawn. */
export function grid(axis: Axis, y: number): Shape[] {
  return piecesOf(axis, -Infinity, Infinity).map(({ x, width }) => line(x, x + width, y, y, 'k-grid'));
}
