import Database from 'better-sqlite3';

/** Tables in a temporary file, which is deleted when they are closed or the process ends. What does not fit into a cache of 16 MB lies on the disk. */
export function openScratch(tables: string): Database.Database {
  // A file without a name is SQLite's own.
  const db = new Database('');
  db.pragma('journal_mode = OFF');
  db.pragma('cache_size = -16000');
  db.exec(tables);
  // Never committed: that would write the file each time, and nothing of it needs to last.
  db.exec('BEGIN');
  return db;
}
