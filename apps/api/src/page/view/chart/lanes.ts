import { type Bounds, type CountSaid, instantOf, type SourceMark, type StatusStep } from '#libs/domain';
import { words } from '../../words/en.js';
import { endOf, startOf } from '../days.js';
import { sayNumber, sayRange } from '../numbers.js';
import { type Axis, piecesOf } from './axis.js';
import { backdrop, grid, momentLine } from './frame.js';
import type { Scale } from './scale.js';
import { labelling, type PlaceLabel } from './room.js';
import { label, line, rect, ring, type Shape, type Tone } from './shapes.js';
import type { DrawnStep } from './steps.js';

export const HEIGHTS = { status: 74, round: 206, sources: 64, axis: 34 } as const;

/** How far labels at the left edge stay off those of the scale, in px. */
const BESIDE_TICKS = 48;

/** What the deal's status is, and may be instead. */
export type Standing = Pick<StatusStep, 'status' | 'possible'>;

/** The deal's status: certain solid, what it may have been hatched, after the moment a line. */
export function statusShapes(steps: readonly StatusStep[], standing: Standing, axis: Axis, at: number): Shape[] {
  const drawn = steps.map((step, index) => {
    const [from, to] = [step.from === null ? -Infinity : instantOf(step.from), index + 1 < steps.length ? instantOf(steps[index + 1]!.from!) : Infinity];
    return { step, from, to, isMoment: from <= at && at < to };
  });
  const bars = drawn.filter(({ step }) => step.status !== 'none' || step.possible.length > 0).flatMap(({ step, from, to }) =>
    piecesOf(axis, from, Math.min(to, Math.max(at, from))).map(({ x, width }) => rect(x, width, 34, 12, step.possible.length === 0 ? 'ink' : 'hatch-ink')));
  const later = drawn.filter(({ step, to }) => step.status !== 'none' && to > at).flatMap(({ from, to }) => piecesOf(axis, Math.max(from, at), to).map(({ x, width }) => line(x, x + width, 40, 40, 'k-later')));
  const names = drawn.flatMap(({ step, from, to, isMoment }) => {
    const [piece] = piecesOf(axis, from, to).sort((a, b) => b.width - a.width);
    if (piece === undefined || isMoment) return [];
    const text = sayStatus(step);
    const look = step.after ? 't-later' : 't-ink';
    return piece.width < text.length * 0.9 ? [] : [label(piece.x, 26, 2, text, piece.width > text.length * 2.6 ? look : `${look} wide-only`)];
  });
  const x = axis.x(at);
  const here = label(x, 64, x > 50 ? -8 : 8, sayStatus(standing), 't-ink t-bold');
  return [...backdrop(axis, at, HEIGHTS.status), ...later, ...bars, ...names, momentLine(axis, at, HEIGHTS.status), here];
}

/** "talking, tentative or rejected". */
export function sayStatus({ status, possible }: Standing): string {
  return words.chart.or([status, ...possible].map((name) => words.status.names[name]));
}

/** What a round has to show. */
export interface Round {
  tone: Tone;
  /** What had been issued by the moment. */
  now: Bounds;
  steps: readonly DrawnStep[];
  said: readonly CountSaid[];
}

/** Where it is drawn: time across, counts up, and the moment. */
interface Drawing {
  axis: Axis;
  scale: Scale;
  at: number;
}

/** A round: what was certain solid, what was possible hatched, without a bound fading; plans and stated totals beside it. */
export function roundShapes({ steps, said, now, tone }: Round, drawing: Drawing): Shape[] {
  const { axis, scale, at } = drawing;
  const height = HEIGHTS.round;
  const named = labelling();
  // What was so at the moment is told first; where words would touch, later ones go.
  const current = currentLabel(now, tone, drawing, named);
  const marks = [
    ...plans(said.filter(({ type }) => type === 'notices.planned'), drawing, named),
    ...totals(said.filter(({ type }) => type === 'notices.totalled'), drawing, named),
  ];
  return [
    ...backdrop(axis, at, height),
    ...[0, ...scale.ticks].flatMap((count) => grid(axis, scale.y(count))),
    ...steps.flatMap((step) => stepShapes(step, tone, drawing)),
    ...marks,
    ...scale.ticks.map((count) => label(0, scale.y(count) - 4, 0, sayNumber(count), 't-later halo')),
    momentLine(axis, at, height),
    ...current,
  ];
}

function stepShapes({ from, to, low, high }: DrawnStep, tone: Tone, { axis, scale, at }: Drawing): Shape[] {
  if (low === 0 && high === 0) return [];
  const sure = scale.y(low);
  const most = high === null ? scale.top : scale.y(high);
  if (from > at) return piecesOf(axis, from, to).flatMap(({ x, width }) => [...new Set([sure, most])].map((y) => line(x, x + width, y, y, 'k-later')));
  return piecesOf(axis, from, Math.min(to, at)).flatMap(({ x, width }) => {
    return [
      ...(low > 0 ? [rect(x, width, sure, Math.max(1.5, scale.base - sure), tone)] : []),
      ...(sure - most >= 0.5 ? [rect(x, width, most, sure - most, high === null ? 'fade-up' : `hatch-${tone}`)] : []),
      ...(high === null ? [] : [line(x, x + width, most, most, `k-${tone}`)]),
    ];
  });
}

/** What was so at the moment, beside it. */
function currentLabel(now: Bounds, tone: Tone, { axis, scale, at }: Drawing, named: PlaceLabel): Shape[] {
  if (now.high === 0) return [];
  const x = axis.x(at);
  const y = Math.min(scale.base, scale.y(now.high ?? now.low)) - 7;
  return named(x, y, x > 50 ? -8 : 8, sayRange(now), `t-${tone} t-bold halo`);
}

/** Each plan: dotted while it may have been said, then dashed until the next word on it; fading where it has no bound. */
function plans(said: readonly CountSaid[], { axis, scale, at }: Drawing, named: PlaceLabel): Shape[] {
  return said.flatMap((plan, index) => {
    const [from, sure] = [startOf(plan.happened), endOf(plan.happened)];
    const next = said.slice(index + 1).find((other) => other.plan === plan.plan);
    const to = Math.max(sure, next === undefined ? at : startOf(next.happened));
    const x = axis.x(from);
    const y = scale.y(plan.high ?? plan.low);
    const drawn = (start: number, end: number, look: string): Shape[] => piecesOf(axis, start, end).map((piece) => line(piece.x, piece.x + piece.width, y, y, `${look}${plan.after ? ' k-later' : ''}`));
    const fading = plan.high === null ? [rect(x, 1.2, scale.top, Math.max(0, scale.y(plan.low) - scale.top), 'fade-up')] : [];
    return [...fading, ...drawn(from, sure, 'k-ink k-dots'), ...drawn(sure, to, 'k-plan'), ...named(x, y - 7, x > 50 ? -6 : x < 12 ? BESIDE_TICKS : 6, words.chart.plannedBy(plan.wording), 't-ink halo')];
  });
}

/** Each total as a ring, or two joined by dots where it was said on one of two dates; in words where there is room for them. */
function totals(said: readonly CountSaid[], { axis, scale }: Drawing, named: PlaceLabel): Shape[] {
  return said.flatMap((total) => {
    const [from, to] = [axis.x(startOf(total.happened)), axis.x(endOf(total.happened) - 1)];
    const y = scale.y(total.low);
    const look = total.after ? 'k-later' : 'k-ink';
    const isOneOf = to - from > 3;
    return [
      ring(from, y, look),
      ...(isOneOf ? [line(from + 0.7, to - 0.7, y, y, `${look} k-dots`), ring(to, y, look)] : []),
      ...named(isOneOf ? to : from, y - 10, from > 50 ? -6 : 6, words.chart.statedMark(total.wording), total.after ? 't-later halo' : 't-ink halo'),
    ];
  });
}

/** A bar for each source at the end of its day; two rings where it is one of two. */
export function sourceShapes(sources: readonly SourceMark[], axis: Axis, at: number): Shape[] {
  const marks = sources.flatMap(({ published, after }) => {
    const look = after ? 'k-later' : 'k-ink';
    const to = axis.x(endOf(published));
    const from = published.earliest === null ? to : axis.x(startOf(published));
    if (to - from <= 3) return [line(to, to, 22, 42, `${look} k-wide`)];
    return [ring(from, 32, look), line(from + 0.7, to - 0.7, 32, 32, `${look} k-dots`), ring(to, 32, look)];
  });
  return [...backdrop(axis, at, HEIGHTS.sources), ...unique(marks), momentLine(axis, at, HEIGHTS.sources)];
}

/** Sources of one place are one mark. */
function unique(shapes: readonly Shape[]): Shape[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}
