import { type Course, instantOf } from '#libs/domain';
import { words } from '../../words/en.js';
import { type Days, startOf } from '../days.js';
import { sayNumber, sayRange } from '../numbers.js';
import { roundTitle } from '../round-names.js';
import { spoken } from '../spoken.js';
import { sayStatus } from './lanes.js';

/** A row of the table under the chart. */
export interface ChartRow {
  when: string;
  lane: string;
  certain: string;
  possible: string;
  after: boolean;
}

const SHOWN = 200;

/** What the chart draws, in order of time. */
export function chartTable({ status, issued, said, sources }: Course, days: Days, zone: string): { rows: ChartRow[]; shown?: string } {
  const rows = [
    ...status.flatMap((step) => (step.from === null ? [] : [{ instant: instantOf(step.from), after: step.after, when: days.beginning(instantOf(step.from)), lane: words.chart.status, certain: step.possible.length === 0 ? words.status.names[step.status] : '', possible: step.possible.length === 0 ? '' : sayStatus(step) }])),
    ...issued.flatMap((series) => series.steps.map(({ from, after, certain, possible }) => ({ instant: instantOf(from), after, when: days.beginning(instantOf(from)), lane: roundTitle(series), certain: sayRange(certain), possible: sayRange(possible) }))),
    ...said.map((word) => ({ instant: startOf(word.happened), after: word.after, when: spoken(word.happened, zone), lane: word.type === 'notices.planned' ? words.chart.plannedBy(roundTitle(word)) : words.chart.statedMark(roundTitle(word)), certain: word.wording, possible: sayRange(word) })),
    ...sources.map(({ key, published, after, title }) => ({ instant: startOf(published), after, when: spoken(published, zone), lane: words.chart.sources, certain: title === undefined ? key : `${key}, ${title}`, possible: '' })),
  ].sort((a, b) => a.instant - b.instant);
  const shown = rows.slice(0, SHOWN).map(({ instant: _, ...row }) => row);
  return { rows: shown, ...(rows.length > SHOWN ? { shown: words.chart.tableShown(sayNumber(SHOWN), sayNumber(rows.length)) } : {}) };
}
