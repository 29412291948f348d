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

/** What the chart draws, in order of time. Of what is in order by itself no more is read than may be shown. */
export function chartTable({ status, issued, said, sources }: Course, days: Days, zone: string): { rows: ChartRow[]; shown?: string } {
  const moved = status.filter(({ from }) => from !== null);
  const total = issued.reduce((sum, { steps }) => sum + steps.length, moved.length + said.length + sources.length);
  const rows: { instant: number; row: () => ChartRow }[] = [
    ...moved.slice(0, SHOWN).map((step) => rowAt(instantOf(step.from!), (when) => ({ when: days.beginning(when), lane: words.chart.status, after: step.after, ...(step.possible.length === 0 ? { certain: words.status.names[step.status], possible: '' } : { certain: '', possible: sayStatus(step) }) }))),
    ...issued.flatMap((series) => series.steps.slice(0, SHOWN).map(({ from, after, certain, possible }) => rowAt(instantOf(from), (when) => ({ when: days.beginning(when), lane: roundTitle(series), certain: sayRange(certain), possible: sayRange(possible), after })))),
    ...said.map((word) => rowAt(startOf(word.happened), () => ({ when: spoken(word.happened, zone), lane: word.type === 'notices.planned' ? words.chart.plannedBy(roundTitle(word)) : words.chart.statedMark(roundTitle(word)), certain: word.wording, possible: sayRange(word), after: word.after }))),
    ...sources.map(({ key, published, after, title }) => rowAt(startOf(published), () => ({ when: spoken(published, zone), lane: words.chart.sources, certain: title === undefined ? key : `${key}, ${title}`, possible: '', after }))),
  ].sort((a, b) => a.instant - b.instant);
  return { rows: rows.slice(0, SHOWN).map(({ row }) => row()), ...(total > SHOWN ? { shown: words.chart.tableShown(sayNumber(SHOWN), sayNumber(total)) } : {}) };
}

/** A row that is written only where it is shown. */
function rowAt(instant: number, write: (instant: number) => ChartRow): { instant: number; row: () => ChartRow } {
  return { instant, row: () => write(instant) };
}
