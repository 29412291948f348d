import type { Known, LedgerEvent } from '#libs/domain';
import type { Hash, NodeAt } from '#libs/proof';
import type { NegotiationRow } from './models/negotiations.js';
import type { WholeReader } from './whole/reader.js';

/** Where the index stands: it holds the events `0 … seq−1`, whose Merkle root is `root`. */
export interface IndexPosition {
  seq: number;
  /** Lower-case hex. */
  root: string;
}

/**
 * What the application asks of the index. Derived from the log: may be deleted at any time and is rebuilt. Every question but `known` waits until the index has what was
 * announced before it; who says of which events it asks (`nodes`, `events`) waits for these alone.
 */
export interface ReadModel {
  position(): Promise<IndexPosition>;
  /** Hashes of nodes of the Merkle tree over the heads, in the order asked for. @throws Error where the tree is not that large */
  nodes(nodes: readonly NodeAt[]): Promise<Hash[]>;
  /** What `decide` must know of these ids, and the ledger size of which that is so: as far as the index is by now. */
  known(names: { negotiations: Iterable<string>; facts: Iterable<string>; events: Iterable<string> }): Promise<Known & { size: number }>;
  /** Events of one negotiation with `fromSeq ≤ seq < toSeq`, in order, the first `limit` of them. */
  events(negotiation: string, fromSeq: number, toSeq: number, limit?: number): Promise<LedgerEvent[]>;
  /** All events of one fact, in order. */
  factEvents(fact: string): Promise<LedgerEvent[]>;
  /** All events of these facts, in order. */
  eventsOfFacts(facts: readonly string[]): Promise<LedgerEvent[]>;
  /** The facts of a negotiation that were first recorded at or after `fromSeq`, and where, in that order, the first `limit` of them. */
  recordedFacts(negotiation: string, fromSeq: number, limit: number): Promise<{ fact: string; seq: number }[]>;
  /** The facts of a negotiation that an event below `toSeq` withdrew, whatever came of it: the last `limit` of them, newest first. */
  retracted(negotiation: string, toSeq: number, limit: number): Promise<string[]>;
  /** The facts of which any claim ever cited a source. */
  citing(source: string): Promise<string[]>;
  /** Positions of the events whose bodies were redacted. */
  redacted(): Promise<number[]>;
  negotiation(id: string): Promise<NegotiationRow | undefined>;
  /** Negotiations in order of id, after `afterId`; `q` searches titles, summaries, parties and people. */
  negotiations(filter: { q?: string; party?: string; afterId?: string; limit: number; ledger?: number }): Promise<{ rows: NegotiationRow[]; total: number }>;
  /** Full-text search over statements of a negotiation: ids of facts, best first. */
  searchStatements(negotiation: string, q: string, limit: number): Promise<string[]>;
  /** The ledger's size at an instant: how many events were recorded at or before it, and whether later ones may still count (it lies after the last `recordedAt`). */
  sizeAt(instant: number): Promise<{ size: number; provisional: boolean }>;
  /** Questions about all negotiations at once. */
  whole: WholeReader;
  close(): Promise<void>;
}
