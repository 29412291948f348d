import type { Evidence } from '../evidence.js';
import { type EachValue, eachValue, type Subjects } from './each-value.js';
import { type FactAnswer, factAnswer } from './facts.js';
import { EXPLAINED, LISTED } from './listing.js';
import type { Basis } from './types.js';
import type { NamedValue } from './values.js';

/** What stands behind a value of the state: how it was reckoned, and the facts with their claims and sources. */
export interface Explanation extends Omit<NamedValue, 'facts'> {
  basis: Basis;
  /** How many facts there are in all. */
  factCount: number;
  /** Some of them, in happened order. */
  facts: FactAnswer[];
}

/** The paths that can be explained at this moment. @param path only those that begin as this one does */
export function explainable(evidence: Evidence, path = ''): string[] {
  return eachValue(evidence, subjectsNear(path) ?? EVERY, EXPLAINED).map((value) => value.path);
}

/**
 * Explains a value of the state, at the cost of that value. A path may go on below a value (`notices.rounds.july.issued.itemised.certain`): the
 * value that holds it is explained.
 * @param page which of the facts behind it are told
 * @returns undefined where nothing of that path is in the state
 */
export function explain(evidence: Evidence, basis: Basis, path: string, { start, limit } = { start: 0, limit: LISTED }): Explanation | undefined {
  const value = eachValue(evidence, subjectsNear(path) ?? {}, EXPLAINED)
    .filter((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`))
    .reduce<EachValue | undefined>((longest, next) => (longest === undefined || next.path.length > longest.path.length ? next : longest), undefined);
  if (value === undefined) return undefined;
  const { label, value: content, words, arithmetic } = value.read();
  const behind = value.behind();
  const facts = behind.first(start + limit).slice(start);
  return { path: value.path, label, value: content, words, arithmetic, basis, factCount: behind.count, facts: facts.map((seen) => factAnswer(seen, evidence.moment)) };
}

/** By the beginning of a path, what it tells of. */
const HEADS: readonly [string, Subjects][] = [
  ['deal', { deal: undefined }],
  ['notices.by', { line: undefined }],
  ['notices', { round: undefined }],
  ['deadlines', { deadline: undefined }],
  ['ballots', { ballot: undefined }],
  ['figures', { figure: undefined }],
  ['terms', { term: undefined }],
  ['redacted', { redacted: undefined }],
];

const EVERY: Subjects = Object.assign({}, ...HEADS.map(([, subjects]) => subjects)) as Subjects;

function subjectsNear(path: string): Subjects | undefined {
  return HEADS.find(([head]) => path === head || path.startsWith(`${head}.`))?.[1];
}
