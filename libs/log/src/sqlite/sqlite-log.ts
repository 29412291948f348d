import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createBell, followByReading } from '../follow.js';
import { checkPlaces } from '../places.js';
import { LogConflict, NotErased } from '../port.js';
import type { Log, StoredEvent } from '../port.js';
import { openThread, type Thread } from '../thread.js';
import { prepare } from './schema.js';

export interface SqliteLogOptions {
  /** How often `follow` looks for what other processes wrote. Milliseconds, default 100. */
  pollMs?: number;
  /** How long an append waits for another process's transaction before it fails with SQLITE_BUSY. Milliseconds, default 5000. */
  busyTimeoutMs?: number;
  /** Whether large appends have a thread of their own. Default false. */
  threaded?: boolean;
}

/** Events that take so long to write and flush that others are not to wait for it; fewer cost more to hand over than to write. */
const MANY = 200;

/**
 * Opens the ledger in one SQLite file, creating file and folder where they are missing. Any number of processes may hold it open.
 * @throws NotALedger where the file is something else.
 */
export function openSqliteLog(path: string, { pollMs = 100, busyTimeoutMs = 5_000, threaded = false }: SqliteLogOptions = {}): Log {
  const file = resolve(path);
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: busyTimeoutMs });
  try {
    prepare(db, file);
    db.pragma('journal_mode = WAL');
    // An append that was acknowledged survives the loss of power: each commit is flushed, on macOS past the drive's cache too.
    db.pragma('synchronous = FULL');
    db.pragma('fullfsync = ON');
    db.pragma('foreign_keys = ON');
    // Pages that an erased body leaves are filled with zeros.
    db.pragma('secure_delete = ON');
  } catch (error) {
    db.close();
    throw error;
  }

  const bell = createBell();
  const selectHead = db.prepare<[], number>('SELECT coalesce(max(seq) + 1, 0) FROM heads').pluck();
  const selectId = db.prepare<[string], number>('SELECT seq FROM heads WHERE id = ?').pluck();
  const selectPage = db.prepare<[number, number], StoredEvent>(
    `SELECT seq, id, head, iif(body GLOB ' *', NULL, body) AS body FROM heads LEFT JOIN bodies USING (seq) WHERE seq >= ? ORDER BY seq LIMIT ?`,
  );
  const insertHead = db.prepare('INSERT INTO heads (seq, id, head) VALUES (?, ?, ?)');
  const insertBody = db.prepare('INSERT INTO bodies (seq, body) VALUES (?, ?)');

  const appendAll = db.transaction((expectedSeq: number, events: readonly StoredEvent[]) => {
    const head = selectHead.get()!;
    if (head !== expectedSeq) throw new LogConflict(head);
    for (const { seq, id, head: headText, body } of events) {
      insertHead.run(seq, id, headText);
      if (body !== null) insertBody.run(seq, body);
    }
  });

  /** Of events that the schema refused, the first id that is in the log, or in the batch, already. */
  function takenId(events: readonly StoredEvent[]): string | undefined {
    return events.find(({ id }, index) => selectId.get(id) !== undefined || events.findIndex((other) => other.id === id) < index)?.id;
  }

  const eraseBody = db.prepare("UPDATE bodies SET body = printf('%*s', octet_length(body), '') WHERE seq = ? AND body NOT GLOB ' *'");
  const eraseAll = db.transaction((seqs: readonly number[]) => seqs.forEach((seq) => eraseBody.run(seq)));

  function append(expectedSeq: number, events: readonly StoredEvent[]): void {
    // BEGIN IMMEDIATE takes the write lock first: a transaction that read before it wrote would fail at once where it met another, timeout or not.
    try {
      appendAll.immediate(expectedSeq, events);
    } catch (error) {
      const taken = isConstraint(error) ? takenId(events) : undefined;
      throw taken === undefined ? error : new LogConflict(expectedSeq, taken);
    }
  }

  /** Begun when it is first needed; undefined where none can be had, which is done without. */
  let thread: Promise<Thread | undefined> | undefined;
  async function appendApart(expectedSeq: number, events: readonly StoredEvent[]): Promise<void> {
    thread ??= openThread('./append-thread', import.meta.url, { path: file }).catch(() => undefined);
    const apart = await thread;
    if (apart === undefined) append(expectedSeq, events);
    else await apart.call('append', expectedSeq, events);
  }

  async function read(fromSeq: number, limit: number): Promise<StoredEvent[]> {
    return selectPage.all(fromSeq, limit);
  }

  return {
    name: `sqlite:${file}`,
    async append(expectedSeq, events) {
      checkPlaces(expectedSeq, events);
      if (threaded && events.length >= MANY) await appendApart(expectedSeq, events);
      else append(expectedSeq, events);
      bell.ring(expectedSeq + events.length);
    },
    read,
    follow: (fromSeq, options) => followByReading({ read, bell, closed: () => !db.open, pollMs }, fromSeq, options),
    async head() {
      return selectHead.get()!;
    },
    async erase(seqs) {
      eraseAll.immediate(seqs);
      // The write-ahead log holds pages as they were before.
      const [checkpoint] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (checkpoint?.busy !== 0) throw new NotErased(`another program reads ${file}; end it, and redact again or start the server anew`);
      return true;
    },
    async close() {
      const apart = await thread;
      await apart?.call('close').catch(() => undefined);
      await apart?.end();
      db.close();
      bell.ring(Infinity);
    },
  };
}

function isConstraint(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT');
}
