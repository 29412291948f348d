import Database from 'better-sqlite3';
import { matchOf, SNIPPET, TOKENIZER } from './fts5.js';
import type { Said } from './statement-search.js';

/** A word of a text: its stem, in which of the columns it stands, and at which place there. */
export interface Token {
  term: string;
  column: number;
  offset: number;
}

/** The longest that PostgreSQL takes for a word, in bytes; of a longer one its beginning counts. */
const LONGEST = 2_000;

const COLUMNS = ['speaker', 'gist', 'topics'] as const;

/** An FTS5 table in memory, through which texts go one after another: what is a word there is one everywhere. */
function openTable() {
  const database = new Database(':memory:');
  database.exec(`CREATE VIRTUAL TABLE statements_search USING fts5 (${COLUMNS.join(', ')}, tokenize = '${TOKENIZER}')`);
  database.exec('CREATE VIRTUAL TABLE words USING fts5vocab (statements_search, instance)');
  const put = database.prepare('INSERT INTO statements_search (rowid, speaker, gist, topics) VALUES (1, ?, ?, ?)');
  const take = database.prepare('DELETE FROM statements_search');
  const words = database.prepare('SELECT term, col, "offset" FROM words ORDER BY col, "offset"');
  const passage = database.prepare(`SELECT ${SNIPPET} FROM statements_search WHERE statements_search MATCH ?`).pluck();
  const within = <Result>(columns: readonly string[], look: () => Result): Result => {
    put.run(COLUMNS.map((_, index) => columns[index] ?? ''));
    try {
      return look();
    } finally {
      take.run();
    }
  };
  return {
    tokensOf: (columns: readonly string[]) => within(columns, () => words.all() as { term: string; col: (typeof COLUMNS)[number]; offset: number }[]),
    passageOf: (columns: readonly string[], q: string) => within(columns, () => passage.get(matchOf(q)) as string),
  };
}

let opened: ReturnType<typeof openTable> | undefined;
const table = (): ReturnType<typeof openTable> => (opened ??= openTable());

/** The words of up to three texts, in order. */
export function tokensOf(columns: readonly string[]): Token[] {
  return table().tokensOf(columns).map(({ term, col, offset }) => ({ term: shortened(term), column: COLUMNS.indexOf(col), offset }));
}

/** A passage of a statement around the words of a query, which stand in square brackets. */
export function passageOf({ speaker, gist, topics }: Omit<Said, 'seq' | 'claim'>, q: string): string {
  return table().passageOf([speaker, gist, topics], q);
}

function shortened(term: string): string {
  return Buffer.byteLength(term) <= LONGEST ? term : term.slice(0, LONGEST / 4);
}
