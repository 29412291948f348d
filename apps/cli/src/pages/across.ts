import type { NoticesAcrossLine } from '#libs/application';
import type { StatementAnswer } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { statementCells } from './timeline.js';
import { bounds, NONE_RECORDED, plural } from './words.js';

/** Notices issued in all negotiations, a line for each thing they are added up by. */
export function noticeSumLines(sums: readonly NoticesAcrossLine[], screen: Screen): string[] {
  if (sums.length === 0) return [NONE_RECORDED];
  const rows = sums.map(({ month, name, negotiation, ...sum }) => [
    ...[month, name === '' ? 'not broken down' : name, negotiation].filter((each) => each !== null),
    `${bounds(sum)}${negotiation === null ? `, in ${plural(sum.negotiations, 'negotiation')}` : ''}`,
  ]);
  return table(rows, { width: screen.width });
}

/** What was said in any negotiation: where, when, by whom, what. */
export function searchLines(found: readonly (StatementAnswer & { negotiation: string })[], zone: string, screen: Screen): string[] {
  if (found.length === 0) return ['No statement says so.'];
  const rows = found.map((statement) => [statement.negotiation, ...statementCells(statement, zone)]);
  return table(rows, { width: screen.width, most: [20, 18, 20], styles: [screen.strong, screen.quiet, screen.strong] });
}
