import type { View } from '../history.js';
import { type FactAnswer, factAnswer } from './facts.js';
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
export function explainable(view: View, basis: Basis): string[] {
  return valuesOf(state(view, basis), view).map(({ path }) => path);
}

/**
 * Explains a value of the state. A path may go on below a value (`notices.rounds.july.issued.itemised.certain`): the
 * value that holds it is explained.
 * @returns undefined where nothing of that path is in the state
 */
export function explain(view: View, basis: Basis, path: string): Explanation | undefined {
  const value = valuesOf(state(view, basis, Infinity), view)
    .filter((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`))
    .reduce<NamedValue | undefined>((longest, next) => (longest === undefined || next.path.length > longest.path.length ? next : longest), undefined);
  if (value === undefined) return undefined;
  const behind = [...view.certain, ...view.possible, ...view.ahead].filter(({ id }) => value.facts.includes(id));
  return { ...value, basis, factCount: behind.length, facts: behind.map((seen) => factAnswer(seen, view)) };
}
