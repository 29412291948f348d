import type { Evidence, Family, FactsOf, Group, GroupKey, SeenAs } from '../evidence.js';
import type { FactType } from '../facts/types.js';
import { compareHappened } from '../fold.js';
import { finished, gathered, type Slices } from '../slices.js';

/** How much an answer lists of what grows with the history. Counts are always told. */
export interface Listing {
  /** Facts behind a value. */
  facts: number;
  /** Of the story of each of many things: a deadline's moves, a measure's values, an agency's parts. */
  steps: number;
  /** Of what a negotiation has one list: what made the deal's status, its terms, what is contested, … */
  entries: number;
}

/** How many facts an answer lists behind a value. */
export const LISTED = 20;

/** In the whole state: there is a list to each of its many values, and /explain and the answers of one thing have more. */
export const BRIEF: Listing = { facts: 5, steps: 5, entries: LISTED };
/** In an answer of one thing alone. */
export const FULL: Listing = { facts: LISTED, steps: Infinity, entries: Infinity };
/** Of one value that is explained. */
export const EXPLAINED: Listing = { facts: LISTED, steps: LISTED, entries: LISTED };
/** What values are, without what stands behind them. */
export const LEAST: Listing = { facts: 0, steps: 1, entries: 1 };
/** For all that stands behind a value. */
export const EVERYTHING: Listing = { facts: Infinity, steps: Infinity, entries: Infinity };

/** Facts that have happened, then those that may have: together they are in the order of the happened axis. */
export function countOf(group: Pick<Group, 'certain' | 'possible'>): number {
  return group.certain.count + group.possible.count;
}

export function firstOf<T extends FactType>({ certain, possible }: Pick<Group<T>, 'certain' | 'possible'>, n: number, marks?: number): SeenAs<T>[] {
  const sure = certain.first(n, marks);
  return sure.length < n ? [...sure, ...possible.first(n - sure.length, marks)] : sure;
}

/** As `firstOf`; all of them one by one. */
export function* readingFirst<T extends FactType>(group: Pick<Group<T>, 'certain' | 'possible'>, n: number): Slices<SeenAs<T>[]> {
  if (n !== Infinity) return firstOf(group, n);
  const sure = yield* gathered(group.certain.each());
  const maybe = yield* gathered(group.possible.each());
  return [...sure, ...maybe];
}

export function lastOf<T extends FactType>({ certain, possible }: Pick<Group<T>, 'certain' | 'possible'>, n: number, marks?: number): SeenAs<T>[] {
  const maybe = possible.last(n, marks);
  return maybe.length < n ? [...certain.last(n - maybe.length, marks), ...maybe] : maybe;
}

interface Named<F extends Family> {
  key: GroupKey;
  group: Group<FactsOf[F]>;
  /** In which it is first heard of. */
  first: SeenAs<FactsOf[F]>;
}

/**
 * The groups with facts that have, or may have, happened, in the order of their first.
 * @param keys of those that are meant; absent: of all
 */
export function groupsHappened<F extends Family>(evidence: Evidence, family: F, keys?: readonly GroupKey[]): Named<F>[] {
  return finished(findingGroups(evidence, family, keys));
}

/** As `groupsHappened`, group by group. */
export function* findingGroups<F extends Family>(evidence: Evidence, family: F, keys?: readonly GroupKey[]): Slices<Named<F>[]> {
  const groups = keys === undefined ? evidence.groups(family) : keys.map((key) => ({ key, group: evidence.group(family, key) }));
  const found: Named<F>[] = [];
  for (const { key, group } of groups) {
    const [first] = firstOf(group, 1);
    if (first !== undefined) found.push({ key, group, first });
    yield;
  }
  return found.sort((a, b) => compareHappened(a.first, b.first));
}

/** Groups in the order in which they are first heard of: among the certain facts, then the possible ones, then those ahead. */
export function inOrder<N extends { group: Group }>(groups: readonly N[]): N[] {
  return groups.map(firstHeard).sort((a, b) => a.place - b.place || (a.first === undefined || b.first === undefined ? 0 : compareHappened(a.first, b.first))).map(({ named }) => named);
}

/** A group, with the place of those facts among which it is first heard of, and the first of these. */
function firstHeard<N extends { group: Group }>(named: N): { named: N; place: number; first: SeenAs<FactType> | undefined } {
  for (const [place, run] of PLACES.entries()) {
    const [first] = named.group[run].first(1);
    if (first !== undefined) return { named, place, first };
  }
  return { named, place: PLACES.length, first: undefined };
}

const PLACES = ['certain', 'possible', 'ahead'] as const;
