import { ALL_ROUNDS, type Box, type CountedType, type Evidence, type Group, type Run, type SeenAs } from '../../evidence.js';
import type { Measure, NoticeKind } from '../../facts/kinds.js';
import type { FactType } from '../../facts/types.js';
import { compareHappened } from '../../fold.js';
import type { Seen } from '../../history.js';
import { add, sum } from '../../quantity/arithmetic.js';
import type { Bounds } from '../../quantity/types.js';
import type { Span } from '../../time/when.js';
import { boundsOfName } from '../breakdowns.js';
import { countOf, firstOf, lastOf, LISTED } from '../listing.js';
import { itemised, itemisedPlans, outstanding, type Sides } from '../notices.js';
import type { Itemised } from '../types.js';
import type { Books } from './books.js';
import type { Grounds } from './line.js';
import type { Worded } from './variance.js';

/** Which notices are added up. */
export interface Scope {
  notice: NoticeKind;
  measure: Measure;
  /** null: those that name no round; `ALL_ROUNDS`: all. */
  round: string | null;
  /** One agency, site, class or membership. */
  only?: Seen<'notices.totalled'>['data']['only'];
}

/** What is recorded inside a scope in a stretch of time. */
export interface Items {
  /** false: nothing is, which is not 0. */
  recorded: boolean;
  bounds: Bounds;
  grounds: Required<Grounds>;
  /** The numbers added up, as they were said; undefined where they are too many, or may not have come by then. */
  said: readonly Worded[] | undefined;
}

/** A stretch of the happened axis whose ends are spans: where a fact certainly lies in it, and where it may. */
export interface Stretch {
  sure: Box;
  /** Boxes apart from each other and from `sure`: of what has happened, and of what may have. */
  maybe: { certain: Box[]; possible: Box[] };
}

/** Up to a moment: certainly what was over at its start, possibly what had begun by its end. */
export function upTo({ earliest, latest }: Span): Stretch {
  return { sure: { latestTo: earliest }, maybe: { certain: [{ latestAfter: earliest, earliestBefore: latest }], possible: [{ earliestBefore: latest }] } };
}

/** After one moment, up to another. */
export function between(after: Span, until: Span): Stretch {
  const begunBefore = { earliestBefore: Math.min(after.latest, until.latest), latestAfter: after.earliest };
  const overAfter = { earliestFrom: after.latest, earliestBefore: until.latest, latestAfter: until.earliest };
  return { sure: { earliestFrom: after.latest, latestTo: until.earliest }, maybe: { certain: [begunBefore, overAfter], possible: [{ latestAfter: after.earliest, earliestBefore: until.latest }] } };
}

/** What is recorded inside a scope in a stretch of time; null where parts are asked for of what is not told by parts. */
export function itemsIn({ evidence, roundOf }: Pick<Books, 'evidence' | 'roundOf'>, scope: Scope, stretch: Stretch): Items | null {
  const within = <T extends CountedType | 'notices.planned'>(group: Group<T>): Sides<T> => during(group, stretch);
  if (scope.only !== undefined) return scope.measure === 'issued' ? partsIn(roundOf(scope.notice, scope.round), scope.notice, scope.only, stretch) : null;
  const counted = (measure: Exclude<Measure, 'planned' | 'outstanding'>): Itemised => itemised(within(countedIn(evidence, scope, measure)), LISTED);
  switch (scope.measure) {
    case 'planned':
      return itemsOf(evidence, itemisedPlans(plansIn(evidence, scope).map((group) => within(group)), LISTED));
    case 'outstanding':
      return { ...itemsOf(evidence, outstanding(counted('issued'), counted('withdrawn'), LISTED)), said: undefined };
    default:
      return itemsOf(evidence, counted(scope.measure));
  }
}

/** The round of the newest notice that counts towards a measure in a stretch of time; null where it names none. */
export function newestRound(evidence: Evidence, { notice, measure }: Pick<Scope, 'notice' | 'measure'>, stretch: Stretch): string | null {
  const all = { notice, round: ALL_ROUNDS };
  const groups = measure === 'planned' ? plansIn(evidence, all) : [countedIn(evidence, all, measure === 'outstanding' ? 'issued' : measure)];
  const newest = groups.flatMap((group) => lastOf<CountedType | 'notices.planned'>(during(group as Group<CountedType | 'notices.planned'>, stretch), 1)).sort(compareHappened).at(-1);
  return newest?.data.round ?? null;
}

function countedIn(evidence: Evidence, { notice, round }: Pick<Scope, 'notice' | 'round'>, measure: Exclude<Measure, 'planned' | 'outstanding'>): Group<CountedType> {
  return evidence.group('notices', [notice, round, `notices.${measure}`]);
}

function plansIn(evidence: Evidence, { notice, round }: Pick<Scope, 'notice' | 'round'>): Group<'notices.planned'>[] {
  return evidence.groups('plan').filter(({ key }) => key[0] === notice && key[1] === round).map(({ group }) => group);
}

function itemsOf(evidence: Evidence, { recorded, possible, factCount, facts, said }: Itemised): Items {
  return {
    recorded,
    bounds: possible,
    grounds: { facts: facts.flatMap((id) => evidence.fact(id) ?? []), count: factCount },
    said: factCount > said.length || said.some(({ certain }) => !certain) ? undefined : said,
  };
}

/** What the batches' breakdowns say of one agency (site, class, membership), with as much as no part covers that may be its. @param round the batches of the scope, alone */
function partsIn(round: Evidence, notice: NoticeKind, { by, name }: NonNullable<Scope['only']>, stretch: Stretch): Items {
  const issued = during(countedIn(round, { notice, round: ALL_ROUNDS }, 'issued') as Group<'notices.issued'>, stretch);
  const line = during(round.group('line', [notice, by, name]), stretch);
  const grounds = { facts: firstOf(issued, LISTED), count: countOf(issued) };
  if (countOf(line) === 0) return { recorded: false, bounds: { low: 0, high: 0 }, grounds, said: undefined };
  const { named, uncovered } = boundsOfName(by, name, { issued, line, rest: during(round.group('rest', [notice, by]), stretch) });
  return { recorded: true, bounds: add(named, { low: 0, high: uncovered.high }), grounds, said: undefined };
}

function during<T extends CountedType | 'notices.planned'>({ certain, possible }: Group<T>, { sure, maybe }: Stretch): Sides<T> {
  return { certain: certain.within(sure), possible: joined([...maybe.certain.map((box) => certain.within(box)), ...maybe.possible.map((box) => possible.within(box))]) };
}

/** Runs that have no fact in common, as one. */
function joined<T extends FactType>(runs: readonly Run<T>[]): Run<T> {
  const inOrder = (facts: readonly SeenAs<T>[]): SeenAs<T>[] => [...facts].sort(compareHappened);
  return {
    count: runs.reduce((count, run) => count + run.count, 0),
    sum: () => sum(runs.map((run) => run.sum())),
    related: () => inOrder(runs.flatMap((run) => run.related())),
    first: (n, marks) => inOrder(runs.flatMap((run) => run.first(n, marks))).slice(0, n),
    ids: (n) => inOrder(runs.flatMap((run) => run.first(n))).slice(0, n).map(({ id }) => id),
    entries: () => runs.flatMap((run) => [...run.entries()]).sort(compareHappened),
    each: () => inOrder(runs.flatMap((run) => [...run.each()])),
    last: (n, marks) => (n === 0 ? [] : inOrder(runs.flatMap((run) => run.last(n, marks))).slice(-n)),
    within: (box) => joined(runs.map((run) => run.within(box))),
  };
}
