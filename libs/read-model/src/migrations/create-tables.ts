import { TOKENIZER } from '../search/fts5.js';
import { migrationOf } from './migration.js';

/** What every table with a version's rows has: the event and claim they came from. */
const CLAIM = `
  seq INTEGER NOT NULL REFERENCES events (seq),
  claim INTEGER NOT NULL,
  negotiation TEXT NOT NULL REFERENCES negotiations (id),
  fact TEXT NOT NULL REFERENCES facts (id)`;

export const TABLES = [
  `CREATE TABLE checkpoint (id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, root TEXT NOT NULL, tree TEXT NOT NULL) STRICT`,
  // The empty log: its root is SHA-256 of nothing.
  `INSERT INTO checkpoint VALUES (1, 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '0:')`,

  `CREATE TABLE events (
    seq INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    fact TEXT NOT NULL REFERENCES facts (id),
    revision INTEGER NOT NULL,
    op TEXT NOT NULL,
    type TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    reported TEXT,
    reported_earliest INTEGER,
    reported_latest INTEGER,
    mends INTEGER REFERENCES events (seq),
    undoes INTEGER REFERENCES events (seq),
    redacts INTEGER REFERENCES events (seq),
    head TEXT NOT NULL,
    body TEXT
  ) STRICT`,
  `CREATE INDEX events_by_negotiation ON events (negotiation, seq, op)`,
  `CREATE INDEX events_by_fact ON events (fact, seq)`,
  `CREATE INDEX events_retracting ON events (negotiation, seq) WHERE op = 'retract'`,
  `CREATE INDEX events_redacting ON events (redacts) WHERE redacts IS NOT NULL`,

  `CREATE TABLE negotiations (
    id TEXT NOT NULL PRIMARY KEY,
    fact TEXT NOT NULL REFERENCES facts (id),
    title TEXT NOT NULL,
    zone TEXT,
    summary TEXT,
    opened_seq INTEGER NOT NULL,
    fact_count INTEGER NOT NULL,
    event_count INTEGER NOT NULL
  ) STRICT`,

  `CREATE TABLE facts (
    id TEXT NOT NULL PRIMARY KEY,
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    type TEXT NOT NULL,
    title TEXT,
    status TEXT NOT NULL CHECK (status IN ('shown', 'hidden', 'redacted')),
    revision INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL REFERENCES events (seq),
    newest_seq INTEGER NOT NULL REFERENCES events (seq),
    shown_seq INTEGER REFERENCES events (seq)
  ) STRICT`,
  `CREATE UNIQUE INDEX facts_by_shown_event ON facts (shown_seq)`,
  `CREATE INDEX facts_by_type ON facts (negotiation, type)`,

  `CREATE TABLE claims (${CLAIM},
    type TEXT NOT NULL,
    happened TEXT NOT NULL,
    happened_earliest INTEGER,
    happened_latest INTEGER,
    ordinal INTEGER NOT NULL,
    reported TEXT,
    reported_earliest INTEGER,
    reported_latest INTEGER,
    rank TEXT NOT NULL,
    speaks INTEGER NOT NULL,
    attributed_to TEXT,
    PRIMARY KEY (seq, claim)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE citations (
    seq INTEGER NOT NULL REFERENCES events (seq),
    citation INTEGER NOT NULL,
    claim INTEGER,
    negotiation TEXT NOT NULL REFERENCES negotiations (id),
    fact TEXT NOT NULL REFERENCES facts (id),
    source TEXT NOT NULL REFERENCES facts (id),
    locator TEXT,
    wording TEXT,
    PRIMARY KEY (seq, citation)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX citations_by_source ON citations (source, locator)`,

  `CREATE TABLE sources (${CLAIM},
    title TEXT,
    publisher TEXT,
    author TEXT,
    published TEXT NOT NULL,
    published_earliest INTEGER,
    published_latest INTEGER,
    date_derived TEXT,
    file TEXT,
    sha256 TEXT,
    url TEXT,
    PRIMARY KEY (seq, claim)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sources_by_fact ON sources (fact)`,

  `CREATE TABLE participants (${CLAIM},
    kind TEXT NOT NULL CHECK (kind IN ('party', 'person', 'group')),
    name TEXT NOT NULL,
    side TEXT,
    role TEXT,
    party TEXT REFERENCES facts (id),
    members TEXT,
    notice_period TEXT,
    PRIMARY KEY (seq, claim)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX participants_by_negotiation ON participants (negotiation)`,

  `CREATE TABLE notices (${CLAIM},
    part INTEGER NOT NULL,
    measure TEXT NOT NULL,
    stated INTEGER NOT NULL,
    notice TEXT NOT NULL,
    round TEXT,
    plan TEXT,
    scope TEXT,
    dimension TEXT,
    name TEXT,
    low INTEGER NOT NULL,
    high INTEGER,
    qualifier TEXT NOT NULL,
    wording TEXT NOT NULL,
    convention TEXT,
    derived INTEGER NOT NULL,
    what TEXT,
    PRIMARY KEY (seq, claim, part)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE deadlines (${CLAIM},
    key TEXT NOT NULL,
    step TEXT NOT NULL,
    due TEXT,
    due_earliest INTEGER,
    due_latest INTEGER,
    what TEXT,
    note TEXT,
    PRIMARY KEY (seq, claim)
  ) STRICT, WITHOUT ROWID`,

  `CREATE TABLE ballots (${CLAIM},
    step TEXT NOT NULL CHECK (step IN ('rule', 'called', 'tallied')),
    ballot TEXT,
    rule TEXT,
    unit TEXT,
    needed INTEGER,
    out_of INTEGER,
    dated TEXT,
    dated_earliest INTEGER,
    dated_latest INTEGER,
    for_low INTEGER,
    for_high INTEGER,
    for_wording TEXT,
    against_low INTEGER,
    against_high INTEGER,
    against_wording TEXT,
    members TEXT,
    what TEXT,
    PRIMARY KEY (seq, claim)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX ballots_by_fact ON ballots (fact)`,
  `CREATE INDEX ballots_by_ballot ON ballots (negotiation, ballot)`,

  // The full-text table needs a row number to refer to; it means nothing else.
  `CREATE TABLE statements (
    id INTEGER PRIMARY KEY,${CLAIM},
    speaker TEXT NOT NULL,
    person TEXT REFERENCES facts (id),
    on_behalf_of TEXT REFERENCES facts (id),
    gist TEXT NOT NULL,
    about TEXT NOT NULL,
    topics TEXT NOT NULL,
    UNIQUE (seq, claim)
  ) STRICT`,
];

const SEARCH = [
  `CREATE VIRTUAL TABLE statements_search USING fts5 (
    speaker, gist, topics, content = 'statements', content_rowid = 'id', tokenize = '${TOKENIZER}'
  )`,
  `CREATE TRIGGER statements_inserted AFTER INSERT ON statements BEGIN
    INSERT INTO statements_search (rowid, speaker, gist, topics) VALUES (new.id, new.speaker, new.gist, new.topics);
  END`,
  `CREATE TRIGGER statements_deleted AFTER DELETE ON statements BEGIN
    INSERT INTO statements_search (statements_search, rowid, speaker, gist, topics) VALUES ('delete', old.id, old.speaker, old.gist, old.topics);
  END`,
];

/** The tables. Never changed once released: what comes later is another migration. */
export const CreateTables1700000000001 = migrationOf('CreateTables1700000000001', [...TABLES, ...SEARCH]);
