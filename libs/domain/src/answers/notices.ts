import { compareHappened, compareText } from '../fold.js';
import type { NoticeKind } from '../facts/kinds.js';
import type { Seen, View } from '../history.js';
import { hull, subtractClamped, sum } from '../quantity/arithmetic.js';
import type { Bounds } from '../quantity/types.js';
import { dateText } from '../time/moment.js';
import { breakdowns } from './breakdowns.js';
import { boundsOf, totalOf } from './overlap.js';
import { attribution, behind, LISTED, ofType, sourceRefs } from './refs.js';
import type { Itemised, MeasureAnswer, NoticesAnswer, RoundAnswer, Stated } from './types.js';

type Counted = 'notices.planned' | 'notices.issued' | 'notices.postponed' | 'notices.withdrawn' | 'notices.took-effect';
type Total = Seen<'notices.totalled'>;

/** Facts of one type that have certainly, and possibly, happened. */
interface Sides<T extends Counted> {
  certain: Seen<T>[];
  possible: Seen<T>[];
}

const NOTHING: Bounds = { low: 0, high: 0 };

/**
 * Notices by round, and together: planned, issued, postponed, withdrawn, in effect, outstanding; itemised and stated side by side.
 * @param listed how many facts are listed behind each value
 */
export function notices(view: View, listed = LISTED): NoticesAnswer {
  const visible = [...view.certain, ...view.possible, ...view.ahead];
  const counted = ofType(visible, 'notices.planned', 'notices.issued', 'notices.totalled', 'notices.postponed', 'notices.withdrawn', 'notices.took-effect');
  const kinds = unique(counted.map(({ data }) => data.notice));
  const rounds = kinds.flatMap((kind) => {
    const keys = unique(counted.filter(({ data }) => data.notice === kind).map(({ data }) => data.round ?? null));
    const named = [...keys.filter((round) => round !== null), ...keys.filter((round) => round === null)];
    return named.map((round) => roundAnswer(view, kind, round, listed));
  });
  const main = kinds[0] ?? 'layoff';
  return { rounds, all: { ...roundAnswer(view, main, ALL, listed), quotable: false }, by: breakdowns(view, main, listed) };
}

/** Stands for all rounds together, whatever their names. */
const ALL = Symbol('all rounds');

function roundAnswer(view: View, notice: NoticeKind, round: string | null | typeof ALL, listed: number): RoundAnswer {
  const belongs = (fact: { data: { round?: string | undefined } }): boolean => round === ALL || (fact.data.round ?? null) === round;
  const sides = <T extends Counted>(type: T): Sides<T> => ({
    certain: ofType(view.certain, type).filter((fact) => fact.data.notice === notice && belongs(fact)),
    possible: ofType(view.possible, type).filter((fact) => fact.data.notice === notice && belongs(fact)),
  });
  const issued = sides('notices.issued');
  const withdrawn = sides('notices.withdrawn');
  const totals = [...view.certain, ...view.possible];
  const stated = (measure: Total['data']['measure']): { stated?: Stated } =>
    statedTotal(view, ofType(totals, 'notices.totalled').filter((total) => total.data.notice === notice && total.data.measure === measure && isOfScope(total, round)), issued);
  const issuedItems = itemisedBatches(issued, listed);
  const withdrawnItems = itemisedSum(withdrawn, listed);
  return {
    notice,
    round: round === ALL ? null : round,
    planned: { itemised: itemisedPlans(sides('notices.planned'), listed), ...stated('planned') },
    issued: { itemised: issuedItems, ...stated('issued') },
    postponed: { itemised: itemisedSum(sides('notices.postponed'), listed), ...stated('postponed') },
    withdrawn: { itemised: withdrawnItems, ...stated('withdrawn') },
    tookEffect: { itemised: itemisedSum(sides('notices.took-effect'), listed), ...stated('took-effect') },
    outstanding: outstanding(issuedItems, withdrawnItems, listed),
  };
}

/** A total of one round speaks of that round; of all of them, or of nobody knows which, it stands beside all together. */
function isOfScope({ data }: Total, round: string | null | typeof ALL): boolean {
  if (data.only !== undefined) return false;
  return data.scope === 'round' ? round !== ALL && (data.round ?? null) === round : round === ALL;
}

/** Issued batches: their overlaps decide how they add. */
function itemisedBatches(sides: Sides<'notices.issued'>, listed: number): Itemised {
  const all = [...sides.certain, ...sides.possible];
  const sure = totalOf(sides.certain, all);
  const most = totalOf(all);
  return { ...described(sides, listed), certain: sure.bounds, possible: { low: sure.bounds.low, high: most.bounds.high }, remarks: most.remarks };
}

function itemisedSum<T extends Counted>(sides: Sides<T>, listed: number): Itemised {
  const certain = sum(sides.certain.map(boundsOf));
  const most = sum([...sides.certain, ...sides.possible].map(boundsOf));
  return { ...described(sides, listed), certain, possible: { low: certain.low, high: most.high }, remarks: [] };
}

/** Plans: of each plan the latest word counts. What is possible may take its place, and may not. */
function itemisedPlans(sides: Sides<'notices.planned'>, listed: number): Itemised {
  const plans = unique([...sides.certain, ...sides.possible].map(({ data }) => data.plan));
  const certain: Bounds[] = [];
  const possible: Bounds[] = [];
  const standing = { certain: [] as Seen<'notices.planned'>[], possible: [] as Seen<'notices.planned'>[] };
  for (const plan of plans) {
    const latest = sides.certain.filter(({ data }) => data.plan === plan).at(-1);
    const maybe = sides.possible.filter(({ data }) => data.plan === plan);
    const now = latest === undefined ? NOTHING : boundsOf(latest);
    if (latest !== undefined) standing.certain.push(latest);
    standing.possible.push(...maybe);
    certain.push(now);
    possible.push(maybe.map(boundsOf).reduce(hull, now));
  }
  return { ...described(standing, listed), certain: sum(certain), possible: sum(possible), remarks: [] };
}

function described<T extends Counted>({ certain, possible }: Sides<T>, listed: number): Pick<Itemised, 'recorded' | 'said' | 'factCount' | 'facts'> {
  const facts = [...certain, ...possible].sort(compareHappened);
  return {
    recorded: facts.length > 0,
    said: facts.slice(0, listed).map((fact) => {
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
        certain: certain.includes(fact),
      };
    }),
    ...behind(facts, listed),
  };
}

/** Outstanding = issued − withdrawn, each end with the opposite end of the other, never below 0. */
function outstanding(issued: Itemised, withdrawn: Itemised, listed: number): MeasureAnswer {
  const facts = unique([...issued.facts, ...withdrawn.facts]).sort(compareText);
  return {
    itemised: {
      recorded: issued.recorded,
      certain: subtractClamped(issued.certain, withdrawn.certain),
      possible: subtractClamped(issued.possible, withdrawn.possible),
      said: [],
      remarks: [],
      factCount: issued.factCount + withdrawn.factCount,
      facts: facts.slice(0, listed),
    },
  };
}

/** The last control total that someone gave: the last one that certainly was, else the last that may have been. */
function statedTotal(view: View, totals: readonly Total[], issued: Sides<'notices.issued'>): { stated?: Stated } {
  const said = totals.filter((total) => view.certain.includes(total as Seen)).at(-1);
  const total = said ?? totals.at(-1);
  if (total === undefined) return {};
  const moment = total.data.moment ?? total.happened;
  const since = issued.certain.filter(({ span }) => moment.latest !== null && span.earliest >= moment.latest);
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
      certain: said !== undefined,
      ...(by === undefined ? {} : { attributedTo: by }),
      fact: total.id,
      sources: sourceRefs(total.speaking),
      itemisedSince: { ...totalOf(since).bounds, ...behind(since) },
    },
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
