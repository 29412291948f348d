import type { Dimension, NoticeKind } from '../facts/kinds.js';
import type { Seen, View } from '../history.js';
import { linearEvidence } from '../linear-evidence.js';
import type { Bounds } from '../quantity/types.js';
import { monthOf } from '../time/months.js';
import { groupBy } from './group.js';
import { notices } from './notices.js';
import { ofType } from './refs.js';

/** Notices issued of one negotiation that share a name, a month, or both. */
export interface IssuedSum {
  /** null where they were not told apart by name; empty: what no part covers. */
  name: string | null;
  month: string | null;
  certain: Bounds;
  possible: Bounds;
  batches: number;
}

/**
 * Notices of a kind issued, by a dimension of their breakdowns and by the local month. A batch that may have been issued in one month or another
 * counts under all of them together (`2011-05/2011-07`), once.
 */
export function issuedBy(view: View, notice: NoticeKind, by: { dimension?: Dimension; month?: boolean }): IssuedSum[] {
  const batches = ofType([...view.certain, ...view.possible], 'notices.issued').filter(({ data }) => data.notice === notice);
  const groups = groupBy(batches, ({ happened }) => (by.month === true ? monthOf(happened, view.history.zone) : null));
  return [...groups].flatMap(([month, group]) => {
    const some = new Set(group as Seen[]);
    const only = (facts: readonly Seen[]): Seen[] => facts.filter((fact) => some.has(fact));
    const counted = notices(linearEvidence({ ...view, certain: only(view.certain), possible: only(view.possible), ahead: [] }));
    return sumsOf(counted, by.dimension).map((sum) => ({ ...sum, month }));
  });
}

function sumsOf({ all, by }: ReturnType<typeof notices>, dimension: Dimension | undefined): Omit<IssuedSum, 'month'>[] {
  if (dimension === undefined) {
    const { certain, possible, factCount } = all.issued.itemised;
    return [{ name: null, certain, possible, batches: factCount }];
  }
  const rest = by.unattributed[dimension];
  const lines = rest.factCount === 0 ? by[dimension] : [...by[dimension], { name: '', ...rest }];
  return lines.map(({ name, certain, possible, factCount }) => ({ name, certain, possible, batches: factCount }));
}
