import { ALL_ROUNDS, type Evidence, type GroupKey } from '../evidence.js';
import { DIMENSIONS, type NoticeKind } from '../facts/kinds.js';
import { eachBallot } from './ballots.js';
import { type FactsBehind, factsOfGroup, factsOfMeasure, factsOfStatus, theseFacts, together } from './behind.js';
import { eachLine } from './breakdowns.js';
import { eachDeadline } from './deadlines.js';
import { eachFigure } from './figures.js';
import { groupBy } from './group.js';
import type { Listing } from './listing.js';
import { allRounds, mainKind, roundAnswer, roundsOf } from './notices.js';
import { dealStatus } from './status.js';
import { termsOf } from './terms.js';
import type { RoundAnswer } from './types.js';
import { ALL_PATH, ballotValue, deadlineValue, dealValues, figurePath, figureValue, lineValue, measureValue, type NamedValue, redactedValues, ROUND_MEASURES, roundPath, STATUS_PATH, termPath, termValue } from './values.js';

/** What values are told of: the deal, a round (`ALL_ROUNDS`: all of them), a line of a breakdown, a deadline … each by the key of its group. */
export const SUBJECTS = ['deal', 'round', 'line', 'deadline', 'ballot', 'figure', 'term', 'redacted'] as const;
export type Subject = (typeof SUBJECTS)[number];
/** The keys of each subject that are meant; undefined: all. A subject that is absent is not meant. */
export type Subjects = Partial<Record<Subject, readonly GroupKey[] | undefined>>;

/** A value of the state that can be read alone, at the cost of that value. */
export interface EachValue {
  path: string;
  subject: Subject;
  key: GroupKey;
  read(): NamedValue;
  behind(): FactsBehind;
}

/** The values of some subjects, in the order in which the state has them. */
export function eachValue(evidence: Evidence, subjects: Subjects, listing: Listing): EachValue[] {
  const of = (subject: Subject, values: (keys: readonly GroupKey[] | undefined) => EachValue[]): EachValue[] => (subject in subjects ? values(subjects[subject]) : []);
  return [
    ...of('deal', () => dealEach(evidence, listing)),
    ...of('round', (keys) => roundEach(evidence, keys, listing)),
    ...of('line', (keys) => lineEach(evidence, keys, listing)),
    ...of('deadline', (keys) => eachDeadline(evidence, keys).map(({ key, tell }) => grouped(evidence, 'deadline', [key], `deadlines.${key}`, () => deadlineValue(tell(listing))))),
    ...of('ballot', (keys) => ballotEach(evidence, keys, listing)),
    ...of('figure', (keys) => eachFigure(evidence, keys).map(({ key, tell }) => grouped(evidence, 'figure', key, figurePath(key[0] ?? '', key[1] ?? undefined), () => figureValue(tell(listing))))),
    ...of('term', (keys) => termEach(evidence, keys)),
    ...of('redacted', () => redactedValues(evidence.redacted).map((value) => listed(evidence, 'redacted', [], value))),
  ];
}

/** A value of which all the facts are those of a group. */
function grouped(evidence: Evidence, subject: 'line' | 'deadline' | 'figure', key: GroupKey, path: string, read: () => NamedValue): EachValue {
  return { path, subject, key, read, behind: () => factsOfGroup(evidence, subject, key) };
}

/** A value that lists all its facts, however many they are. */
function listed(evidence: Evidence, subject: Subject, key: GroupKey, value: NamedValue): EachValue {
  return { path: value.path, subject, key, read: () => value, behind: () => theseFacts(evidence, value.facts) };
}

function dealEach(evidence: Evidence, listing: Listing): EachValue[] {
  return dealValues(dealStatus(evidence, listing)).map((value) => (value.path === STATUS_PATH ? { ...listed(evidence, 'deal', [], value), behind: () => factsOfStatus(evidence) } : listed(evidence, 'deal', [], value)));
}

function roundEach(evidence: Evidence, keys: readonly GroupKey[] | undefined, { facts }: Listing): EachValue[] {
  const plans = evidence.groups('plan');
  const rounds = roundsOf(evidence, plans);
  const main = mainKind(rounds);
  const isMeant = (kind: NoticeKind, round: string | null): boolean => keys === undefined || keys.some((key) => key[0] === kind && key[1] === round);
  return [
    ...rounds
      .filter(({ kind, round }) => isMeant(kind, round))
      .flatMap(({ kind, round }) => measures(evidence, [kind, round], roundPath({ notice: kind, round }, main), once(() => roundAnswer(evidence, { kind, round }, plans, facts)))),
    ...(isMeant(main, ALL_ROUNDS) ? measures(evidence, [main, ALL_ROUNDS], ALL_PATH, once(() => allRounds(evidence, main, plans, facts))) : []),
  ];
}

function measures(evidence: Evidence, key: readonly [NoticeKind, string | null], base: string, round: () => RoundAnswer): EachValue[] {
  return ROUND_MEASURES.map(([measure]) => {
    const path = `${base}.${measure}`;
    return { path, subject: 'round', key, read: () => measureValue(round(), measure, path), behind: () => factsOfMeasure(evidence, key, measure, round()[measure]) };
  });
}

function lineEach(evidence: Evidence, keys: readonly GroupKey[] | undefined, listing: Listing): EachValue[] {
  const main = mainKind(roundsOf(evidence));
  return DIMENSIONS.flatMap((dimension) =>
    eachLine(evidence, main, dimension, keys).map(({ name, tell }) => {
      const path = `notices.by.${dimension}.${name}`;
      return grouped(evidence, 'line', [main, dimension, name], path, () => lineValue(tell(listing), path));
    }),
  );
}

function ballotEach(evidence: Evidence, keys: readonly GroupKey[] | undefined, listing: Listing): EachValue[] {
  return eachBallot(evidence, keys).map(({ key, tell }) => {
    const told = once(() => tell(listing));
    const rules = (): string[] => told().facts.filter((id) => evidence.fact(id)?.type === 'rule.adopted');
    return {
      path: `ballots.${key}`,
      subject: 'ballot',
      key: [key],
      read: () => ballotValue(told()),
      behind: () => together([factsOfGroup(evidence, 'ballot', [key]), theseFacts(evidence, rules())]),
    };
  });
}

function termEach(evidence: Evidence, keys: readonly GroupKey[] | undefined): EachValue[] {
  return [...groupBy(termsOf(evidence, keys), termPath).values()].map((said) => listed(evidence, 'term', [said[0].package], termValue(said)));
}

/** A function that is reckoned when it is first asked, and then kept. */
function once<T>(reckon: () => T): () => T {
  let kept: { value: T } | undefined;
  return () => (kept ??= { value: reckon() }).value;
}
