import { contributions } from '../contributions.js';
import type { Evidence, Family, GroupKey, Mover, Run } from '../evidence.js';
import type { NoticeKind } from '../facts/kinds.js';
import { compareHappened, placeAt } from '../fold.js';
import type { Seen } from '../history.js';
import { countOf, firstOf } from './listing.js';
import { statusAfter } from './status.js';
import type { MeasureAnswer } from './types.js';
import type { RoundMeasure } from './values.js';

/** The facts behind a value: how many, the first of them in happened order, and whether a fact is one of them. None is read that is not asked for. */
export interface FactsBehind {
  count: number;
  first(n: number): Seen[];
  has(fact: Sighting): boolean;
  /** Where to look for its facts: names of groups, and ids. Others may be there, too. */
  among: readonly string[];
}

/** A fact as it is seen by some evidence. */
export interface Sighting {
  id: string;
  seen: Seen | undefined;
  /** By name, the groups that it belongs to. */
  groups: ReadonlySet<string>;
}

export function sightingOf(id: string, seen: Seen | undefined): Sighting {
  return { id, seen, groups: new Set(seen === undefined ? [] : contributions(seen, true).map(({ family, key }) => nameOf(family, key))) };
}

function nameOf(family: Family, key: GroupKey): string {
  return JSON.stringify([family, ...key]);
}

/** Facts told by their ids; what can't be seen does not count. */
export function theseFacts(evidence: Evidence, ids: readonly string[]): FactsBehind {
  const wanted = new Set(ids);
  const seen = [...wanted].flatMap((id) => evidence.fact(id) ?? []).sort(compareHappened);
  return { count: seen.length, first: (n) => seen.slice(0, n), has: ({ id }) => wanted.has(id), among: [...wanted] };
}

/** All facts of a group that have, or may have, happened. */
export function factsOfGroup(evidence: Evidence, family: Family, key: GroupKey): FactsBehind {
  const group = evidence.group(family, key);
  const name = nameOf(family, key);
  return {
    count: countOf(group),
    first: (n) => firstOf(group, n),
    has: ({ seen, groups }) => seen !== undefined && groups.has(name) && placeAt(seen, evidence) !== 'ahead',
    among: [name],
  };
}

/** The unbroken run of certain facts that all took the deal to its status. */
export function factsOfStatus(evidence: Evidence): FactsBehind {
  const { run } = evidence.deal((fact) => statusAfter(evidence, fact));
  const [entered] = run.first(1);
  const name = nameOf('move', []);
  return {
    count: run.count,
    first: (n) => run.first(n),
    has: ({ seen, groups }) =>
      seen !== undefined && entered !== undefined && groups.has(name) && placeAt(seen, evidence) === 'certain' && compareHappened(seen, entered) >= 0 && statusAfter(evidence, seen as Mover) !== null,
    among: [name],
  };
}

const COUNTED = {
  issued: ['notices.issued'],
  postponed: ['notices.postponed'],
  withdrawn: ['notices.withdrawn'],
  tookEffect: ['notices.took-effect'],
  outstanding: ['notices.issued', 'notices.withdrawn'],
} as const;

/** @param round a round, null for what names none, or `ALL_ROUNDS` */
export function factsOfMeasure(evidence: Evidence, [notice, round]: readonly [NoticeKind, string | null], measure: RoundMeasure, { stated }: MeasureAnswer): FactsBehind {
  const itemised = measure === 'planned' ? factsOfPlans(evidence, notice, round) : COUNTED[measure].map((type) => factsOfGroup(evidence, 'notices', [notice, round, type]));
  return together(stated === undefined ? itemised : [...itemised, theseFacts(evidence, [stated.fact])]);
}

/** Of each plan the last word that certainly was given, and all that may have been. */
function factsOfPlans(evidence: Evidence, notice: NoticeKind, round: string | null): FactsBehind[] {
  const plans = evidence.groups('plan').filter(({ key }) => key[0] === notice && key[1] === round);
  const latest = theseFacts(evidence, plans.flatMap(({ group }) => group.certain.last(1)).map(({ id }) => id));
  return [latest, ...plans.map(({ key, group }) => possibleFacts(evidence, group.possible, nameOf('plan', key)))];
}

function possibleFacts(evidence: Evidence, possible: Run, name: string): FactsBehind {
  return { count: possible.count, first: (n) => possible.first(n), has: ({ seen, groups }) => seen !== undefined && groups.has(name) && placeAt(seen, evidence) === 'possible', among: [name] };
}

/** Of several that have no fact in common. */
export function together(parts: readonly FactsBehind[]): FactsBehind {
  return {
    count: parts.reduce((count, part) => count + part.count, 0),
    first: (n) => parts.flatMap((part) => part.first(n)).sort(compareHappened).slice(0, n),
    has: (fact) => parts.some((part) => part.has(fact)),
    among: parts.flatMap((part) => part.among),
  };
}
