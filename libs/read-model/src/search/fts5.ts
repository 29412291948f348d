import type { StatementSearch } from './statement-search.js';

/** How FTS5 cuts text into words: by Unicode's letters and digits, without accents, down to their English stems. */
export const TOKENIZER = 'porter unicode61 remove_diacritics 2';

/** Of FTS5's table `statements_search`: the passage around the words. */
export const SNIPPET = "snippet(statements_search, -1, '[', ']', '…', 24)";

/** Search in SQLite. Triggers keep its table. */
export const fts5: StatementSearch = {
  keep: () => undefined,

  factsOf(sql, negotiation, q, limit) {
    const words = matchOf(q);
    if (words === '') return [];
    const rows = sql.all<{ fact: string }>(
      `SELECT s.fact FROM (SELECT rowid, rank FROM statements_search WHERE statements_search MATCH ?) AS found
         JOIN statements AS s ON s.id = found.rowid
        WHERE s.negotiation = ?
        GROUP BY s.fact ORDER BY min(found.rank), s.fact LIMIT ?`,
      words, negotiation, limit,
    );
    return rows.map(({ fact }) => fact);
  },

  everywhere(sql, q, { start, limit }) {
    const words = matchOf(q);
    if (words === '') return [];
    return sql.all(
      `SELECT s.negotiation, coalesce(n.zone, 'UTC') AS zone, s.fact, s.seq, s.claim, ${SNIPPET} AS snippet
        FROM statements_search JOIN statements s ON s.id = statements_search.rowid JOIN negotiations n ON n.id = s.negotiation
        WHERE statements_search MATCH ? ORDER BY rank LIMIT ? OFFSET ?`,
      words, limit, start,
    );
  },

  difference(sql, fresh) {
    sql.run('ATTACH ? AS fresh', fresh);
    for (const schema of ['main', 'fresh']) sql.exec(`CREATE VIRTUAL TABLE temp.words_${schema} USING fts5vocab(${schema}, statements_search, instance)`);
    // Each word must stand in the same places of the same statements, whose rows the two number apart.
    const words = (schema: string): string => `SELECT s.seq, s.claim, col, "offset", term FROM words_${schema} LEFT JOIN ${schema}.statements s ON s.id = doc`;
    const first = (from: string, without: string) => sql.get<{ seq: number; term: string }>(`SELECT coalesce(seq, 0) AS seq, term FROM (${words(from)} EXCEPT ${words(without)}) LIMIT 1`);
    const [lacking, added] = [first('fresh', 'main'), first('main', 'fresh')];
    if (lacking !== undefined) return { seq: lacking.seq, what: `the index does not find "${lacking.term}" where the ledger has it`, against: 'index' };
    return added && { seq: added.seq, what: `the index finds "${added.term}" where the ledger does not have it`, against: 'index' };
  },
};

/** The words of a query; those without a letter or digit hold nothing to search for. */
export function wordsOf(q: string): string[] {
  return q.replaceAll('\0', ' ').split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Each word as a quoted string of FTS5, in which nothing is an operator. */
export function matchOf(q: string): string {
  return wordsOf(q).map((word) => `"${word.replaceAll('"', '""')}"`).join(' ');
}
