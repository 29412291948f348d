import { DEAL_STATUSES, type DealStatus } from './answers/types.js';
import { ALL_ROUNDS, type Family, type GroupKey } from './evidence.js';
import { KIND_OF } from './facts/fact-kinds.js';
import { DIMENSIONS, type Dimension } from './facts/kinds.js';
import type { DataOf, FactType } from './facts/types.js';
import { isStanding } from './fold.js';
import type { Seen } from './history.js';
import { FLAGS, type Flag, MOVES } from './moves.js';
import { subtractClamped, sum } from './quantity/arithmetic.js';
import type { Bounds } from './quantity/types.js';
import { type Span, spanOf } from './time/when.js';

/** What a fact adds to a group: its weight, the marks by which it is found, and where it has another place than the fact's own. */
export interface Contribution {
  family: Family;
  key: GroupKey;
  weight?: Bounds;
  marks?: number;
  span?: Span;
}

export const MARKS = {
  /** `line`: not every part is derived. */
  testimony: 1,
  /** `deadline`. */
  set: 1,
  moved: 2,
  /** `deadline`, `figure`: says in words what it is about. */
  titled: 4,
  titledSet: 8,
  /** `flag`. */
  raises: 1,
  lowers: 2,
  /** `ballot`. */
  call: 1,
  tally: 2,
  callNamingRule: 4,
  otherMatter: 8,
  /** `move`: what a ballot's fact does to the deal depends on others. */
  depends: 1,
  /** Batches: simply adds; or adds as its relations to other batches decide. */
  plain: 1 << 20,
  related: 1 << 21,
} as const;

/** Borne by all. */
export const ANY = 0x3fff_ffff;

/** `move`: the mark of the facts that take the deal to a status whatever else is seen. */
export function markOf(status: DealStatus): number {
  return 2 << DEAL_STATUSES.indexOf(status);
}

type AnySeen = { [T in FactType]: Seen<T> }[FactType];
type Batch = Seen<'notices.issued'>;
type Part = NonNullable<Batch['data']['breakdowns']>[number]['parts'][number];

/**
 * The groups that a fact belongs to, by nothing but what is seen of it.
 * @param related whether a batch's total may depend on other batches: then it has no weight of its own
 */
export function contributions(fact: Seen, related: boolean): Contribution[] {
  const seen = fact as AnySeen;
  if (isStanding(seen.type)) {
    const source: Contribution[] = seen.type === 'source.registered' ? [{ family: 'source', key: [], span: spanOf(seen.data.published) }] : [];
    return [{ family: 'standing', key: [seen.type] }, ...source];
  }
  return [{ family: 'happened', key: [] }, { family: 'kind', key: [KIND_OF[seen.type]] }, ...(seen.contested.length > 0 ? [{ family: 'contested', key: [] } as const] : []), ...ofItsType(seen, related)];
}

function ofItsType(seen: AnySeen, related: boolean): Contribution[] {
  switch (seen.type) {
    case 'milestone.reached':
      return [...moves(seen), ...flags(seen)];
    case 'notices.issued':
      return [...counted(seen), ...parts(seen, related)].map((contribution) => (related ? withoutWeight(contribution) : { ...contribution, marks: (contribution.marks ?? 0) | MARKS.plain }));
    case 'notices.postponed':
    case 'notices.withdrawn':
    case 'notices.took-effect':
      return counted(seen);
    case 'notices.planned':
      return roundsOf(seen.data).map((round) => ({ family: 'plan', key: [seen.data.notice, round, seen.data.plan], weight: boundsOf(seen) }));
    case 'notices.totalled':
      return totals(seen);
    case 'deadline.set':
    case 'deadline.moved':
    case 'deadline.met':
    case 'deadline.missed':
    case 'deadline.withdrawn':
      return [{ family: 'deadline', key: [seen.data.key], marks: deadlineMarks(seen) }];
    case 'figure.given':
      return [{ family: 'figure', key: [seen.data.measure, seen.data.package ?? null], marks: seen.data.what === undefined ? 0 : MARKS.titled }];
    case 'term.offered':
      return [{ family: 'term', key: [seen.data.package] }];
    case 'ballot.called':
    case 'ballot.tallied':
      return [{ family: 'move', key: [], marks: MARKS.depends }, { family: 'ballot', key: [seen.data.ballot], marks: ballotMarks(seen) }];
    case 'rule.adopted':
      return [{ family: 'rule', key: [] }];
    case 'statement.made':
      return [...new Set(seen.data.about)].map((id) => ({ family: 'about', key: [id] }));
    default:
      return [];
  }
}

function moves({ data }: Seen<'milestone.reached'>): Contribution[] {
  const status = MOVES[data.kind];
  return status === undefined ? [] : [{ family: 'move', key: [], marks: markOf(status) }];
}

function flags({ data: { kind } }: Seen<'milestone.reached'>): Contribution[] {
  return (Object.keys(FLAGS) as Flag[]).flatMap((flag) => {
    const { raise, confirm, lower } = FLAGS[flag];
    const marks = kind === lower ? MARKS.lowers : kind === raise || kind === confirm ? MARKS.raises : 0;
    return marks === 0 ? [] : [{ family: 'flag', key: [flag], marks }];
  });
}

/** A notice belongs to its round, and to all of them together. */
function roundsOf({ round }: { round?: string | undefined }): (string | null)[] {
  return [round ?? null, ALL_ROUNDS];
}

function counted(seen: Seen<'notices.issued'> | Seen<'notices.postponed'> | Seen<'notices.withdrawn'> | Seen<'notices.took-effect'>): Contribution[] {
  return roundsOf(seen.data).map((round) => ({ family: 'notices', key: [seen.data.notice, round, seen.type], weight: boundsOf(seen) }));
}

function totals({ data }: Seen<'notices.totalled'>): Contribution[] {
  const all: Contribution = { family: 'totalled', key: [data.notice, data.round ?? null] };
  const covers = data.scope === 'round' ? (data.round ?? null) : ALL_ROUNDS;
  return data.only === undefined ? [all, { family: 'total', key: [data.notice, covers, data.measure] }] : [all];
}

function withoutWeight({ family, key, marks = 0 }: Contribution): Contribution {
  return { family, key, marks: marks | MARKS.related };
}

function parts(batch: Batch, related: boolean): Contribution[] {
  const { notice } = batch.data;
  return DIMENSIONS.flatMap((dimension): Contribution[] => {
    const named = partsBy(dimension, batch);
    const lines = [...new Set(named.map(({ name }) => name))].map((name): Contribution => {
      const own = named.filter((part) => part.name === name);
      const testimony = own.some(({ derived }) => derived !== true);
      return { family: 'line', key: [notice, dimension, name], weight: sum(own.map(({ count }) => count)), marks: testimony ? MARKS.testimony : 0 };
    });
    const left = remainder(dimension, batch);
    return left.high === 0 && !related ? lines : [...lines, { family: 'rest', key: [notice, dimension], weight: left }];
  });
}

/** The parts of a batch by one dimension, as they were told. */
export function partsBy(dimension: Dimension, { data: { breakdowns = [] } }: Batch): readonly Part[] {
  const told = breakdowns.filter(({ by }) => by === dimension);
  return told.length === 1 ? told[0]!.parts : told.flatMap(({ parts: named }) => named);
}

/** What of a batch that lies to no other its parts do not cover: its count less theirs, each end with the opposite end of the other. */
function remainder(dimension: Dimension, batch: Batch): Bounds {
  return isComplete(dimension, batch) ? { low: 0, high: 0 } : subtractClamped(boundsOf(batch), sum(partsBy(dimension, batch).map(({ count }) => count)));
}

/** Whether the parts of a batch are said to be all of it. */
export function isComplete(dimension: Dimension, batch: Batch): boolean {
  return (batch.data.breakdowns ?? []).some(({ by, complete }) => by === dimension && complete);
}

function deadlineMarks({ type, data }: { type: string; data: DataOf<'deadline.set'> }): number {
  const step = type === 'deadline.set' ? MARKS.set : type === 'deadline.moved' ? MARKS.moved : 0;
  if (data.what === undefined) return step;
  return step | MARKS.titled | (type === 'deadline.set' ? MARKS.titledSet : 0);
}

function ballotMarks(seen: Seen<'ballot.called'> | Seen<'ballot.tallied'>): number {
  const isCall = seen.type === 'ballot.called';
  return (isCall ? MARKS.call : MARKS.tally) | (isCall && seen.data.rule !== undefined ? MARKS.callNamingRule : 0) | (seen.data.matter === 'other' ? MARKS.otherMatter : 0);
}

export function boundsOf({ data: { count } }: { data: { count: Bounds } }): Bounds {
  return { low: count.low, high: count.high };
}

/** The ids that a batch says it lies within, or may be the same people as. */
export function relationsOf(seen: Seen): readonly string[] {
  if (seen.type !== 'notices.issued') return [];
  const { within, mayOverlap = [] } = (seen as Batch).data;
  return within === undefined ? mayOverlap : [within, ...mayOverlap];
}
