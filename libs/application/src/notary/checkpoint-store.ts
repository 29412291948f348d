import Database from 'better-sqlite3';

/** A checkpoint that was signed: what may be shown to anybody, and never be contradicted. */
export interface SignedCheckpoint {
  size: number;
  /** Base 64, as in the note. */
  root: string;
  /** A signed note (C2SP tlog-checkpoint), with the cosignatures that came for it. */
  note: string;
}

/** That a witness has seen a checkpoint, and that the log had only grown. */
export interface Cosignature {
  /** The verifier key. */
  witness: string;
  /** By the witness' clock, in seconds since 1970. */
  time: number;
  /** As in the note, without the line break. */
  line: string;
}

/**
 * Every checkpoint that was ever signed, in a file of its own: outside the ledger and its index, so that a ledger that was restored from a backup meets the
 * checkpoints of what it has lost. Rows are only ever added.
 */
export interface CheckpointStore {
  newest(): SignedCheckpoint | undefined;
  /** The first that has at least `size` leaves. */
  covering(size: number): SignedCheckpoint | undefined;
  at(size: number): SignedCheckpoint | undefined;
  /** In the order of their sizes, those greater than `after`. */
  list(after: number, limit: number): SignedCheckpoint[];
  /** Every verifier key that ever signed, oldest first. */
  keys(): string[];
  addKey(verifier: string): void;
  /**
   * Keeps a checkpoint, on disk when it returns, unless another process has meanwhile kept one: check and set, under the file's write lock.
   * @param newest that it was compared with
   * @returns false where that is not the newest any more
   */
  add(checkpoint: SignedCheckpoint, newest: SignedCheckpoint | undefined): boolean;
  /** Keeps a cosignature that was verified; of one witness the first for each size. */
  addCosignature(size: number, cosignature: Cosignature): void;
  /** The largest checkpoint that a witness has cosigned. */
  lastCosigned(witness: string): { size: number; time: number } | undefined;
  close(): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS checkpoints (size INTEGER PRIMARY KEY, root TEXT NOT NULL, note TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS keys (number INTEGER PRIMARY KEY, verifier TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS cosignatures (size INTEGER NOT NULL, witness TEXT NOT NULL, time INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (witness, size)) STRICT;
  CREATE INDEX IF NOT EXISTS cosignatures_by_size ON cosignatures (size);
  CREATE VIEW IF NOT EXISTS cosigned_checkpoints AS
    SELECT size, root, note || coalesce((SELECT group_concat(line || char(10), '' ORDER BY witness) FROM cosignatures WHERE cosignatures.size = checkpoints.size), '') AS note FROM checkpoints;
  CREATE TRIGGER IF NOT EXISTS checkpoints_stay BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'a signed checkpoint stays as it is'); END;
  CREATE TRIGGER IF NOT EXISTS checkpoints_are_kept BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'a signed checkpoint is kept'); END;
`;

/** @param path of the file, which is made where it is missing; `:memory:` keeps nothing */
export function openCheckpointStore(path: string): CheckpointStore {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  // What was shown must be there after a power cut.
  database.pragma('synchronous = FULL');
  // The file alone is whole at any moment, whoever copies it.
  database.pragma('wal_autocheckpoint = 1');
  database.exec(TABLES);
  const newest = database.prepare<[], SignedCheckpoint>('SELECT * FROM cosigned_checkpoints ORDER BY size DESC LIMIT 1');
  const covering = database.prepare<[number], SignedCheckpoint>('SELECT * FROM cosigned_checkpoints WHERE size >= ? ORDER BY size LIMIT 1');
  const at = database.prepare<[number], SignedCheckpoint>('SELECT * FROM cosigned_checkpoints WHERE size = ?');
  const list = database.prepare<[number, number], SignedCheckpoint>('SELECT * FROM cosigned_checkpoints WHERE size > ? ORDER BY size LIMIT ?');
  const insert = database.prepare<[number, string, string]>('INSERT INTO checkpoints (size, root, note) VALUES (?, ?, ?)');
  const keys = database.prepare<[], string>('SELECT verifier FROM keys ORDER BY number').pluck();
  const addKey = database.prepare<[string]>('INSERT INTO keys (verifier) VALUES (?) ON CONFLICT DO NOTHING');
  const addCosignature = database.prepare<[number, string, number, string]>('INSERT INTO cosignatures (size, witness, time, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const lastCosigned = database.prepare<[string], { size: number; time: number }>('SELECT size, time FROM cosignatures WHERE witness = ? ORDER BY size DESC LIMIT 1');
  const add = database.transaction(({ size, root, note }: SignedCheckpoint, compared: SignedCheckpoint | undefined): boolean => {
    if (newest.get()?.size !== compared?.size) return false;
    insert.run(size, root, note);
    return true;
  });
  return {
    newest: () => newest.get(),
    covering: (size) => covering.get(size),
    at: (size) => at.get(size),
    list: (after, limit) => list.all(after, limit),
    keys: () => keys.all(),
    addKey: (verifier) => void addKey.run(verifier),
    add: (checkpoint, compared) => add.immediate(checkpoint, compared),
    addCosignature: (size, { witness, time, line }) => void addCosignature.run(size, witness, time, line),
    lastCosigned: (witness) => lastCosigned.get(witness),
    close: () => void database.close(),
  };
}
