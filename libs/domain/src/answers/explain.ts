import type { Evidence } from '../evidence.js';
import { compareHappened, isStanding } from '../fold.js';
import { type FactAnswer, factAnswer } from './facts.js';
import { EVERYTHING } from './listing.js';
import { state } from './state.js';
import type { Basis } from './types.js';
import { type NamedValue, valuesOf } from './values.js';

/** What stands behind a value of the state: the facts with their claims and sources, and the arithmetic. */
export interface Explanation extends Omit<NamedValue, 'facts'> {
  basis: Basis;
  factCount: number;
  facts: FactAnswer[];
}

/** The paths that can be explained at this moment. */
export function explainable(evidence: Evidence, basis: Basis): string[] {
  return valuesOf(state(evidence, basis)).map(({ path }) => path);
}

/**
 * Explains a value of the state. A path may go on below a value (`notices.rounds.july.issued.itemised.certain`): the
 * value that holds it is explained.
 * @returns undefined where nothing of that path is in the state
 */
export function explain(evidence: Evidence, basis: Basis, path: string): Explanation | undefined {
  const value = valuesOf(state(evidence, basis, EVERYTHING))
    .filter((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`))
    .reduce<NamedValue | undefined>((longest, next) => (longest === undefined || next.path.length > longest.path.length ? next : longest), undefined);
  if (value === undefined) return undefined;
  const behind = [...new Set(value.facts)].flatMap((id) => evidence.fact(id) ?? []).filter(({ type }) => !isStanding(type)).sort(compareHappened);
  return { ...value, basis, factCount: behind.length, facts: behind.map((seen) => factAnswer(seen, evidence.moment)) };
}
