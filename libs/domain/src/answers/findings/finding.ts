import { type Comparison, sayBounds } from '../../quantity/arithmetic.js';
import type { Bounds } from '../../quantity/types.js';
import type { Seen } from '../../history.js';
import { behind, sourceRefs } from '../refs.js';
import type { Finding, FindingCode } from '../types.js';

/** What a finding may carry beside its sentence. */
export type Evidence = Partial<Pick<Finding, 'stated' | 'itemised' | 'variance' | 'amounts' | 'why'>>;

/** A finding of one sentence, with the facts it rests on and where these were read. */
export function finding(code: FindingCode, verdict: Finding['verdict'], sentence: string, facts: readonly Seen[], { why = [], ...evidence }: Evidence = {}): Finding {
  const rest = behind(facts);
  const listed = facts.filter(({ id }) => rest.facts.includes(id));
  return { code, verdict, text: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`, ...evidence, why, ...rest, sources: sourceRefs(listed.flatMap(({ speaking }) => speaking)) };
}

/** What separates two numbers: "3", "1,391 to 1,405", "−3,351 to 1,404", "at least 12". */
export function sayVariance({ low, high }: Comparison['variance']): string {
  if (low === null) return high === null ? 'any number' : `at most ${saySigned(high)}`;
  if (high === null) return `at least ${saySigned(low)}`;
  return low === high ? saySigned(low) : `${saySigned(low)} to ${saySigned(high)}`;
}

/** By how much the items exceed what was stated: the variance turned round. */
export function sayExcess({ low, high }: Comparison['variance']): string {
  return sayVariance({ low: high === null ? null : -high, high: low === null ? null : -low });
}

function saySigned(number: number): string {
  return number < 0 ? `−${sayBounds({ low: -number, high: -number })}` : sayBounds({ low: number, high: number });
}

/** The bounds alone, without how they were said. */
export function bare({ low, high }: Bounds): Bounds {
  return { low, high };
}
