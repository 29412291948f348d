import { contributions } from '../contributions.js';
import type { Evidence, Family, GroupKey } from '../evidence.js';
import { finished, mapped, type Slices } from '../slices.js';
import { type FactsBehind, type Sighting, sightingOf } from './behind.js';
import { tangledBatches } from './breakdowns.js';
import { type Cause, type Chronicle, factChange, type FactChange, findingTurns, type Turn } from './changes.js';
import { type EachValue, eachValue, type Subject, type Subjects } from './each-value.js';
import { LEAST } from './listing.js';
import { mainKind, roundsOf } from './notices.js';
import type { Basis } from './types.js';
import type { NamedValue } from './values.js';

/** A value that is not what it was, and the changed facts that it rests on. */
export interface ValueChange {
  path: string;
  label: string;
  from: { value: unknown; words: string } | null;
  to: { value: unknown; words: string } | null;
  /** "deal status: talking → rejected". */
  words: string;
  /** In happened order; of many an answer lists the first. */
  because: { fact: string; cause: Cause }[];
  becauseCount: number;
}

export interface Difference {
  from: Basis;
  to: Basis;
  /** The change in sentences: values first, then how many facts. */
  words: string[];
  values: ValueChange[];
  facts: FactChange[];
}

/** What is seen at a moment, with the basis on which it was asked for. */
export interface Standpoint {
  evidence: Evidence;
  basis: Basis;
}

/** What differs between two points on the clocks, in data and in words, each change with its cause; at the cost of what differs. */
export function difference(chronicle: Chronicle, from: Standpoint, to: Standpoint): Difference {
  return finished(comparing(chronicle, from, to));
}

/** As `difference`, fact by fact and value by value. */
export function* comparing(chronicle: Chronicle, from: Standpoint, to: Standpoint): Slices<Difference> {
  const turns = yield* findingTurns(chronicle, from.evidence, to.evidence);
  const values = yield* comparingValues(turns, from.evidence, to.evidence);
  const facts = yield* mapped(turns, factChange);
  return { from: from.basis, to: to.basis, words: differenceInWords(values, turns), values, facts };
}

export function differenceInWords(values: readonly ValueChange[], facts: readonly { cause: Cause }[]): string[] {
  return [...values.map((change) => change.words), facts.length === 0 ? 'no fact is seen otherwise' : `${facts.length} ${facts.length === 1 ? 'fact is' : 'facts are'} seen otherwise: ${causesInWords(facts)}`];
}

function causesInWords(facts: readonly { cause: Cause }[]): string {
  const counts = new Map<Cause, number>();
  for (const { cause } of facts) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => `${count} ${cause}`).join(', ');
}

/**
 * The values that are not what they were. Only those are read that the changed facts have a part in, and those that time alone changes: a deadline
 * passes.
 */
export function changedValues(turns: readonly Turn[], before: Evidence, after: Evidence): ValueChange[] {
  return finished(comparingValues(turns, before, after));
}

function* comparingValues(turns: readonly Turn[], before: Evidence, after: Evidence): Slices<ValueChange[]> {
  const subjects = yield* touching(turns, before, after);
  const [old, now] = [before, after].map((evidence) => new Map(eachValue(evidence, subjects, LEAST).map((value) => [value.path, value]))) as [Map<string, EachValue>, Map<string, EachValue>];
  const causesOf = yield* gatheringCauses(turns);
  const changed: ValueChange[] = [];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    yield;
    const [each, other] = [old.get(path), now.get(path)];
    const [from, to] = [each?.read(), other?.read()];
    if (!isSameValue(from, to)) changed.push(valueChange(path, from, to, causesOf(each?.behind(), other?.behind())));
  }
  return changed;
}

/** Finds those of the changed facts that a value rests on, or did, without going through all of them. */
function* gatheringCauses(turns: readonly Turn[]): Slices<(old: FactsBehind | undefined, now: FactsBehind | undefined) => ValueChange['because']> {
  const sightings: { fact: string; cause: Cause; old: Sighting; now: Sighting }[] = [];
  const places = new Map<string, number[]>();
  for (const [place, { id, cause, old, now }] of turns.entries()) {
    const sighting = { fact: id, cause, old: sightingOf(id, old), now: sightingOf(id, now) };
    sightings.push(sighting);
    for (const name of new Set([id, ...sighting.old.groups, ...sighting.now.groups])) {
      const own = places.get(name);
      if (own === undefined) places.set(name, [place]);
      else own.push(place);
    }
    yield;
  }
  return (old, now) =>
    [...new Set([...(old?.among ?? []), ...(now?.among ?? [])].flatMap((name) => places.get(name) ?? []))]
      .sort((a, b) => a - b)
      .map((place) => sightings[place]!)
      .filter((fact) => old?.has(fact.old) === true || now?.has(fact.now) === true)
      .map(({ fact, cause }) => ({ fact, cause }));
}

/** Only what a value is counts as a change: that a deadline is a day nearer does not. */
export function isSameValue(from: NamedValue | undefined, to: NamedValue | undefined): boolean {
  return JSON.stringify(from?.value) === JSON.stringify(to?.value);
}

export function valueChange(path: string, from: NamedValue | undefined, to: NamedValue | undefined, because: ValueChange['because']): ValueChange {
  const label = to?.label ?? from?.label ?? path;
  return {
    path,
    label,
    from: from === undefined ? null : { value: from.value, words: from.words },
    to: to === undefined ? null : { value: to.value, words: to.words },
    words: `${label}: ${from?.words ?? 'nothing'} → ${to?.words ?? 'nothing'}`,
    because,
    becauseCount: because.length,
  };
}

/** What the values are told of that changed facts have a part in. */
function* touching(turns: readonly Turn[], before: Evidence, after: Evidence): Slices<Subjects> {
  const keys = new Map<Subject, Map<string, GroupKey>>();
  const everything = new Set<Subject>(['redacted']);
  const touch = (subject: Subject, key: GroupKey): void => {
    const own = keys.get(subject) ?? new Map<string, GroupKey>();
    keys.set(subject, own.set(JSON.stringify(key), key));
  };
  for (const { old, now } of turns) {
    for (const { family, key } of [old, now].flatMap((seen) => (seen === undefined ? [] : contributions(seen, true)))) {
      const part = PARTS[family];
      if (part !== undefined) touch(part.subject, part.key(key));
      // What a ballot comes to depends on the rules, and with it the deal.
      if (family === 'rule') everything.add('ballot').add('deal');
    }
    yield;
  }
  // A deadline passes, though no fact changes.
  if (before.moment.at !== after.moment.at) everything.add('deadline');
  // By the main kind of notice rounds have their names, and lines their numbers.
  if (keys.has('round')) {
    const [main, other] = [mainKind(roundsOf(before)), mainKind(roundsOf(after))];
    if (main !== other) everything.add('round').add('line');
    // The parts of a batch count as it lies to other batches.
    const changed = new Set(turns.map(({ id }) => id));
    if ([...tangledBatches(before, main), ...tangledBatches(after, other)].some(({ id }) => changed.has(id))) everything.add('line');
  }
  return Object.fromEntries([...[...keys].map(([subject, own]) => [subject, [...own.values()]]), ...[...everything].map((subject) => [subject, undefined])]) as Subjects;
}

/** What the members of a family of groups have a part in. */
const PARTS: Partial<Record<Family, { subject: Subject; key(key: GroupKey): GroupKey }>> = {
  move: { subject: 'deal', key: () => [] },
  flag: { subject: 'deal', key: () => [] },
  notices: { subject: 'round', key: ([kind = null, round = null]) => [kind, round] },
  plan: { subject: 'round', key: ([kind = null, round = null]) => [kind, round] },
  totalled: { subject: 'round', key: ([kind = null, round = null]) => [kind, round] },
  total: { subject: 'round', key: ([kind = null, round = null]) => [kind, round] },
  line: { subject: 'line', key: (key) => key },
  deadline: { subject: 'deadline', key: (key) => key },
  ballot: { subject: 'ballot', key: (key) => key },
  figure: { subject: 'figure', key: (key) => key },
  term: { subject: 'term', key: (key) => key },
};
