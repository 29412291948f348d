import type { DealStatus } from './answers/types.js';
import type { FactType } from './facts/types.js';
import type { Moment, Seen, View } from './history.js';
import type { Flag } from './moves.js';
import type { Bounds } from './quantity/types.js';
import type { Span } from './time/when.js';

/**
 * What answers ask of the visible facts. They are written once, over this; the naive fold (`naiveEvidence`) and the as-of
 * index answer the same questions, the first by reading everything.
 */
export interface Evidence {
  readonly negotiation: string;
  readonly zone: string;
  readonly moment: Moment;
  /** Of the facts that end with the moment, the last that has happened yet; absent where all of them have. */
  readonly upTo?: Seen | undefined;
  /** Ids of facts whose body was redacted. */
  readonly redacted: readonly string[];
  /** Gathered by reading the whole history, where it had to be. */
  readonly cost?: 'linear';
  /** What is known of facts that may or may not have been public by then, by fact id. */
  maybeKnown(): View['maybeKnown'];
  /** A fact as it is seen. */
  fact(id: string): Seen | undefined;
  /** The type of a fact, whether it is seen or not. */
  typeOf(id: string): FactType | undefined;
  group<F extends Family>(family: F, key?: GroupKey): Group<FactsOf[F]>;
  /** The groups of a family that hold any visible fact, in no particular order. */
  groups<F extends Family>(family: F): { key: GroupKey; group: Group<FactsOf[F]> }[];
  /** Where the certain facts took the deal. @param effect where a fact takes it, null where it leaves it */
  deal(effect: (fact: Mover) => DealStatus | null): DealCourse;
  /** Whether a flag is up, by the certain facts. */
  flag(flag: Flag): { raised: Seen | null; last: Seen | null };
  /** What decides a deadline, by the certain events of its key. */
  deadline(key: string): { last: Seen<DeadlineType> | null; dated: Seen<DeadlineType> | null };
}

/** The types of the facts in a family's groups. A family is split by its key: what each member says is in `contributions`. */
export interface FactsOf {
  /** By type. */
  standing: 'negotiation.opened' | 'source.registered' | 'party.joined' | 'person.named' | 'group.identified';
  /** In the order of publication, and placed by it. */
  source: 'source.registered';
  /** Everything that has a place on the happened axis. */
  happened: FactType;
  contested: FactType;
  /** By what they tell of. */
  kind: FactType;
  move: MoverType;
  flag: 'milestone.reached';
  /** By kind, round (null: none; `ALL_ROUNDS`: whatever it is) and type. */
  notices: CountedType;
  /** By kind, round and plan. */
  plan: 'notices.planned';
  /** By kind and round, whatever they total. */
  totalled: 'notices.totalled';
  /** Totals that cover all of a scope: by kind, round (`ALL_ROUNDS`: all, or unstated) and measure. */
  total: 'notices.totalled';
  /** Batches with parts of one name: by kind, dimension and name. Adds up the parts. */
  line: 'notices.issued';
  /** Batches that their parts do not cover, and those of which that depends on others: by kind and dimension. Adds up what is left. */
  rest: 'notices.issued';
  deadline: DeadlineType;
  /** By measure and package. */
  figure: 'figure.given';
  /** By package. */
  term: 'term.offered';
  ballot: 'ballot.called' | 'ballot.tallied';
  rule: 'rule.adopted';
  /** By the id of the fact that they are about. */
  about: 'statement.made';
}

export type Family = keyof FactsOf;
export type GroupKey = readonly (string | null)[];
export type MoverType = 'milestone.reached' | 'ballot.called' | 'ballot.tallied';
export type Mover = { [T in MoverType]: Seen<T> }[MoverType];
export type CountedType = 'notices.issued' | 'notices.postponed' | 'notices.withdrawn' | 'notices.took-effect';
export type DeadlineType = 'deadline.set' | 'deadline.moved' | 'deadline.met' | 'deadline.missed' | 'deadline.withdrawn';

/** Stands for all rounds together, whatever their names; no round can be called so. */
export const ALL_ROUNDS = '*';

/** Facts of one kind, by what they are at the moment. */
export interface Group<T extends FactType = FactType> {
  readonly certain: Run<T>;
  readonly possible: Run<T>;
  readonly ahead: Run<T>;
  /** All of them, in one order. */
  readonly all: Run<T>;
}

/** Which spans are meant, in milliseconds since 1970; what is absent bounds nothing. */
export interface Box {
  earliestFrom?: number;
  earliestBefore?: number;
  /** Exclusive. */
  latestAfter?: number;
  /** Inclusive. */
  latestTo?: number;
}

/** A fact's place on the happened axis and what it counts for, which are known without reading it. */
export interface Entry {
  readonly id: string;
  readonly span: Span;
  readonly order: number;
  /** What it adds; nothing where it is related to others. */
  readonly weight: Bounds;
}

/** Facts in the order of the happened axis: how many, what they add up to, and either end of the list. */
export interface Run<T extends FactType = FactType> {
  readonly count: number;
  /** What those add up to that simply add. */
  sum(): Bounds;
  /** Batches that lie within each other or may be the same people, so that they don't simply add; in order. */
  related(): SeenAs<T>[];
  /** The first `n` of those that bear any of the marks; all of them bear `ANY`. */
  first(n: number, marks?: number): SeenAs<T>[];
  /** The ids of the first `n`, none of which is read for that. */
  ids(n: number): string[];
  /** All of them, none of which is read for that. */
  entries(): Iterable<Entry>;
  /** All of them, each read when its turn comes. */
  each(): Iterable<SeenAs<T>>;
  /** The last `n`, in the order of the axis. */
  last(n: number, marks?: number): SeenAs<T>[];
  within(box: Box): Run<T>;
}

export type SeenAs<T extends FactType> = { [K in T]: Seen<K> }[T];

/** The deal's status, the certain facts that took it there, and where the possible ones may have. */
export interface DealCourse {
  status: DealStatus;
  /** The unbroken run of facts that all took the deal to its status. */
  run: Pick<Run<MoverType>, 'count' | 'first'>;
  /** For each other status reached, the first possible fact that reaches it, in their order. */
  possible: { status: DealStatus; because: Mover }[];
}
