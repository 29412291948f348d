import type { DealStatus } from './answers/types.js';
import { ANY, contributions, MARKS } from './contributions.js';
import type { Box, DealCourse, DeadlineType, Evidence, FactsOf, Family, Group, GroupKey, Mover, MoverType, Run, SeenAs } from './evidence.js';
import type { FactType } from './facts/types.js';
import { compareHappened } from './fold.js';
import type { Seen, View } from './history.js';
import { FLAGS, type Flag } from './moves.js';
import { sum } from './quantity/arithmetic.js';
import type { Bounds } from './quantity/types.js';
import { finished, type Slices, sorted } from './slices.js';
import { isCertain, isPossible, type Span } from './time/when.js';

/** A fact in a group, with its place in the order there, which need not be by the fact's own span, and what it adds. */
export interface Member {
  seen: Seen;
  span: Span;
  order: number;
  id: string;
  place: Place;
  weight: Bounds;
  marks: number;
}

/** Makes a run of members in the order of the happened axis. */
export type RunMaker = <T extends FactType>(list: readonly Member[]) => Run<T>;

type Place = 'certain' | 'possible' | 'ahead';

interface Members {
  key: GroupKey;
  list: Member[];
  group?: Group;
}

const NOTHING: Bounds = { low: 0, high: 0 };

/**
 * Answers every question by going through the lists of a view: slow, and plainly right.
 * @param isRelated whether a batch's total may depend on other batches. It may be asked of all: each then is compared with all others, which takes the square of their number
 * @param runOf how the facts of a group are asked
 */
export function naiveEvidence(view: View, isRelated: (seen: Seen) => boolean = () => true, runOf: RunMaker = plainRun): Evidence {
  return finished(gatheringNaively(view, isRelated, runOf));
}

/** As `naiveEvidence`, fact by fact. */
export function* gatheringNaively(view: View, isRelated: (seen: Seen) => boolean, runOf: RunMaker): Slices<Evidence> {
  const all = new Map<string, Seen>();
  const { at } = view.moment;
  const placeBySpan = (span: Span): Place => (isCertain(span, at) ? 'certain' : isPossible(span, at) ? 'possible' : 'ahead');
  // A view may hold what was certain by another reckoning than its moment's: its lists say what is.
  const places = new Map<string, Place>();
  for (const list of ['standing', 'certain', 'possible', 'ahead'] as const) {
    for (const seen of view[list]) {
      all.set(seen.id, seen);
      if (list !== 'standing') places.set(seen.id, list);
      yield;
    }
  }
  const families = new Map<Family, Map<string, Members>>();
  for (const seen of all.values()) {
    for (const { family, key, weight = NOTHING, marks = 0, span = seen.span } of contributions(seen, isRelated(seen))) {
      const groups = families.get(family) ?? new Map<string, Members>();
      families.set(family, groups);
      const name = JSON.stringify(key);
      const members = groups.get(name) ?? { key, list: [] };
      groups.set(name, members);
      members.list.push({ seen, id: seen.id, order: seen.order, span, place: places.get(seen.id) ?? placeBySpan(span), weight, marks });
    }
    yield;
  }
  for (const groups of families.values()) for (const members of groups.values()) members.list = yield* sorted(members.list, compareHappened);

  let deadlines: ReturnType<typeof certainDeadlines> | undefined;
  const none: Members = { key: [], list: [] };
  const asked = <F extends Family>(members = none): Group<FactsOf[F]> => (members.group ??= groupOf(members.list, runOf)) as unknown as Group<FactsOf[F]>;
  const group = <F extends Family>(family: F, key: GroupKey = []): Group<FactsOf[F]> => asked<F>(families.get(family)?.get(JSON.stringify(key)));
  return {
    negotiation: view.history.negotiation,
    zone: view.history.zone,
    moment: view.moment,
    upTo: view.upTo,
    redacted: view.redacted,
    maybeKnown: () => view.maybeKnown,
    fact: (id) => all.get(id),
    typeOf: (id) => view.history.facts.get(id)?.type,
    group,
    groups: <F extends Family>(family: F) => [...(families.get(family)?.values() ?? [])].map((members) => ({ key: members.key, group: asked<F>(members) })),
    deal: (effect) => courseOf(view, effect),
    flag: (flag) => flagOf(view, flag),
    deadline: (key) => decidedBy((deadlines ??= certainDeadlines(view)).get(key) ?? []),
  };
}

function groupOf(list: readonly Member[], runOf: RunMaker): Group {
  const [certain, possible, ahead] = (['certain', 'possible', 'ahead'] as const).map((place) => runOf(list.filter((member) => member.place === place))) as [Run, Run, Run];
  return { certain, possible, ahead, all: runOf(list) };
}

/** Whether a span lies in a box. */
export function isInside({ earliest, latest }: Span, { earliestFrom, earliestBefore, latestAfter, latestTo }: Box): boolean {
  if (earliestFrom !== undefined && earliest < earliestFrom) return false;
  if (earliestBefore !== undefined && earliest >= earliestBefore) return false;
  if (latestAfter !== undefined && latest <= latestAfter) return false;
  return latestTo === undefined || latest <= latestTo;
}

/** Answers by going through all members. */
export function plainRun<T extends FactType>(list: readonly Member[]): Run<T> {
  const marked = (marks: number): SeenAs<T>[] => list.filter((member) => marks === ANY || (member.marks & marks) !== 0).map(({ seen }) => seen as SeenAs<T>);
  return {
    count: list.length,
    sum: () => sum(list.map(({ weight }) => weight)),
    related: () => marked(MARKS.related),
    first: (n, marks = ANY) => marked(marks).slice(0, n),
    ids: (n) => list.slice(0, n).map(({ id }) => id),
    entries: () => list,
    each: () => marked(ANY),
    last: (n, marks = ANY) => (n === 0 ? [] : marked(marks).slice(-n)),
    within: (box) => plainRun(list.filter(({ span }) => isInside(span, box))),
  };
}

/** A fold of the certain facts in their order; what the possible ones may have made of it stands beside it. */
function courseOf(view: View, effect: (fact: Mover) => DealStatus | null): DealCourse {
  let status: DealStatus = 'none';
  let run: Mover[] = [];
  for (const fact of view.certain.filter(isMover)) {
    const next = effect(fact);
    if (next === null) continue;
    run = next === status ? [...run, fact] : [fact];
    status = next;
  }
  const reached = new Map<DealStatus, Mover>();
  for (const fact of view.possible.filter(isMover)) {
    const next = effect(fact);
    if (next !== null && next !== status && !reached.has(next)) reached.set(next, fact);
  }
  return { status, run: { count: run.length, first: (n) => run.slice(0, n) }, possible: [...reached].map(([next, because]) => ({ status: next, because })) };
}

const MOVERS: readonly FactType[] = ['milestone.reached', 'ballot.called', 'ballot.tallied'] satisfies MoverType[];

function isMover(seen: Seen): seen is Seen & Mover {
  return MOVERS.includes(seen.type);
}

function flagOf(view: View, flag: Flag): { raised: Seen | null; last: Seen | null } {
  const { raise, confirm, lower } = FLAGS[flag];
  let raised: Seen | null = null;
  let last: Seen | null = null;
  for (const seen of view.certain) {
    if (seen.type !== 'milestone.reached') continue;
    const { kind } = (seen as Seen<'milestone.reached'>).data;
    if (kind !== raise && kind !== confirm && kind !== lower) continue;
    last = seen;
    if (kind === lower) raised = null;
    else raised ??= seen;
  }
  return { raised, last };
}

type DeadlineFact = Seen<DeadlineType>;

function certainDeadlines({ certain }: View): Map<string, DeadlineFact[]> {
  const byKey = new Map<string, DeadlineFact[]>();
  for (const fact of certain.filter(({ type }) => type.startsWith('deadline.')) as DeadlineFact[]) {
    const others = byKey.get(fact.data.key);
    if (others === undefined) byKey.set(fact.data.key, [fact]);
    else others.push(fact);
  }
  return byKey;
}

/** The certain events of a key, folded in order: `set` and `moved` give or clear its date, the last of all decides. */
function decidedBy(certain: readonly DeadlineFact[]): { last: DeadlineFact | null; dated: DeadlineFact | null } {
  const folded = setFirst(certain);
  return { last: folded.at(-1) ?? null, dated: folded.findLast(({ type }) => type === 'deadline.set' || type === 'deadline.moved') ?? null };
}

/** What moves or ends a deadline presupposes that it was set: the first set goes before all that does not certainly precede it. */
function setFirst(certain: readonly DeadlineFact[]): DeadlineFact[] {
  const set = certain.find(({ type }) => type === 'deadline.set');
  if (set === undefined) return [...certain];
  const earlier = certain.slice(0, certain.indexOf(set));
  const precedes = ({ span }: DeadlineFact): boolean => span.latest <= set.span.earliest;
  return [...earlier.filter(precedes), set, ...earlier.filter((fact) => !precedes(fact)), ...certain.slice(certain.indexOf(set) + 1)];
}
