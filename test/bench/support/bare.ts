import Database from 'better-sqlite3';
import type { StoredEvent } from '../../../libs/log/src/index.js';

/**
 * The baseline: better-sqlite3 alone, with the ledger's tables, keys, bytes and settings, and nothing else: no triggers, no checks.
 */
export function openBare(path: string): { append(events: readonly StoredEvent[]): void; close(): void } {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE heads (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, head TEXT NOT NULL) STRICT;
    CREATE TABLE bodies (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;`);
  const insertHead = db.prepare('INSERT INTO heads (seq, id, head) VALUES (?, ?, ?)');
  const insertBody = db.prepare('INSERT INTO bodies (seq, body) VALUES (?, ?)');
  const append = db.transaction((events: readonly StoredEvent[]) => {
    for (const { seq, id, head, body } of events) {
      insertHead.run(seq, id, head);
      insertBody.run(seq, body);
    }
  });
  return { append: (events) => void append.immediate(events), close: () => void db.close() };
}

/** Events a second where `events` are written `size` at a time. */
export function bareRate(path: string, events: readonly StoredEvent[], size: number): number {
  const bare = openBare(path);
  const start = performance.now();
  for (let at = 0; at < events.length; at += size) bare.append(events.slice(at, at + size));
  const seconds = (performance.now() - start) / 1_000;
  bare.close();
  return events.length / seconds;
}
