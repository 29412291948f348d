import type { ClockName } from '#libs/application';
import type { RetractedEntry, StatementAnswer, StoryEntry, TimelineEntry } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { stepLine } from './facts.js';
import { day, factGist, localTime, NONE_RECORDED, shortId, withCredit } from './words.js';

type Entry = TimelineEntry | RetractedEntry;

/** Facts in the order of a clock: when, which, what. */
export function timelineLines(entries: readonly Entry[], negotiation: string, order: ClockName, zone: string, screen: Screen): string[] {
  if (entries.length === 0) return [NONE_RECORDED];
  const rows = entries.map((entry) => [dateOn(order, entry, zone), shortId(entry.fact, negotiation), [lineOf(entry), ...(entry.history ?? []).map(stepLine)].join('\n')]);
  return table(rows, { width: screen.width, most: [28, 18], styles: [screen.strong, screen.quiet] });
}

function dateOn(order: ClockName, entry: Entry, zone: string): string {
  if (order === 'recorded') return entry.recorded.at.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
  if ('retracted' in entry) return 'withdrawn';
  if (order === 'happened') return day(entry.happened, zone, 'the case');
  return entry.reported.latest === null ? 'always public' : `by ${localTime(entry.reported.latest, zone)}`;
}

/** A fact in a line, with what must be known of it before it: that it is possible, contested, corrected. */
export function lineOf(entry: Entry | StoryEntry): string {
  if ('retracted' in entry) return `${entry.type}: withdrawn as a fact`;
  const marks = [
    ...(entry.at === 'possible' ? ['possibly'] : []),
    ...(entry.contested.length > 0 ? ['contested'] : []),
    ...(entry.revised ? ['revised'] : []),
    ...(entry.mended ? ['mended'] : []),
  ];
  return `${marks.length === 0 ? '' : `[${marks.join(', ')}] `}${factGist(entry)}`;
}

/** Who said what, in the order in which it was said. */
export function statementLines(statements: readonly StatementAnswer[], zone: string, screen: Screen): string[] {
  if (statements.length === 0) return [NONE_RECORDED];
  return table(statements.map((statement) => statementCells(statement, zone)), { width: screen.width, most: [26, 24], styles: [screen.quiet, screen.strong] });
}

/** When, who, and what. */
export function statementCells(statement: StatementAnswer, zone: string): [string, string, string] {
  return [
    day(statement.happened, zone),
    statement.side === undefined ? statement.speaker : `${statement.speaker}\n(${statement.side})`,
    withCredit(`${statement.certain ? '' : '[possibly] '}${statement.gist}`, statement),
  ];
}
