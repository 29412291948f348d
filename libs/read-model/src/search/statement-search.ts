import type { Discrepancy } from '../discrepancy.js';
import type { Sql } from '../sql.js';

/** A claim of some version of a statement in which all words occur. */
export interface StatementHit {
  negotiation: string;
  zone: string;
  fact: string;
  /** The event that made the claim, and its place there. */
  seq: number;
  claim: number;
  /** A passage around the words, which stand in square brackets. */
  snippet: string;
}

/** What of a statement is searched, and which claim says it. */
export interface Said {
  seq: number;
  claim: number;
  speaker: string;
  gist: string;
  topics: string;
}

/**
 * Full-text search over what statements say in any version, so that a caller who looks at an earlier moment finds what stood then; which version is seen is
 * for the caller to say. A word is found by its stem, without regard to case and accents; one with signs inside it is found where its parts stand side by side. Best first (BM25).
 */
export interface StatementSearch {
  /** Takes a statement, whose row was just written, among those that are searched. */
  keep(sql: Sql, said: Said): void;
  /** Facts of a negotiation with a statement in which all words of `q` occur. */
  factsOf(sql: Sql, negotiation: string, q: string, limit: number): string[];
  /** Statements of all negotiations in which all words of `q` occur. */
  everywhere(sql: Sql, q: string, range: { start: number; limit: number }): StatementHit[];
  /**
   * The first statement that is found by other words than it says.
   * @param fresh path of an index of the same statements, just made in SQLite
   */
  difference(sql: Sql, fresh: string): Discrepancy | undefined;
}
