import type { Seen } from '../../history.js';
import { behind, sourceRefs } from '../refs.js';
import type { Finding, FindingCode } from '../types.js';

/** What a finding may carry beside its sentence. */
export type Numbers = Partial<Pick<Finding, 'stated' | 'itemised' | 'variance' | 'amounts' | 'why'>>;

/** A finding of one sentence, with the facts it rests on and where these were read. */
export function finding<Code extends FindingCode>(code: Code, verdict: Finding['verdict'], sentence: string, facts: readonly Seen[], { why = [], ...numbers }: Numbers = {}): Finding & { code: Code } {
  const rest = behind(facts);
  const listed = facts.filter(({ id }) => rest.facts.includes(id));
  return { code, verdict, text: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, ...numbers, why, ...rest, sources: sourceRefs(listed.flatMap(({ speaking }) => speaking)) };
}
