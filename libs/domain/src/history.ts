import type { Citation, Claim, LedgerEvent } from './facts/event.js';
import type { DataOf, FactType } from './facts/types.js';
import type { Span, When } from './time/when.js';

/** All events of one negotiation, fact by fact, each in the order of `seq`. */
export interface History {
  negotiation: string;
  /** IANA zone of the negotiation; UTC until it is opened. */
  zone: string;
  facts: Map<string, FactHistory>;
}

export interface FactHistory {
  id: string;
  type: FactType;
  events: LedgerEvent[];
}

/** A point on the three clocks: milliseconds since 1970, milliseconds since 1970, ledger size. */
export interface Moment {
  at: number;
  known: number;
  ledger: number;
}

export function isSameMoment(a: Moment, b: Moment): boolean {
  return a.at === b.at && a.known === b.known && a.ledger === b.ledger;
}

/** What claims that speak with equal rank disagree about, each with who says so. `member` is a JSON Pointer into the claim. */
export interface Contest {
  member: string;
  values: { value: unknown; attributedTo?: string; sources: Citation[] }[];
}

/** A fact as it is seen at a moment. */
export interface Seen<T extends FactType = FactType> {
  id: string;
  type: T;
  /** The first speaking claim's data; counts and amounts that are contested are answered by their hull. */
  data: DataOf<T>;
  /** As written where the claims agree, their hull where they don't. */
  happened: When;
  span: Span;
  order: number;
  /** The public claims of the highest rank, in the order in which they were written. */
  speaking: Claim<DataOf<T>>[];
  /** The public claims of lower rank. */
  others: Claim<DataOf<T>>[];
  contested: Contest[];
  /** `seq` and `revision` of the version seen, and of the fact's newest event below the ledger size. */
  version: { seq: number; revision: number; reported: Span };
  newest: { seq: number; revision: number };
  /** The version seen is not the fact's first / has been mended. */
  revised: boolean;
  mended: boolean;
}

/** The facts of a negotiation at a moment, each list in the order of the happened axis. */
export interface View {
  history: History;
  moment: Moment;
  /** Of the facts that end with the moment, the last that has happened yet; absent where all of them have. */
  upTo?: Seen;
  /** Facts about the case itself (sources, parties, people, groups): known, with no place on the happened axis. */
  standing: Seen[];
  certain: Seen[];
  possible: Seen[];
  /** Public by then, and certainly later than `at`. */
  ahead: Seen[];
  /** Facts of which a version may or may not have been public by `known`, with the span in which it became so. */
  maybeKnown: { fact: string; type: FactType; reported: Span }[];
  /** Facts that can't be read any more because a body was redacted. */
  redacted: string[];
}
