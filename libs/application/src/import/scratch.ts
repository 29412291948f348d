import Database from 'better-sqlite3';
import { close as closeFile, mkdtempSync, openSync, rm, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Tables in a temporary file. */
export interface Scratch {
  db: Database.Database;
  close(): void;
}

/** Opens a file that has no name any more, so that it is gone however the process ends. What does not fit into a cache of 16 MB lies on the disk. */
export function openScratch(tables: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scratch-'));
  try {
    const file = join(folder, 'scratch.db');
    const db = new Database(file);
    // Without a journal SQLite writes to a file that was deleted, too; it does without one in this mode alone.
    db.unsafeMode();
    db.pragma('journal_mode = OFF');
    db.pragma('cache_size = -16000');
    db.exec(tables);
    // Never committed: that would write the file each time, and nothing of it needs to last.
    db.exec('BEGIN');
    const held = openSync(file, 'r');
    return {
      db,
      close() {
        db.close();
        // The last to hold the file has the disk free it, which takes long where it is large: in a thread of Node's, not in the event loop.
        closeFile(held, () => rm(folder, { recursive: true, force: true }, () => undefined));
      },
    };
  } finally {
    removeNow(folder);
  }
}

/** Where files that are open can't be deleted, as on Windows, it goes when they are closed. */
function removeNow(folder: string): void {
  try {
    rmSync(folder, { recursive: true });
  } catch {
    // Not yet.
  }
}
