import type { Citation, Claim, LedgerEvent, Rank } from './facts/event.js';
import type { FactType } from './facts/types.js';
import type { When } from './time/when.js';

/** A claim as it is asked to be recorded: dates and counts in words, unchecked. */
export interface ClaimInput {
  /** EDTF in Parley's profile, in the negotiation's zone. Facts of the case (sources, parties, people, groups) may leave it out. */
  happened?: string;
  order?: number;
  data: unknown;
  attributedTo?: string;
  sources?: Citation[];
  /** EDTF. Default: the earliest publication among the claim's sources; without sources, always public. */
  reported?: string;
  rank?: Rank;
}

/** Claims that `parseClaims` has read in a zone. Where the negotiation has that zone they are not checked a second time. Never from outside. */
export interface CheckedClaims {
  zone: string;
  claims: Claim[];
}

interface Step {
  /** The event's id: unique for ever. The same id with the same content is answered by the first receipt. */
  id: string;
  fact: string;
  reason?: string;
  note?: string;
}

/** The revision that the author saw; a stale one is a conflict. Absent: whatever is newest. */
interface Change extends Step {
  expectedRevision?: number;
}

export type Command =
  | (Step & { op: 'record'; negotiation: string; type: string; claims: ClaimInput[] | CheckedClaims })
  | (Change & { op: 'revise'; claims: ClaimInput[] | CheckedClaims; reported?: string; sources?: Citation[] })
  /** `mends`: `seq` of the version; default the newest record or revise event. */
  | (Change & { op: 'mend'; claims: ClaimInput[] | CheckedClaims; mends?: number; reported?: string })
  | (Change & { op: 'retract'; reported?: string; sources?: Citation[] })
  /** `undoes`: `seq` of the retraction; default the newest that stands. */
  | (Change & { op: 'reinstate'; undoes?: number; reported?: string })
  | (Change & { op: 'redact'; redacts: number });

/** What an accepted command is answered with. */
export interface Receipt {
  seq: number;
  id: string;
  fact: string;
  revision: number;
  recordedAt: string;
  /** true where the same command had been recorded before: nothing was written now. */
  repeated?: true;
}

/** What `decide` must know of a fact: its steps, not its claims. */
export interface KnownFact {
  id: string;
  negotiation: string;
  type: FactType;
  revision: number;
  steps: { seq: number; op: LedgerEvent['head']['op']; undoes?: number; redacts?: number; reported?: true }[];
  /** Of a source: when it was published, by its newest version. */
  published?: When;
}

/** What `decide` must know: exactly the ids that the commands name (see `namesOf`). Missing keys are unknown ids. */
export interface Known {
  /** Zone by negotiation id, of negotiations that are open: those named, and those of the facts and events. */
  zones: Map<string, string>;
  facts: Map<string, KnownFact>;
  /** Events by id, for idempotency. */
  events: Map<string, LedgerEvent>;
}

/** A command that is refused, with a stable code and pointers to what is wrong. Nothing was written. */
export class Rejection extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string,
    /** `pointer` is a JSON Pointer into the command; `command` its index in the batch. */
    readonly details: { pointer: string; message: string }[] = [],
    readonly command = 0,
    /** stale-revision: the fact's revision now. */
    readonly revision?: number,
    /** stale-revision: what was written since the revision that the author saw, as far as it was looked up. */
    readonly since?: readonly object[],
  ) {
    super(message);
    this.name = 'Rejection';
  }
}

export const REJECTION_CODES = [
  'invalid-fact',
  'unknown-type',
  'unknown-negotiation',
  'unknown-fact',
  'unknown-source',
  'unknown-reference',
  'fact-exists',
  'negotiation-exists',
  'stale-revision',
  'id-taken',
  'not-a-version',
  'not-retracted',
  'already-retracted',
  'already-redacted',
  'reason-repeats',
  'wrong-negotiation',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];
