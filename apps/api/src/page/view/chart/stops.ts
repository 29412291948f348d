import { type Bounds, type DealStatus, hull, instantOf, type StatusStep } from '#libs/domain';
import { words } from '../../words/en.js';
import type { Days } from '../days.js';
import { sayRange } from '../numbers.js';
import type { Axis } from './axis.js';
import { rounded } from './shapes.js';
import type { DrawnStep } from './steps.js';

/** A place where something begins, in per cent, with what is said there. */
export interface Stop {
  x: number;
  text: string;
}

/** How far apart they are at least, in per cent: there are at most 200. */
const NEAREST = 0.5;

/** What begins from one instant to another that lies too near to be told apart: the statuses, and for each round all that it comes to meanwhile. */
interface Begun {
  x: number;
  from: number;
  to: number;
  statuses: Set<DealStatus>;
  counts: Map<string, Bounds>;
}

/** The places in order. What lies too near together is told as one, with the bounds of all. */
export function stopsOf(status: readonly StatusStep[], rounds: readonly { title: string; steps: readonly DrawnStep[] }[], axis: Axis, days: Days): Stop[] {
  const beginnings = [
    ...status.flatMap((step) => (step.from === null ? [] : [{ instant: instantOf(step.from), statuses: [step.status, ...step.possible], round: null }])),
    ...rounds.flatMap(({ title, steps }) => steps.filter(({ from }) => Number.isFinite(from)).map(({ from, low, high }) => ({ instant: from, statuses: [], round: { title, bounds: { low, high } } }))),
  ].sort((a, b) => a.instant - b.instant);
  const stops: Begun[] = [];
  for (const { instant, statuses, round } of beginnings) {
    const x = axis.x(instant);
    let stop = stops.at(-1);
    if (stop === undefined || x - stop.x >= NEAREST) stops.push((stop = { x, from: instant, to: instant, statuses: new Set(), counts: new Map() }));
    stop.to = instant;
    for (const name of statuses) stop.statuses.add(name);
    const before = round === null ? undefined : stop.counts.get(round.title);
    if (round !== null) stop.counts.set(round.title, before === undefined ? round.bounds : hull(before, round.bounds));
  }
  return stops.map((stop) => ({ x: rounded(stop.x), text: textOf(stop, days) }));
}

function textOf({ from, to, statuses, counts }: Begun, days: Days): string {
  const [first, last] = [days.beginning(from), days.beginning(to)];
  const status = statuses.size === 0 ? [] : [words.chart.or([...statuses].map((name) => words.status.names[name]))];
  const told = [...status, ...[...counts].map(([title, bounds]) => `${title}: ${sayRange(bounds)}`)];
  return `${first === last ? first : words.chart.stretch(first, last)}: ${told.join('; ')}`;
}
