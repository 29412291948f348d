import { type Course, instantOf, mapped, type NoticesAnswer, roundPath, type RoundSeries, type Slices, type StateAnswer } from '#libs/domain';
import { words } from '../../words/en.js';
import { daysIn, type Days } from '../days.js';
import { sayNumber, sayRange } from '../numbers.js';
import { roundTitle } from '../round-names.js';
import { spoken } from '../spoken.js';
import { axisOf, type Axis } from './axis.js';
import { axisShapes, leftOut } from './frame.js';
import { HEIGHTS, type Round, roundShapes, sayStatus, sourceShapes, type Standing, statusShapes } from './lanes.js';
import { scaleOf } from './scale.js';
import { type Shape, type Tone, TONES } from './shapes.js';
import { boundsBy, drawnSteps } from './steps.js';
import { type Stop, stopsOf } from './stops.js';
import { chartTable, type ChartRow } from './table.js';

/** The chart, ready to be drawn: lanes on one time axis. */
export interface ChartView {
  lanes: Lane[];
  axis: Shape[];
  notes: string[];
  table: { rows: ChartRow[]; shown?: string };
  /** For the read-out. */
  stops: Stop[];
}

export interface Lane {
  key: string;
  title: string;
  tone: Tone;
  /** What it comes to at the moment. */
  note: string;
  height: number;
  shapes: Shape[];
  /** All of it in words. */
  words: string;
}

export interface ChartScene {
  at: number;
  zone: string;
  /** The deal at the moment. */
  standing: Standing;
  /** Each lane on a scale of its own. */
  ownScales: boolean;
  /** How far apart the steps of all rounds together are drawn at least, in per cent; some hundreds of steps in all unless said. */
  nearest?: number;
}

/** The scene of a state. */
export function sceneOf({ basis: { at }, deal: { status, possible } }: StateAnswer, ownScales: boolean): ChartScene {
  return { at: instantOf(at.instant), zone: at.zone, standing: { status, possible: possible.map((other) => other.status) }, ownScales };
}

/** A chart, lane by lane: thousands of steps are read for each. @returns null where there is nothing to draw */
export function* drawing(course: Course, { at, zone, standing, ownScales, nearest = NEAREST }: ChartScene): Slices<ChartView | null> {
  const instants = yield* instantsOf(course);
  if (instants.length === 0) return null;
  const [first, last] = [instants[0]!, instants.at(-1)!];
  const axis = axisOf(instants, at);
  const days = daysIn(zone, Math.min(first, at), Math.max(last, at));
  const rounds = yield* roundLanes(course, axis, at, nearest);
  const counts = rounds.map(countsOf);
  const shared = counts.flat();
  const roundViews = yield* mapped(rounds.entries(), ([index, round]) => roundLane(round, axis, ownScales ? counts[index]! : shared, at, days, ownScales));
  const merged = rounds.reduce((sum, round) => sum + round.merged, 0);
  const gaps = leftOut(axis, days);
  const table = chartTable(course, days, zone);
  yield;
  const statusLane: Lane = { key: 'status', title: words.chart.status, tone: 'ink', note: '', height: HEIGHTS.status, shapes: statusShapes(course.status, standing, axis, at), words: statusWords(course, days) };
  yield;
  const sourceLane: Lane = { key: 'sources', title: words.chart.sources, tone: 'ink', note: words.chart.sourcesNote, height: HEIGHTS.sources, shapes: sourceShapes(course.sources, axis, at), words: words.chart.describe(words.chart.sources, course.sources.slice(0, 50).map(({ key, published }) => `${key}, ${spoken(published, zone)}`)) };
  yield;
  const view: ChartView = {
    lanes: [statusLane, ...roundViews, sourceLane],
    axis: axisShapes(axis, at, instants, days),
    notes: [...(gaps.length === 0 ? [] : [words.chart.leftOut(gaps)]), ...(merged === 0 ? [] : [words.chart.merged(sayNumber(merged))])],
    table,
    stops: stopsOf(course.status, rounds, axis, days),
  };
  yield;
  return view;
}

const NEAREST = 0.25;

/** The lanes of rounds: those in which something was issued or stated, in the order in which they are first heard of. */
interface RoundOfChart extends Round {
  key: string;
  title: string;
  merged: number;
}

function* roundLanes({ issued, said }: Course, axis: Axis, at: number, nearest: number): Slices<RoundOfChart[]> {
  const stated = said.filter(({ type, measure, notice, round }) => type === 'notices.totalled' && measure === 'issued' && !issued.some((series) => series.notice === notice && series.round === round));
  const others = [...new Map(stated.map(({ notice, round }) => [`${notice}/${round}`, { notice, round, before: { low: 0, high: 0 }, steps: [] }])).values()];
  return yield* mapped([...issued, ...others].entries(), ([index, series]) => ({ ...drawnSteps(series, axis, nearest * (issued.length + others.length)), key: laneKey(series), title: roundTitle(series), now: boundsBy(series, at), tone: toneOf(series.round, index), said: said.filter((word) => word.notice === series.notice && word.round === series.round && (word.measure === 'issued' || word.measure === 'planned')) }));
}

function laneKey({ notice, round }: Pick<RoundSeries, 'notice' | 'round'>): string {
  return `${notice}-${round ?? ''}`;
}

function toneOf(round: string | null, index: number): Tone {
  return round === null ? 'ink' : TONES[index % TONES.length]!;
}

/** The colour of each round that has one, as the chart's, by its path. */
export function tonesOf({ issued }: Pick<Course, 'issued'>, main: NoticesAnswer['all']['notice']): Map<string, Tone> {
  return new Map(issued.map(({ notice, round }, index) => [roundPath({ notice: notice as typeof main, round }, main), toneOf(round, index)]));
}

function countsOf({ steps, said }: RoundOfChart): number[] {
  return [...steps, ...said].flatMap(({ low, high }) => (high === null ? [low, low * 1.5] : [high]));
}

function roundLane(round: RoundOfChart, axis: Axis, counts: readonly number[], at: number, days: Days, ownScales: boolean): Lane {
  const { key, title, tone, now, steps } = round;
  const scale = scaleOf(counts, 24, HEIGHTS.round - 16);
  const known = now.high === 0 ? words.chart.nothingYet : words.chart.issued(sayRange(now));
  const told = steps.slice(0, 50).map(({ from, ...step }) => words.chart.from(Number.isFinite(from) ? days.beginning(from) : '…', sayRange(step)));
  return {
    key,
    title,
    tone,
    note: `${known}; ${ownScales ? words.chart.ownNote : words.chart.sharedNote}`,
    height: HEIGHTS.round,
    shapes: roundShapes(round, { axis, scale, at }),
    words: words.chart.describe(title, told.length === 0 ? [words.chart.nothingYet] : told),
  };
}

function statusWords({ status }: Course, days: Days): string {
  return words.chart.describe(words.chart.status, status.slice(0, 50).map((step) => (step.from === null ? sayStatus(step) : words.chart.from(days.beginning(instantOf(step.from)), sayStatus(step)))));
}

/** Every instant at which something begins or ends, in order. */
function* instantsOf({ status, issued, said, sources }: Course): Slices<number[]> {
  const found = new Set<number>();
  const take = (text: string | null): unknown => text !== null && found.add(instantOf(text));
  for (const steps of [status, ...issued.map((series) => series.steps)]) {
    for (const { from } of steps) take(from);
    yield;
  }
  for (const { earliest, latest } of [...said.map(({ happened }) => happened), ...sources.map(({ published }) => published)]) {
    take(earliest);
    take(latest);
  }
  yield;
  return [...found].sort((a, b) => a - b);
}

