import type Database from 'better-sqlite3';
import { NotALedger } from '../port.js';

/** "Prly": marks the file as a ledger (PRAGMA application_id), for `file(1)` and against opening something else by mistake. */
const APPLICATION_ID = 0x50726c79;
export const SCHEMA_VERSION = 2;

/**
 * A body that an event redacts may be overwritten with as many spaces as it had bytes, and in no other way. SQLite writes a value of the same length over the
 * old one where it lies: nothing is moved, so that no copy is left in a page's free space, as there may be where a row is deleted.
 */
const BODIES_CHANGE_BY_ERASURE = `
  CREATE TRIGGER bodies_are_only_erased BEFORE UPDATE ON bodies
    WHEN NEW.seq <> OLD.seq OR NEW.body <> printf('%*s', octet_length(OLD.body), '') OR NOT EXISTS (
      SELECT 1 FROM heads JOIN bodies AS redacting USING (seq)
        WHERE seq > OLD.seq AND head LIKE '%"op":"redact"%' AND json_extract(redacting.body, '$.redacts') = OLD.seq)
    BEGIN SELECT RAISE(ABORT, 'a body is never changed, but for being erased after an event has redacted it'); END;
`;

/**
 * Heads are for ever, so that the Merkle root is; bodies stand apart. The triggers hold the log's promises against anyone who
 * writes to the file with other tools. INSERT OR REPLACE would pass a DELETE trigger by, hence the checks before each insert.
 */
const SCHEMA = `
  CREATE TABLE heads (
    seq  INTEGER PRIMARY KEY CHECK (seq >= 0),
    id   TEXT NOT NULL UNIQUE,
    head TEXT NOT NULL
  ) STRICT;

  CREATE TABLE bodies (
    seq  INTEGER PRIMARY KEY REFERENCES heads (seq),
    body TEXT NOT NULL
  ) STRICT;

  CREATE TRIGGER heads_are_appended BEFORE INSERT ON heads
    WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM heads) OR EXISTS (SELECT 1 FROM heads WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a head is appended at the next position, under a new id'); END;
  CREATE TRIGGER heads_are_never_changed BEFORE UPDATE ON heads
    BEGIN SELECT RAISE(ABORT, 'a head is never changed'); END;
  CREATE TRIGGER heads_are_never_deleted BEFORE DELETE ON heads
    BEGIN SELECT RAISE(ABORT, 'a head is never deleted'); END;

  CREATE TRIGGER bodies_are_written_once BEFORE INSERT ON bodies
    WHEN NEW.seq IS NOT (SELECT max(seq) FROM heads) OR EXISTS (SELECT 1 FROM bodies WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'a body is written once, right after its head'); END;
  ${BODIES_CHANGE_BY_ERASURE}
  CREATE TRIGGER bodies_are_never_deleted BEFORE DELETE ON bodies
    BEGIN SELECT RAISE(ABORT, 'a body is never deleted'); END;
`;

/**
 * Makes a new file a ledger and checks that any other is one, before anything is written to it.
 * @throws NotALedger
 */
export function prepare(db: Database.Database, path: string): void {
  if (isBlank(db, path)) {
    const create = db.transaction(() => {
      // Another process may have been first.
      if (!isBlank(db, path)) return;
      db.exec(SCHEMA);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    });
    create.immediate();
  }
  upgrade(db);
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new NotALedger(path, 'it is a database of another kind');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version !== SCHEMA_VERSION) throw new NotALedger(path, `its schema is version ${version}, this release knows ${SCHEMA_VERSION}`);
}

/** Version 1 knew no erasure. */
function upgrade(db: Database.Database): void {
  const isOfVersion1 = () => db.pragma('application_id', { simple: true }) === APPLICATION_ID && db.pragma('user_version', { simple: true }) === 1;
  if (!isOfVersion1()) return;
  const change = db.transaction(() => {
    if (!isOfVersion1()) return;
    db.exec(`DROP TRIGGER bodies_are_never_changed; ${BODIES_CHANGE_BY_ERASURE}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  change.immediate();
}

/** Whether the file is new: without tables, and nobody's yet. */
function isBlank(db: Database.Database, path: string): boolean {
  try {
    return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0 && db.pragma('application_id', { simple: true }) === 0;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_NOTADB') throw new NotALedger(path, 'it is no SQLite database');
    throw error;
  }
}
