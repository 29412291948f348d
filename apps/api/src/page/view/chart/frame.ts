import { type Axis, piecesOf } from './axis.js';
import { type Days, lengthOfTime } from '../days.js';
import { LETTER_ON_PHONES, roomForLabels } from './room.js';
import { label, line, rect, type Shape } from './shapes.js';
import { words } from '../../words/en.js';

const DAY = 86_400_000;

/** Where the last day may begin, in per cent. */
const LAST = 92;
/** How far apart days begin at least, in per cent. */
const NEAREST = 8;

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
  const [isFree, isFreeOnPhones] = [roomForLabels(), roomForLabels(LETTER_ON_PHONES)];
  const placed: { x: number; text: string; look: string; always: boolean }[] = [];
  const place = (x: number, text: string, look: string): void => {
    if (isFree(x, 0, sideOf(x), text)) placed.push({ x, text, look, always: isFreeOnPhones(x, 0, sideOf(x), text) });
  };
  place(axis.x(at), days.ending(at), 't-ink t-bold');
  const cuts = axis.stretches.slice(1).flatMap((stretch, index) => {
    const before = axis.stretches[index]!;
    const text = lengthOfTime(stretch.from - before.to);
    return isFree(before.x2, 0, 0, text) ? [label((before.x2 + stretch.x1) / 2, 20, 0, text, 'mid wide-only t-later')] : [];
  });
  for (const instant of [...starts, ...instants]) {
    const x = axis.x(instant);
    // Before a day is put in words, it is known whether it would stand on another.
    if (x <= LAST && placed.every((other) => Math.abs(other.x - x) >= NEAREST)) place(x, days.beginning(instant), '');
  }
  return [...baseline, ...cuts, ...placed.flatMap(({ x, text, look, always }) => [line(x, x, 0, look === '' ? 5 : 8, look === '' ? 'k-ink' : 'k-moment'), label(x, 20, sideOf(x), text, `${look}${always ? '' : ' wide-only'}`.trim())])];
}

/** Days near the end stand before their place. */
function sideOf(x: number): number {
  return x > 85 ? -1 : 0;
}

/** The first and last day of what is left out, in words. */
export function leftOut(axis: Axis, days: Days): string[] {
  return axis.stretches.slice(1).map((stretch, index) => words.chart.stretch(days.beginning(axis.stretches[index]!.to), days.ending(stretch.from)));
}

/** The lines of the counts' grid, where time is drawn. */
export function grid(axis: Axis, y: number): Shape[] {
  return piecesOf(axis, -Infinity, Infinity).map(({ x, width }) => line(x, x + width, y, y, 'k-grid'));
}
