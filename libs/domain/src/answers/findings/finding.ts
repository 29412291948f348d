import type { Seen } from '../../history.js';
import type { Verdict } from '../../quantity/arithmetic.js';
import type { Bounds } from '../../quantity/types.js';
import { behind, sourceRefs } from '../refs.js';
import type { Behind, SourceRef } from '../types.js';

/** What a finding is about. The names are stable. */
export type FindingCode =
  | 'footing'
  | 'cross-footing'
  | 'stated-total'
  | 'growth'
  | 'roll-forward'
  | 'figure-parts'
  | 'contested'
  | 'deadline-order'
  | 'passed-deadline'
  | 'ballot-count'
  | 'possible-duplicate'
  | 'overlap';

/** Something an auditor should look at: it does not add up, or can't be shown to. */
export interface Finding extends Behind {
  code: FindingCode;
  verdict: Verdict | 'not-comparable' | 'contested' | 'odd';
  /** One sentence. */
  text: string;
  stated?: Bounds & { wording: string };
  itemised?: Bounds;
  /** stated − itemised. `low` or `high` null: unbounded on that side. */
  variance?: { low: number | null; high: number | null };
  /** The same of amounts, as exact decimal strings. */
  amounts?: { unit: string; stated: { low: string; high: string | null; wording: string }; itemised: { low: string; high: string | null }; variance: { low: string | null; high: string | null } };
  why: string[];
  /** Of the facts listed. */
  sources: SourceRef[];
}

/** What a finding may carry beside its sentence. */
export type Numbers = Partial<Pick<Finding, 'stated' | 'itemised' | 'variance' | 'amounts' | 'why'>>;

/** A finding of one sentence, with the facts it rests on and where these were read. */
export function finding<Code extends FindingCode>(code: Code, verdict: Finding['verdict'], sentence: string, facts: readonly Seen[], { why = [], ...numbers }: Numbers = {}): Finding & { code: Code } {
  const rest = behind(facts);
  const listed = facts.filter(({ id }) => rest.facts.includes(id));
  return { code, verdict, text: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, ...numbers, why, ...rest, sources: sourceRefs(listed.flatMap(({ speaking }) => speaking)) };
}
