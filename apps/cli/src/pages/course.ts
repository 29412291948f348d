import type { Course } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { bounds, day, heading, localTime, NONE_RECORDED, roundName, said, words } from './words.js';

/** How things stood over time; what lies after the moment is marked. */
export function coursePage({ status, issued, said: counts, sources }: Course, zone: string, screen: Screen): string[] {
  const since = (from: string | null): string => (from === null ? 'before' : localTime(from, zone));
  const section = (name: string, rows: readonly string[][]): string[] => [
    ...heading(name, screen),
    ...(rows.length === 0 ? [`  ${NONE_RECORDED}`] : table(rows, { width: screen.width, indent: 2, most: [34, 28], styles: [screen.quiet] })),
  ];
  return [
    ...section('status, from', status.map((step) => [since(step.from), `${later(step)}${step.status}${step.possible.length === 0 ? '' : `, possibly ${step.possible.join(' or ')}`}`])),
    ...issued.flatMap(({ notice, round, steps }) => section(`${words(notice)} notices issued, ${roundName(round)}, from`, steps.map((step) => [since(step.from), `${later(step)}${bounds(step)}`]))),
    ...section('plans and stated totals', counts.map((count) => [day(count.happened, zone), `${words(count.measure)}, ${roundName(count.round)}`, `${later(count)}${said(count)}${count.attributedTo === undefined ? '' : `, per ${count.attributedTo}`}`])),
    ...section('sources', sources.map((source) => [day(source.published, zone), source.key, `${later(source)}${source.title ?? ''}`])),
  ];
}

function later({ after }: { after: boolean }): string {
  return after ? '[later] ' : '';
}
