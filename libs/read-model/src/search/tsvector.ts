import { table } from '../table.js';
import type { Sql } from '../sql.js';
import { wordsOf } from './fts5.js';
import type { Said, StatementHit, StatementSearch } from './statement-search.js';
import { passageOf, tokensOf } from './tokens.js';

/** The words of a statement as a `tsvector`, and how many they are. */
interface SearchRow {
  seq: number;
  claim: number;
  words: string;
  length: number;
}

const Search = table<SearchRow>('statements_search', ['seq', 'claim'], { seq: 'integer', claim: 'integer', words: 'text', length: 'integer' });

/** BM25 as FTS5 counts it: the weight of repetition, and that of length. */
const [K1, B] = [1.2, 0.75];
/** Of a word that more than half of all statements have. */
const LEAST_WEIGHT = 1e-6;

/** Statements compared at a time. */
const PAGE = 1_000;

interface Phrase {
  /** The parts of a word, which stand side by side. */
  phrase: string[];
  /** How much it tells that a statement has it. */
  weight: number;
}

/** Search in PostgreSQL, over the words into which FTS5 cuts a text, so that the same is found in the same order. */
export const tsvector: StatementSearch = {
  keep(sql, { seq, claim, ...said }) {
    const { words, length } = vectorOf(said);
    sql.insert(Search, { seq, claim, words, length });
  },

  factsOf: (sql, negotiation, q, limit) =>
    sql.snapshot(() => ranked<{ fact: string }>(sql, q, 'SELECT fact FROM found WHERE negotiation = @negotiation GROUP BY fact ORDER BY min(rank), fact LIMIT @limit', { negotiation, limit }).map(({ fact }) => fact)),

  everywhere(sql, q, { start, limit }) {
    const hits = sql.snapshot(() => ranked<Omit<StatementHit, 'snippet'> & Said>(
      sql, q,
      `SELECT f.negotiation, coalesce(n.zone, 'UTC') AS zone, f.fact, f.seq, f.claim, f.speaker, f.gist, f.topics
        FROM found f JOIN negotiations n ON n.id = f.negotiation ORDER BY f.rank, f.seq, f.claim LIMIT @limit OFFSET @start`,
      { start, limit },
    ));
    return hits.map(({ speaker, gist, topics, ...hit }) => ({ ...hit, snippet: passageOf({ speaker, gist, topics }, q) }));
  },

  difference(sql) {
    for (let after: readonly [number, number] = [-1, -1]; ; ) {
      const rows = sql.all<Said>('SELECT seq, claim, speaker, gist, topics FROM statements WHERE (seq, claim) > (?, ?) ORDER BY seq, claim LIMIT ?', ...after, PAGE);
      if (rows.length === 0) return undefined;
      const right = rows.map(({ seq, claim, ...said }) => ({ seq, claim, ...vectorOf(said) }));
      const [found] = sql.all<{ seq: number }>(
        `SELECT r.seq FROM json_to_recordset(?) AS r (seq BIGINT, claim BIGINT, words TSVECTOR, length BIGINT) LEFT JOIN statements_search x ON x.seq = r.seq AND x.claim = r.claim
          WHERE x.words IS DISTINCT FROM r.words OR x.length IS DISTINCT FROM r.length ORDER BY r.seq LIMIT 1`,
        JSON.stringify(right),
      );
      if (found !== undefined) return { seq: found.seq, what: 'the index does not search what this statement says', against: 'index' };
      after = [rows.at(-1)!.seq, rows.at(-1)!.claim];
    }
  },
};

/** Asks of `found`: the claims in which all words of `q` occur, each with its rank, of which the least is best. */
function ranked<Row>(sql: Sql, q: string, select: string, values: Record<string, string | number>): Row[] {
  const phrases = wordsOf(q).map((word) => tokensOf([word]).map(({ term }) => term)).filter((phrase) => phrase.length > 0);
  if (phrases.length === 0) return [];
  const { rows, words } = sql.get<{ rows: number; words: number | null }>('SELECT count(*) AS rows, sum(length) AS words FROM statements_search')!;
  const found = new Map([...new Set(phrases.map(queryOf))].map((query) => [query, having(sql, query)]));
  const weighed = phrases.map((phrase): Phrase => ({ phrase, weight: weightOf(rows, found.get(queryOf(phrase))!) }));
  return sql.all<Row>(
    `WITH found AS (
        SELECT s.*, (
          SELECT -sum(weight * (often * ${K1 + 1} / (often + ${K1}::float8 * (1 - ${B}::float8 + ${B}::float8 * x.length / @average))))
          FROM (SELECT weight, occurrences(x.words, phrase)::float8 AS often FROM json_to_recordset(@phrases) AS asked (phrase TEXT[], weight FLOAT8)) AS counted
        ) AS rank
        FROM statements_search x JOIN statements s ON s.seq = x.seq AND s.claim = x.claim WHERE x.words @@ CAST(@all AS TSQUERY)
      ) ${select}`,
    { ...values, average: (words ?? 0) / rows, phrases: JSON.stringify(weighed), all: [...found.keys()].join(' & ') },
  );
}

function having(sql: Sql, query: string): number {
  return sql.get<{ found: number }>('SELECT count(*) AS found FROM statements_search WHERE words @@ CAST(? AS TSQUERY)', query)!.found;
}

function weightOf(rows: number, found: number): number {
  const weight = Math.log((rows - found + 0.5) / (found + 0.5));
  return weight > 0 ? weight : LEAST_WEIGHT;
}

/** Terms hold letters and digits alone: nothing in them needs a sign before it. */
function queryOf(phrase: readonly string[]): string {
  return `(${phrase.map((term) => `'${term}'`).join(' <-> ')})`;
}

/**
 * Between columns a place is left free, since no phrase goes from one to the next. A statement has at most 20,000 characters, so that its words' places stay below the
 * 16,383 that a `tsvector` can hold. Of a word that it says more often, the first 255 places are kept.
 */
function vectorOf({ speaker, gist, topics }: Omit<Said, 'seq' | 'claim'>): { words: string; length: number } {
  const tokens = tokensOf([speaker, gist, topics]);
  const first = (column: number): number => tokens.filter((token) => token.column < column).length + column + 1;
  const firsts = [0, 1, 2].map(first);
  return { words: tokens.map(({ term, column, offset }) => `'${term}':${firsts[column]! + offset}`).join(' '), length: tokens.length };
}
