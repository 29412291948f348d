import type { When } from '../time/when.js';
import type { FactData, FactType } from './types.js';

/** What an event does to its fact. The names are the storage format. */
export const OPS = ['record', 'revise', 'mend', 'retract', 'reinstate', 'redact'] as const;
export type Op = (typeof OPS)[number];

export const RANKS = ['preferred', 'normal', 'deprecated'] as const;
export type Rank = (typeof RANKS)[number];

/** Where a claim was read. `source` is the id of a `source.registered` fact; `wording` paraphrases, it never quotes at length. */
export interface Citation {
  source: string;
  locator?: string;
  wording?: string;
}

/** One account of a fact: what is said to have happened, by whom, where it was printed, and when that became public. */
export interface Claim<Data = FactData> {
  happened: When;
  /** Given by an author to facts of the same span; lower comes first. Default 0. */
  order?: number;
  data: Data;
  /** Who said it, which is not the paper that printed it. */
  attributedTo?: string;
  sources: Citation[];
  /** When the claim became public. Absent: always public (the opening of a case). */
  reported?: When;
  rank: Rank;
}

/** The public part of an event: the leaf of the Merkle tree. */
export interface EventHead {
  /** Position in the one log: 0, 1, 2, … */
  seq: number;
  /** Unique for ever; chosen by the client or made for it. */
  id: string;
  /** RFC 3339, UTC, microseconds, strictly increasing along `seq`. */
  recordedAt: string;
  /** The name of the token that wrote it. */
  recordedBy: string;
  negotiation: string;
  fact: string;
  /** Counts the fact's events: 1, 2, 3, … */
  revision: number;
  op: Op;
  type: FactType;
  /** Lower-case hex of SHA-256 over the body's bytes. */
  bodyHash: string;
}

/** The part of an event that can be removed. Which members it has depends on the head's `op`. */
export interface EventBody {
  /** Random, so that the hash of a short body gives nothing away. Added when the event is sealed. */
  salt: string;
  /** record, revise, mend: the version's claims, at least one. */
  claims?: Claim[];
  /**
   * revise, reinstate, and a mend that moves it: when the step became public.
   * retract: when the source withdrew the fact; absent where the fact was our own error.
   */
  reported?: When;
  /** mend: `seq` of the record or revise event that it replaces. */
  mends?: number;
  /** reinstate: `seq` of the retraction that it takes back. */
  undoes?: number;
  /** redact: `seq` of the event whose body was removed. */
  redacts?: number;
  /** retract by the source, revise: where that was printed. */
  sources?: Citation[];
  reason?: string;
  note?: string;
}

/** An event as decided, before it has a place in the log. */
export interface EventDraft extends Omit<EventHead, 'seq' | 'recordedAt' | 'bodyHash'> {
  body: Omit<EventBody, 'salt'>;
}

/** An event as read. `body` is null where it was redacted. */
export interface LedgerEvent {
  head: EventHead;
  body: EventBody | null;
}
