import { TABLES } from '../migrations/create-tables.js';
import { TREE } from '../migrations/create-tree.js';
import { WHOLE } from '../migrations/create-whole.js';
import { migrationOf } from '../migrations/migration.js';
import { tableIn } from './dialect.js';

/** What only PostgreSQL needs. */
const BESIDE = [
  // Which words stand where in a statement. The rows go with those of the statement.
  `CREATE TABLE statements_search (
    seq BIGINT NOT NULL,
    claim BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    length BIGINT NOT NULL,
    PRIMARY KEY (seq, claim),
    FOREIGN KEY (seq, claim) REFERENCES statements (seq, claim) ON DELETE CASCADE
  )`,
  'CREATE INDEX statements_search_by_word ON statements_search USING gin (words)',
  // How often words stand side by side: each place in which one of them would be the first, where all of them are.
  `CREATE FUNCTION occurrences(words TSVECTOR, phrase TEXT[]) RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT count(*) FROM (
      SELECT place - nth FROM unnest(phrase) WITH ORDINALITY AS asked (lexeme, nth) JOIN unnest(words) AS said USING (lexeme), unnest(said.positions) AS place
      GROUP BY place - nth HAVING count(*) = cardinality(phrase)
    ) AS firsts
  $$`,
  // Up to which redaction the files were rewritten.
  'CREATE TABLE purged (seq BIGINT NOT NULL)',
  'INSERT INTO purged VALUES (-1)',
];

/** All that the schema of the index holds. */
export const STATEMENTS = [...[...TABLES, ...WHOLE, ...TREE].map(tableIn), ...BESIDE];

/** The tables of SQLite in PostgreSQL's words, and what they need there. */
export const CreateIndex1700000000001 = migrationOf('CreateIndex1700000000001', STATEMENTS);
