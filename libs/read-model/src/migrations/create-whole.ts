import { migrationOf } from './migration.js';

export const WHOLE = [
  `CREATE TABLE horizons (
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    subject TEXT NOT NULL CHECK (subject IN ('status', 'notices')),
    last_seq INTEGER NOT NULL REFERENCES events (seq),
    public_by INTEGER NOT NULL,
    PRIMARY KEY (negotiation, subject)
  ) STRICT, WITHOUT ROWID`,

  // The key is the order of the happened axis, so that the newest move by an instant is one step in the index.
  `CREATE TABLE status_moves (
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    happened_latest INTEGER NOT NULL,
    happened_earliest INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    fact TEXT NOT NULL REFERENCES facts (id),
    holds_from INTEGER NOT NULL,
    holds_until INTEGER NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (negotiation, happened_latest, happened_earliest, ordinal, fact, holds_from)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX status_moves_by_fact ON status_moves (fact)`,

  `CREATE TABLE batches (
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    notice TEXT NOT NULL,
    fact TEXT NOT NULL REFERENCES facts (id),
    happened_earliest INTEGER NOT NULL,
    happened_latest INTEGER NOT NULL,
    month TEXT NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    related INTEGER NOT NULL,
    PRIMARY KEY (negotiation, notice, fact)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX batches_related ON batches (negotiation) WHERE related = 1`,

  `CREATE TABLE batch_parts (
    fact TEXT NOT NULL REFERENCES facts (id),
    dimension TEXT NOT NULL,
    name TEXT NOT NULL,
    low INTEGER NOT NULL,
    high INTEGER,
    PRIMARY KEY (fact, dimension, name)
  ) STRICT, WITHOUT ROWID`,
];

/** Tables for questions about all negotiations at once. */
export const CreateWhole1700000000003 = migrationOf('CreateWhole1700000000003', WHOLE);
