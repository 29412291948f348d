import { boundsOf } from '../contributions.js';
import { ALL_ROUNDS, type CountedType, type Evidence, type Group, type GroupKey } from '../evidence.js';
import { compareHappened, compareText } from '../fold.js';
import type { Measure, NoticeKind } from '../facts/kinds.js';
import type { FactType } from '../facts/types.js';
import type { Seen } from '../history.js';
import { add, hull, subtractClamped, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { finished, type Slices } from '../slices.js';
import { dateText } from '../time/moment.js';
import { breakingDown } from './breakdowns.js';
import { countOf, firstOf, FULL, inOrder, LISTED } from './listing.js';
import { totalOf } from './overlap.js';
import { attribution, behind, sourceRefs } from './refs.js';
import type { Itemised, NoticesAnswer, RoundAnswer, Stated } from './types.js';

type Counted = Seen<CountedType> | Seen<'notices.planned'>;
/** What has happened, and what may have. */
export type Sides<T extends CountedType | 'notices.planned' = CountedType> = Pick<Group<T>, 'certain' | 'possible'>;
type PlanGroup = Group<'notices.planned'>;
type Plan = { key: GroupKey; group: PlanGroup };

const NOTHING: Bounds = { low: 0, high: 0 };
const NONE: Itemised = { recorded: false, said: [], factCount: 0, facts: [], certain: NOTHING, possible: NOTHING, remarks: [] };

/** Notices by round, and together: planned, issued, postponed, withdrawn, in effect, outstanding; itemised and stated side by side. */
export function notices(evidence: Evidence, listing = FULL): NoticesAnswer {
  return finished(countingNotices(evidence, listing));
}

/** As `notices`, round by round and line by line. */
export function* countingNotices(evidence: Evidence, listing = FULL): Slices<NoticesAnswer> {
  const plans = evidence.groups('plan');
  yield;
  const named = roundsOf(evidence, plans);
  const main = mainKind(named);
  const rounds: RoundAnswer[] = [];
  for (const round of named) {
    yield;
    rounds.push(roundAnswer(evidence, round, plans, listing.facts));
  }
  yield;
  const all = allRounds(evidence, main, plans, listing.facts);
  return { rounds, all, by: yield* breakingDown(evidence, main, listing) };
}

/** A round of notices of a kind; null: what names no round. */
export interface Round {
  kind: NoticeKind;
  round: string | null;
}

/** The kind of notice that the answers without a kind are about: the first that is heard of. */
export function mainKind(rounds: readonly Round[]): NoticeKind {
  return rounds[0]?.kind ?? 'layoff';
}

/** Every kind of notice with its rounds, in the order in which they are first heard of; what names no round comes last of its kind. */
export function roundsOf(evidence: Evidence, plans: readonly Plan[] = evidence.groups('plan')): Round[] {
  const groups = [...evidence.groups('notices'), ...plans, ...evidence.groups('totalled')].filter(({ key }) => key[1] !== ALL_ROUNDS);
  const heard = inOrder(groups).map(({ key: [kind, round = null] }) => ({ kind: kind as NoticeKind, round }));
  const kinds = unique(heard.map(({ kind }) => kind));
  return kinds.flatMap((kind) => {
    const rounds = unique(heard.filter((named) => named.kind === kind).map(({ round }) => round));
    return [...rounds.filter((round) => round !== null), ...rounds.filter((round) => round === null)].map((round) => ({ kind, round }));
  });
}

/** All rounds of a kind together. @param listed how many of the facts behind each measure */
export function allRounds(evidence: Evidence, kind: NoticeKind, plans: readonly Plan[], listed: number): NoticesAnswer['all'] {
  return { ...roundAnswer(evidence, { kind, round: ALL_ROUNDS }, plans, listed), round: null, quotable: false };
}

/** One round. @param plans those of all rounds @param listed how many of the facts behind each measure */
export function roundAnswer(evidence: Evidence, { kind: notice, round }: Round, plans: readonly Plan[], listed: number): RoundAnswer {
  const counted = <T extends CountedType>(type: T): Group<T> => evidence.group('notices', [notice, round, type]) as unknown as Group<T>;
  const issued = counted('notices.issued');
  const stated = (measure: Measure): { stated?: Stated } => statedTotal(evidence.group('total', [notice, round, measure]), issued);
  const itemsOf = (type: CountedType): Itemised => withUnread(evidence, [type], itemised(counted(type), listed));
  const issuedItems = itemsOf('notices.issued');
  const withdrawnItems = itemsOf('notices.withdrawn');
  return {
    notice,
    round,
    planned: { itemised: withUnread(evidence, ['notices.planned'], itemisedPlans(plansOf(plans, notice, round), listed)), ...stated('planned') },
    issued: { itemised: issuedItems, ...stated('issued') },
    postponed: { itemised: itemsOf('notices.postponed'), ...stated('postponed') },
    withdrawn: { itemised: withdrawnItems, ...stated('withdrawn') },
    tookEffect: { itemised: itemsOf('notices.took-effect'), ...stated('took-effect') },
    outstanding: { itemised: withUnread(evidence, ['notices.issued', 'notices.withdrawn'], outstanding(issuedItems, withdrawnItems, listed)), ...stated('outstanding') },
  };
}

/** What was redacted may have belonged to any round: every number that it may be missing from says so. */
function withUnread(evidence: Evidence, types: readonly FactType[], sum: Itemised): Itemised {
  const unread = evidence.redacted.filter((id) => types.includes(evidence.typeOf(id)!));
  if (unread.length === 0) return sum;
  return { ...sum, remarks: [...sum.remarks, `${unread.join(', ')} can't be read any more, having been redacted: nothing of ${unread.length === 1 ? 'it' : 'them'} is counted`] };
}

/** What simply adds, and the batches whose overlaps decide how they add. */
export function itemised(sides: Sides, listed: number): Itemised {
  const { certain, possible } = sides;
  const factCount = countOf(sides);
  if (factCount === 0) return NONE;
  const batches = certain.related() as Seen<'notices.issued'>[];
  const all = [...batches, ...(possible.related() as Seen<'notices.issued'>[])];
  const sure = totalOf(batches, all);
  const most = totalOf(all);
  const low = add(certain.sum(), sure.bounds);
  const high = add(add(certain.sum(), possible.sum()), most.bounds);
  return { ...described(firstOf(sides, listed), certain.count, factCount), certain: low, possible: { low: low.low, high: high.high }, remarks: most.remarks };
}

function plansOf(plans: readonly Plan[], notice: NoticeKind, round: string | null): PlanGroup[] {
  return plans.filter(({ key }) => key[0] === notice && key[1] === round).map(({ group }) => group);
}

/** Plans: of each plan the latest word counts. What is possible may take its place, and may not. */
export function itemisedPlans(plans: readonly Sides<'notices.planned'>[], listed: number): Itemised {
  if (plans.length === 0) return NONE;
  const words = plans.map(({ certain, possible }) => ({ latest: certain.last(1), maybe: possible.first(Infinity) }));
  const latest = words.flatMap((plan) => plan.latest).sort(compareHappened);
  const maybe = words.flatMap((plan) => plan.maybe).sort(compareHappened);
  const reached = words.map((plan) => {
    const now = plan.latest.map(boundsOf)[0] ?? NOTHING;
    return { now, then: plan.maybe.map(boundsOf).reduce(hull, now) };
  });
  return {
    ...described([...latest, ...maybe].slice(0, listed), latest.length, latest.length + maybe.length),
    certain: sum(reached.map(({ now }) => now)),
    possible: sum(reached.map(({ then }) => then)),
    remarks: [],
  };
}

/** The first facts behind a value, of which `certain` have certainly happened, and how many there are in all. */
function described(facts: readonly Counted[], certain: number, factCount: number): Pick<Itemised, 'recorded' | 'said' | 'factCount' | 'facts'> {
  return {
    recorded: factCount > 0,
    said: facts.map((fact, index) => {
      const { low, high, qualifier, wording, convention, derived } = fact.data.count;
      const by = attribution(fact);
      return {
        fact: fact.id,
        wording,
        qualifier,
        low,
        high,
        ...(by === undefined ? {} : { attributedTo: by }),
        ...(convention === undefined ? {} : { convention }),
        ...(derived === undefined ? {} : { derived }),
        certain: index < certain,
      };
    }),
    factCount,
    facts: facts.map(({ id }) => id),
  };
}

/** Outstanding = issued − withdrawn, each end with the opposite end of the other, never below 0. */
export function outstanding(issued: Itemised, withdrawn: Itemised, listed: number): Itemised {
  const facts = unique([...issued.facts, ...withdrawn.facts]).sort(compareText);
  return {
    recorded: issued.recorded,
    certain: subtractClamped(issued.certain, withdrawn.certain),
    possible: subtractClamped(issued.possible, withdrawn.possible),
    said: [],
    remarks: [],
    factCount: issued.factCount + withdrawn.factCount,
    facts: facts.slice(0, listed),
  };
}

/** The last control total that someone gave: the last one that certainly was, else the last that may have been. */
function statedTotal(totals: Group<'notices.totalled'>, issued: Group<'notices.issued'>): { stated?: Stated } {
  const [sure] = totals.certain.last(1);
  const total = sure ?? totals.possible.last(1)[0];
  if (total === undefined) return {};
  const moment = total.data.moment ?? total.happened;
  const { low, high, wording } = total.data.count;
  const by = attribution(total);
  return {
    stated: {
      low,
      high,
      wording,
      scope: total.data.scope,
      measure: total.data.measure,
      moment: dateText(moment),
      certain: sure !== undefined,
      ...(by === undefined ? {} : { attributedTo: by }),
      fact: total.id,
      sources: sourceRefs(total.speaking),
      itemisedSince: itemisedSince(issued, moment.latest),
    },
  };
}

/** Batches that certainly happened, and began, after an instant; none where it has no end. */
function itemisedSince({ certain }: Group<'notices.issued'>, instant: number | null): Stated['itemisedSince'] {
  if (instant === null) return { ...NOTHING, ...behind([]) };
  const since = certain.within({ earliestFrom: instant });
  return { ...add(since.sum(), totalOf(since.related()).bounds), factCount: since.count, facts: since.ids(LISTED) };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
