import type { Bounds } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { bounds, NONE_RECORDED, plural } from './words.js';

/** Notices issued in all negotiations that share what they are added up by. */
export interface NoticeSum {
  negotiation: string | null;
  name: string | null;
  month: string | null;
  certain: Bounds;
  possible: Bounds;
  negotiations: number;
}

export function noticeSumLines(sums: readonly NoticeSum[], screen: Screen): string[] {
  if (sums.length === 0) return [NONE_RECORDED];
  const rows = sums.map(({ month, name, negotiation, ...sum }) => [
    ...[month, name === '' ? 'not broken down' : name, negotiation].filter((each) => each !== null),
    `${bounds(sum)}${negotiation === null ? `, in ${plural(sum.negotiations, 'negotiation')}` : ''}`,
  ]);
  return table(rows, { width: screen.width });
}
