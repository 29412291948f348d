import type { Evidence, Run } from '../evidence.js';
import type { Seen } from '../history.js';
import { dateText, instantOf, instantText, localDay } from '../time/moment.js';
import { dayAt, startOfDay } from '../time/zone.js';
import { phrase } from './phrase.js';
import { endingAt, LAST, sliceOf } from './slices.js';
import type { DateText } from './types.js';

/** A fact as a place to stop at on the happened axis: the instant at which it has certainly happened. */
export interface AxisStep {
  /** 1 for the first. */
  index: number;
  fact: string;
  what: string;
  happened: DateText;
  /** The end of its span. */
  instant: string;
}

/** Where a moment stands among the facts that have, or will have, certainly happened. */
export interface AxisAnswer {
  total: number;
  /** How many have happened by the moment, up to the fact stepped to; 0 before all of them. */
  index: number;
  /** The newest of those. */
  step: AxisStep | null;
  previous: AxisStep | null;
  next: AxisStep | null;
  first: AxisStep | null;
  last: AxisStep | null;
  /** The index of the last step of the day before on which anything happened, and of the day after. */
  previousDay: number | null;
  nextDay: number | null;
  /** For ticks: each fact where they are few, else where the steps stand at even distances in time; in order. */
  marks: AxisMark[];
}

export interface AxisMark {
  index: number;
  instant: string;
  /** No step before it is of the same local day. */
  beginsDay: boolean;
}

/** A fact stepped to: one of those that end with the moment, or whichever has this place; absent: the newest. */
export interface Stop {
  fact?: string | undefined;
  /** From 1; beyond either end the nearest there is. */
  index?: number | undefined;
}

/** How many facts have a mark each; of more, this many marks at most. */
const MARKED = 200;

/**
 * The facts in their order, as steps. What is counted is counted in the runs, and only facts that are told of are read: the
 * cost is that of the answer. A fact whose span has no end is no step.
 */
export function axis(evidence: Evidence, stop: Stop = {}): AxisAnswer {
  const { zone, moment: { at } } = evidence;
  const run = evidence.group('happened').all.within({ latestTo: LAST });
  const total = run.count;
  const index = stop.index === undefined ? standing(evidence, run, at, stop.fact) : Math.max(Math.min(stop.index, total), Math.min(total, 1));
  const around = sliceOf(run, Math.max(index - 2, 0), 3).map((seen, place) => stepOf(seen, Math.max(index - 1, 1) + place));
  const step = (place: number): AxisStep | null => around.find((each) => each.index === place) ?? null;
  const here = step(index);
  const from = stop.index === undefined || here === null ? at : instantOf(here.instant);
  const countTo = (instant: number): number => run.within({ latestTo: instant }).count;
  const [first, last] = [run.first(1)[0], run.last(1)[0]];
  const [later] = run.within({ latestAfter: endOfDayOf(from, zone) }).first(1);
  return {
    total,
    index,
    step: here,
    previous: step(index - 1),
    next: step(index + 1),
    first: first === undefined ? null : stepOf(first, 1),
    last: last === undefined ? null : stepOf(last, total),
    previousDay: countTo(startOfDayOf(from, zone)) || null,
    nextDay: later === undefined ? null : countTo(endOfDayOf(later.span.latest, zone)),
    marks: marksOf(run, zone),
  };
}

function stepOf(seen: Seen, index: number): AxisStep {
  return { index, fact: seen.id, what: phrase(seen), happened: dateText(seen.happened), instant: instantText(seen.span.latest) };
}

/** Where the local day ends that contains the moment before `instant`. */
function endOfDayOf(instant: number, zone: string): number {
  return startOfDay(dayAt(instant - 1, zone) + 1, zone);
}

/** Where that day begins: the end of the day before it. */
function startOfDayOf(instant: number, zone: string): number {
  return startOfDay(dayAt(instant - 1, zone), zone);
}

/** How many steps are done. */
function standing(evidence: Evidence, run: Run, at: number, fact: string | undefined): number {
  const seen = fact === undefined ? undefined : evidence.fact(fact);
  const place = seen === undefined || seen.span.latest !== at ? -1 : placeOf(run, seen);
  return place === -1 ? run.within({ latestTo: at }).count : place + 1;
}

/** How many facts come before one of them; -1 for any other. */
function placeOf(run: Run, { id, span: { earliest, latest } }: Seen): number {
  const together = endingAt(run, latest);
  const before = together.within({ earliestBefore: earliest }).count;
  const upTo = together.within({ earliestBefore: Math.max(earliest, -LAST) + 1 });
  const among = upTo.last(upTo.count - before).findIndex((seen) => seen.id === id);
  return among === -1 ? -1 : run.within({ latestTo: latest - 1 }).count + before + among;
}

function marksOf(run: Run, zone: string): AxisMark[] {
  const places = run.count <= MARKED ? run.first(MARKED).map(({ span: { latest } }, place) => ({ index: place + 1, instant: latest })) : sampled(run);
  return places.map(({ index, instant }, place) => ({
    index,
    instant: instantText(instant),
    beginsDay: place === 0 || localDay(instant, zone) !== localDay(places[place - 1]?.instant ?? instant, zone),
  }));
}

/** Where the steps stand at even distances in time, each place once. */
function sampled(run: Run): { index: number; instant: number }[] {
  const [from, to] = [run.first(1)[0], run.last(1)[0]].map((seen) => seen?.span.latest ?? 0) as [number, number];
  const places = new Map<number, number>();
  for (let mark = 0; mark < MARKED; mark += 1) {
    const instant = Math.floor(from + ((to - from) * mark) / (MARKED - 1));
    const index = run.within({ latestTo: instant }).count;
    if (!places.has(index)) places.set(index, instant);
  }
  return [...places].map(([index, instant]) => ({ index, instant }));
}
