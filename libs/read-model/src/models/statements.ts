import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

/** What was said, as each version has it. The full-text table `statements_search` follows this one by triggers. */
export interface StatementRow extends ClaimKey {
  speaker: string;
  /** Id of the person, where the speaker is one that was named. */
  person: string | null;
  /** Id of the party spoken for. */
  onBehalfOf: string | null;
  gist: string;
  /** JSON array of ids of facts. */
  about: string;
  /** JSON array of keys. */
  topics: string;
}

export const Statements = table<StatementRow>('statements', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', speaker: 'text', person: 'text?', onBehalfOf: 'text?',
  gist: 'text', about: 'text', topics: 'text',
});

export function projectStatement(sql: Sql, { seq, claim, negotiation, fact, data }: ClaimOf<'statement.made'>): void {
  sql.insert(Statements, {
    seq, claim, negotiation, fact, speaker: data.speaker, person: data.person ?? null, onBehalfOf: data.for ?? null, gist: data.gist,
    about: JSON.stringify(data.about ?? []), topics: JSON.stringify(data.topics ?? []),
  });
}

/**
 * Facts with a statement in which all words of `q` occur, best first. Every version is searched, so that a caller who
 * looks at an earlier moment finds what stood then; which version is seen is for the caller to say.
 */
export function searchStatements(sql: Sql, negotiation: string, q: string, limit: number): string[] {
  const words = wordsOf(q);
  if (words === '') return [];
  const rows = sql.all<{ fact: string }>(
    `SELECT s.fact FROM (SELECT rowid, rank FROM statements_search WHERE statements_search MATCH ?) AS found
       JOIN statements AS s ON s.id = found.rowid
      WHERE s.negotiation = ?
      GROUP BY s.fact ORDER BY min(found.rank), s.fact LIMIT ?`,
    words, negotiation, limit,
  );
  return rows.map(({ fact }) => fact);
}

/** Each word as a quoted string of FTS5, in which nothing is an operator; words without a letter or digit hold nothing to search for. */
export function wordsOf(q: string): string {
  return q
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word.replaceAll('"', '""')}"`)
    .join(' ');
}
