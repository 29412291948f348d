import { wordsOf } from '../models/statements.js';
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

/** Statements of all negotiations, best first (BM25), whether or not they are seen at any moment: that is for the caller to say. */
export function searchAll(sql: Sql, q: string, { start, limit }: { start: number; limit: number }): StatementHit[] {
  const words = wordsOf(q);
  if (words === '') return [];
  return sql.all<StatementHit>(
    `SELECT s.negotiation, coalesce(n.zone, 'UTC') AS zone, s.fact, s.seq, s.claim, snippet(statements_search, -1, '[', ']', '…', 24) AS snippet
      FROM statements_search JOIN statements s ON s.id = statements_search.rowid JOIN negotiations n ON n.id = s.negotiation
      WHERE statements_search MATCH ? ORDER BY rank LIMIT ? OFFSET ?`,
    words, limit, start,
  );
}
