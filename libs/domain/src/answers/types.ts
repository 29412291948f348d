import type { Bounds, Qualifier, Quantity } from '../quantity/types.js';
import type { Contest } from '../history.js';
import type { Measure, NoticeKind, Side } from '../facts/kinds.js';
import type { DataOf } from '../facts/types.js';

/**
 * The shapes of the answers, as they go over the wire. Instants are RFC 3339 strings in UTC, null where an end is open;
 * `high: null` means no upper bound. Answers are pure functions of the visible facts.
 */

/** A span over the wire, with the date as written. */
export interface DateText {
  edtf: string;
  earliest: string | null;
  latest: string | null;
}

/** Where a fact was read, ready to print ("S4 ¶2"). */
export interface SourceRef {
  source: string;
  locator?: string;
  /** "S4 ¶2": the source's key without the negotiation's prefix, and the place. */
  short: string;
}

export interface FactRef {
  fact: string;
  type: string;
  happened: DateText;
  what: string;
  attributedTo?: string;
  sources: SourceRef[];
}

/** The facts behind a value: how many, and the first of them: 20, in the whole state 5. */
export interface Behind {
  factCount: number;
  facts: string[];
}

export interface Itemised extends Behind {
  /** false: nothing is recorded, which is not 0. */
  recorded: boolean;
  certain: Bounds;
  possible: Bounds;
  /** The wordings that the bounds were made from, each with who said it. */
  said: { fact: string; wording: string; qualifier: Qualifier; low: number; high: number | null; attributedTo?: string; convention?: string; derived?: string; certain: boolean }[];
  /** Why the sum is not plain addition ("may be the same people: …"). */
  remarks: string[];
}

export interface Stated extends Bounds {
  wording: string;
  scope: 'round' | 'all' | 'unstated';
  measure: Measure;
  /** When it was said to hold. */
  moment: DateText;
  certain: boolean;
  attributedTo?: string;
  fact: string;
  sources: SourceRef[];
  /** Batches that certainly happened after the total's moment. */
  itemisedSince: Bounds & Behind;
}

export interface MeasureAnswer {
  itemised: Itemised;
  stated?: Stated;
}

export interface RoundAnswer {
  notice: NoticeKind;
  /** null: facts that name no round. */
  round: string | null;
  planned: MeasureAnswer;
  issued: MeasureAnswer;
  postponed: MeasureAnswer;
  withdrawn: MeasureAnswer;
  tookEffect: MeasureAnswer;
  outstanding: MeasureAnswer;
}

export interface BreakdownLine {
  name: string;
  certain: Bounds;
  possible: Bounds;
  /** Arithmetic, not testimony. */
  derived: boolean;
  /** Of the first batches. */
  parts: { fact: string; wording: string; low: number; high: number | null; round: string | null; attributedTo?: string; derived?: true; note?: string }[];
  factCount: number;
  facts: string[];
}

export interface Breakdown {
  lines: BreakdownLine[];
  /** What no breakdown by this dimension covers. */
  unattributed: { certain: Bounds; possible: Bounds } & Behind;
}

export interface NoticesAnswer {
  rounds: RoundAnswer[];
  /** Everything together: not to be quoted as a sum. */
  all: RoundAnswer & { quotable: false };
  by: { agency: BreakdownLine[]; site: BreakdownLine[]; class: BreakdownLine[]; membership: BreakdownLine[]; unattributed: Record<'agency' | 'site' | 'class' | 'membership', Breakdown['unattributed']> };
}

export const DEAL_STATUSES = ['none', 'talking', 'stalled', 'tentative', 'voting', 'rejected', 'ratified', 'ended'] as const;
export type DealStatus = (typeof DEAL_STATUSES)[number];

export interface DealAnswer {
  status: DealStatus;
  since: DateText | null;
  /** The facts that all took the deal to its status, the first of them. */
  because: (FactRef & { reasoning?: string })[];
  /** How many they are. */
  becauseCount: number;
  /** Statuses reached by applying the possible facts in order, without `status` itself. */
  possible: { status: DealStatus; because: FactRef }[];
  flags: { newsBlackout: boolean; fallbackPlan: boolean };
  /** For each flag that was ever raised: since when, and the last fact that spoke of it. */
  flagFacts: { newsBlackout?: { since: DateText; last: FactRef }; fallbackPlan?: { since: DateText; last: FactRef } };
}

export type DeadlineStatus = 'open' | 'passed' | 'met' | 'missed' | 'withdrawn';

export interface DeadlineAnswer {
  key: string;
  what: string;
  due: DateText | null;
  status: DeadlineStatus | null;
  /** Calendar days in the negotiation's zone, while open and due on one day. */
  daysLeft: number | null;
  /** Where it is due on one of several days: the fewest and the most. */
  daysLeftRange?: [number, number];
  /** In words: "passed, outcome not reported", "5 days left". */
  reading: string;
  /** In order; the last steps, where not all are listed. */
  history: { fact: string; type: string; happened: DateText; due: DateText | null; note?: string; certain: boolean }[];
  factCount: number;
  facts: string[];
}

/** A date that follows from a batch and the notice periods of contracts. */
export interface DerivedDeadline {
  batch: string;
  round: string | null;
  what: string;
  earliest: DateText;
  latest: DateText;
  periods: string[];
  groupKnown: boolean;
  reading: string;
  facts: string[];
}

export interface BallotAnswer {
  ballot: string;
  /** The same as `ballot`. */
  key: string;
  what: string;
  outcome: 'passed' | 'defeated' | 'open' | 'called';
  /** "4 of 15 against, so at most 11 for; 14 needed: defeated". */
  reasoning: string;
  rule: { rule: string; fact: string; needed: number; outOf?: number; unit: string; inForce: DateText } | null;
  held: DateText | null;
  certain: boolean;
  for: Quantity | null;
  against: Quantity | null;
  factCount: number;
  facts: string[];
}

export interface FigureAnswer {
  measure: string;
  what: string;
  /** In order; the last values, where not all are listed. */
  values: {
    fact: string;
    happened: DateText;
    certain: boolean;
    /** The recorder's own words for this value, where there are some. */
    what?: string;
    /** The value as it was said, or the parts where only those were given. */
    wording: string;
    unit: string | null;
    low: string | null;
    high: string | null;
    was?: { wording: string; low: string; high: string | null };
    parts?: { name: string; wording: string; low: string; high: string | null }[];
    /** The measure that this one is a part of. */
    partOf?: string;
    attributedTo?: string;
    sources: SourceRef[];
    contested: boolean;
  }[];
  package?: string;
  factCount: number;
  facts: string[];
}

export interface TermAnswer {
  package: string;
  term: string;
  text: string;
  amount?: { wording: string; unit: string; low: string; high: string | null };
  what?: string;
  happened: DateText;
  certain: boolean;
  attributedTo?: string;
  sources: SourceRef[];
  contested: boolean;
  fact: string;
}

export interface StatementAnswer {
  fact: string;
  happened: DateText;
  certain: boolean;
  speaker: string;
  person?: string;
  for?: string;
  side?: Side;
  gist: string;
  about: string[];
  topics: string[];
  attributedTo?: string;
  sources: SourceRef[];
}

/** Who and what the negotiation is about: the fact's data, with the key that its author gave it. */
export type PartyAnswer = { party: string; key: string; sources: SourceRef[] } & DataOf<'party.joined'>;
export type PersonAnswer = { person: string; key: string; side?: Side; sources: SourceRef[] } & DataOf<'person.named'>;
export type GroupAnswer = { group: string; key: string; side?: Side; sources: SourceRef[] } & DataOf<'group.identified'>;

/** `cited`: how many of the facts that are seen cite it. */
export type SourceAnswer = { source: string; key: string; published: DateText; cited: number } & Omit<DataOf<'source.registered'>, 'published'>;

export interface Coverage {
  lastSource: { source: string; published: DateText; publisher?: string } | null;
  /** Calendar days from that day to `at`, in the negotiation's zone. */
  daysSince: number | null;
  /** Sources that may, or may not, have been published by the moment. */
  maybePublished: string[];
  /** Facts of which something may, or may not, have been public by `known`. */
  maybeKnown: { fact: string; type: string; reported: { earliest: string | null; latest: string | null } }[];
  maybeKnownCount: number;
  /** "last source May 10; by then possibly tentative or rejected". */
  reading: string;
}

export interface Basis {
  /** Of all negotiations, `zone` is UTC, and an `asked` date ends at `instant` there alone: each negotiation is answered at its end in its own zone. */
  at: { asked: string; instant: string; zone: string };
  known: { asked: string; instant: string; zone: string };
  /** `root`: the Merkle root of the events below `size`, in base 64. */
  ledger: { asked?: string; size: number; root: string; provisional?: true };
  /** Versions of the rules and conventions that the answer was made with. */
  conventions: string[];
  /** The answer was made by reading the whole history: `known` in the past and an old `ledger` together. */
  cost?: 'linear';
}

export interface StateAnswer {
  negotiation: string;
  title: string;
  headline: string;
  basis: Basis;
  coverage: Coverage;
  deal: DealAnswer;
  notices: NoticesAnswer;
  deadlines: DeadlineAnswer[];
  derivedDeadlines: DerivedDeadline[];
  ballots: BallotAnswer[];
  figures: FigureAnswer[];
  terms: TermAnswer[];
  contested: { fact: string; what: string; contests: Contest[] }[];
  possible: FactRef[];
  redacted: string[];
  /** How many there are of what is listed in part. */
  counts: { derivedDeadlines: number; terms: number; contested: number; possible: number };
}
