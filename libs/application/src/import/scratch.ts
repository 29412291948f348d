import Database from 'better-sqlite3';
import { close as closeFile, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openNameless } from '../nameless.js';

/** Tables in a temporary file. */
export interface Scratch {
  db: Database.Database;
  close(): void;
}

/** What does not fit into a cache of 16 MB lies on the disk. */
export function openScratch(tables: string): Scratch {
  const { opened: { db, held }, remove } = openNameless(tmpdir(), (file) => ({ db: open(file, tables), held: openSync(file, 'r') }));
  return {
    db,
    close() {
      db.close();
      // The last to hold the file has the disk free it, which takes long where it is large: in a thread of Node's, not in the event loop.
      closeFile(held, remove);
    },
  };
}

function open(file: string, tables: string): Database.Database {
  const db = new Database(file);
  // Without a journal SQLite writes to a file that was deleted, too; it does without one in this mode alone.
  db.unsafeMode();
  db.pragma('journal_mode = OFF');
  db.pragma('cache_size = -16000');
  db.exec(tables);
  // Never committed: that would write the file each time, and nothing of it needs to last.
  db.exec('BEGIN');
  return db;
}
