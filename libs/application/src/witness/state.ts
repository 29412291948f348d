import Database from 'better-sqlite3';
import { SettingsError } from '../settings.js';

/** What a witness cosigned last of a log. */
export interface Cosigned {
  /** The log. */
  origin: string;
  size: number;
  /** The checkpoint with the log's signatures and the witness' own. */
  note: string;
}

/** What a witness remembers: of each log the checkpoint that it cosigned last. It is all that keeps it from cosigning two histories. */
export interface WitnessState {
  last(origin: string): Cosigned | undefined;
  all(): Cosigned[];
  /**
   * Does `work` while nobody else, in this process or another, changes the state. What it keeps is on disk when this returns; where it throws, nothing is kept.
   * @param work must not wait for anything
   */
  exclusively<Result>(work: () => Result): Result;
  /** Remembers a checkpoint in place of the one before. */
  keep(cosigned: Cosigned): void;
  close(): void;
}

/** The witness must not start on this file. */
export function brokenState(path: string, reason: string): SettingsError {
  return new SettingsError([
    `${path} is not the whole state of this witness: ${reason}. It starts with no other, for it would cosign what contradicts what it cosigned before: ` +
      'put the newest state back, never an older copy; where it is lost, begin a new witness under a new name, in an empty folder',
  ]);
}

/** Says that the file is a witness' state (SQLite's application_id): one that was cut to nothing is none. */
const MARK = 0x70776974;
const CREATE = `
  CREATE TABLE cosigned (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
  PRAGMA application_id = ${MARK};
`;
/** How long to wait for another process, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Opens the state.
 * @param isNew make it where the file is missing
 * @throws SettingsError where the file is none, or damaged
 */
export function openWitnessState(path: string, { isNew }: { isNew: boolean }): WitnessState {
  const database = opened(path, isNew);
  const last = database.prepare<[string], Cosigned>('SELECT * FROM cosigned WHERE origin = ?');
  const all = database.prepare<[], Cosigned>('SELECT * FROM cosigned ORDER BY origin');
  const keep = database.prepare<[string, number, string]>('INSERT OR REPLACE INTO cosigned (origin, size, note) VALUES (?, ?, ?)');
  return {
    last: (origin) => last.get(origin),
    all: () => all.all(),
    exclusively: (work) => database.transaction(work).immediate(),
    keep: ({ origin, size, note }) => void keep.run(origin, size, note),
    close: () => void database.close(),
  };
}

function opened(path: string, isNew: boolean): Database.Database {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { fileMustExist: !isNew, timeout: PATIENCE });
    // One file, and a commit that outlasts a power cut: the answer is a promise for ever.
    database.pragma('journal_mode = DELETE');
    database.pragma('synchronous = EXTRA');
    if (isNew) create(database);
    if (database.pragma('application_id', { simple: true }) !== MARK) throw new Error('it has not the mark of one');
    const damage = database.pragma('integrity_check', { simple: true });
    if (damage !== 'ok') throw new Error(String(damage));
    return database;
  } catch (error) {
    database?.close();
    throw brokenState(path, (error as Error).message);
  }
}

/** Unless another process was first. */
function create(database: Database.Database): void {
  database.transaction(() => {
    if (database.pragma('application_id', { simple: true }) === 0) database.exec(CREATE);
  }).immediate();
}
