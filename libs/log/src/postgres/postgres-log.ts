import { Socket } from 'node:net';
import pg from 'pg';
import { createBell, followByReading } from '../follow.js';
import { maskedUrl } from '../masked-url.js';
import { checkPlaces } from '../places.js';
import { isLogConflict, LogConflict } from '../port.js';
import type { Log, StoredEvent } from '../port.js';
import { createHerald, type Listener, listen } from './notices.js';
import { pauseAfter, persistently } from './persistently.js';
import { requireSession } from './pooling.js';
import { prepare, WRITER_LOCK } from './schema.js';
import { isLost, isRefused, tell } from './troubles.js';

export interface PostgresLogOptions {
  /** How often `follow` looks for what it was not told of. Milliseconds, default 500. */
  pollMs?: number;
  /** How long what a lost connection has cut off is tried again before it fails. Milliseconds, default 10,000. */
  patienceMs?: number;
  /** How long a writer may keep the others waiting, and how long it waits itself. Milliseconds, default 10,000. */
  turnMs?: number;
  /** How long the server may take for a statement, waiting for a turn included. Milliseconds, default 15,000. */
  statementMs?: number;
}

const CONNECTIONS = 5;
/** How long after that a server that has not even ended the statement is given up. */
const SILENCE_MS = 1_000;
/** How long the server may take to end a connection before it is cut. */
const FAREWELL_MS = 1_000;
/** Events that are read with the turn. */
const NEWS = 500;

const HEAD = 'SELECT coalesce(max(seq) + 1, 0) AS head FROM parley.heads';
const PAGE = 'SELECT seq, id, head, (SELECT body FROM parley.bodies WHERE bodies.seq = heads.seq) AS body FROM parley.heads WHERE seq >= $1 ORDER BY seq LIMIT $2';
/** Between the texts of several events, which are sent as one: JSON has it escaped alone. A list of them would be full of quotes to be marked, and unmarked again. */
const BETWEEN = '\x1e';
const APPEND = `
  WITH appended AS (INSERT INTO parley.heads (seq, id, head) SELECT * FROM unnest($1::bigint[], $2::text[], string_to_array($3, chr(30))))
  INSERT INTO parley.bodies (seq, body) SELECT * FROM unnest($1::bigint[], string_to_array($4, chr(30), '')) AS given (seq, body) WHERE body IS NOT NULL`;
/** One event is sooner written without lists, which both sides would have to make and take apart. */
const APPEND_ONE = `
  WITH appended AS (INSERT INTO parley.heads (seq, id, head) VALUES ($1, $2, $3))
  INSERT INTO parley.bodies (seq, body) SELECT $1, $4::text WHERE $4::text IS NOT NULL`;

/**
 * Opens the ledger in a PostgreSQL database, making its schema where there is none and the role may. Any number of processes may hold it open.
 * @param url as libpq takes it: `postgres://user:password@host:5432/database?sslmode=verify-full`
 * @throws NotALedger where the database's schema `parley` is something else; LogUnavailable where the server can't be reached, or refuses
 */
export async function openPostgresLog(url: string, { pollMs = 500, patienceMs = 10_000, turnMs = 10_000, statementMs = 15_000 }: PostgresLogOptions = {}): Promise<Log> {
  const sockets = new Set<Socket>();
  const config: pg.PoolConfig = {
    stream() {
      const socket = new Socket();
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      return socket;
    },
    connectionString: url,
    fallback_application_name: 'parley',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: statementMs + SILENCE_MS,
  };
  const session = sessionOf(statementMs, turnMs);
  const name = nameOf(config, url);
  // What is sent together is not kept waiting for the answers in between.
  const pool = new pg.Pool({ ...config, pipeline: true, max: CONNECTIONS });
  // A connection that is lost while nothing is asked of it is no trouble: the next one to need one has another made.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const bell = createBell();
  const herald = createHerald(pool);
  let listener: Listener | undefined;
  let closed = false;
  let heard = 0;
  /** Turns that are waited for or had. What is heard of meanwhile comes with them. */
  let turns = 0;

  const told = async <Result>(work: Promise<Result>): Promise<Result> => work.catch((error: unknown) => Promise.reject(tell(error, name)));

  /** What only asks may be asked again where its connection was lost. */
  function ask<Row extends unknown[]>(query: { name: string; text: string; values?: unknown[] }): Promise<Row[]> {
    if (closed) throw new Error('the log is closed');
    return told(persistently(async () => (await pool.query<Row>({ ...query, rowMode: 'array' })).rows, isLost, patienceMs));
  }

  async function head(): Promise<number> {
    return Number((await ask<[string]>({ name: 'head', text: HEAD }))[0]![0]);
  }

  async function read(fromSeq: number, limit: number): Promise<StoredEvent[]> {
    return eventsOf(await ask<EventRow>(pageFrom(fromSeq, limit)));
  }

  /** For whoever follows: a server that is away is waited for, however long. */
  async function readPatiently(fromSeq: number, limit: number, signal?: AbortSignal): Promise<StoredEvent[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read(fromSeq, limit);
      } catch {
        if (closed || signal?.aborted) return [];
        await pauseAfter(attempt);
      }
    }
  }

  async function insert(by: pg.Pool | pg.ClientBase, events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 1) {
      const [{ seq, id, head, body }] = events as [StoredEvent];
      return void (await by.query({ name: 'append-one', text: APPEND_ONE, values: [seq, id, head, body] }));
    }
    const textsOf = (part: 'head' | 'body'): string => events.map((event) => event[part] ?? '').join(BETWEEN);
    await by.query({ name: 'append', text: APPEND, values: [events.map(({ seq }) => seq), events.map(({ id }) => id), textsOf('head'), textsOf('body')] });
  }

  /** Whether exactly these events stand where they were to be written: then an append whose answer was lost has been done. */
  async function isWritten(events: readonly StoredEvent[]): Promise<boolean> {
    const there = await read(events[0]!.seq, events.length);
    return events.every((event, index) => there[index]?.id === event.id && there[index]?.head === event.head);
  }

  /** Why the tables refused the events. */
  async function conflictOf(error: unknown, expectedSeq: number, events: readonly StoredEvent[]): Promise<unknown> {
    const now = await head();
    if (now !== expectedSeq) return new LogConflict(now);
    const ids = events.map(({ id }) => id);
    const taken = new Set((await ask<[string]>({ name: 'taken', text: 'SELECT id FROM parley.heads WHERE id = ANY ($1)', values: [ids] })).map(([id]) => id));
    const first = ids.find((id, index) => taken.has(id) || ids.indexOf(id) < index);
    return first === undefined ? tell(error, name) : new LogConflict(now, first);
  }

  /**
   * Writes the events, once, however often the connection is lost: whoever does not know whether they were written looks, and where they are not, writes the same at
   * the same position again, where only one of two can be.
   * @param write the first attempt
   */
  async function appendOnce(expectedSeq: number, events: readonly StoredEvent[], write: () => Promise<unknown>): Promise<void> {
    checkPlaces(expectedSeq, events);
    if (closed) throw new Error('the log is closed');
    if (events.length === 0) {
      const now = await head();
      if (now !== expectedSeq) throw new LogConflict(now);
      return;
    }
    const attempt = async (count: number): Promise<void> => {
      try {
        if (count === 1) await write();
        else if (!(await isWritten(events))) await insert(pool, events);
      } catch (error) {
        if (!isRefused(error)) throw error;
        if (count === 1 || !(await isWritten(events))) throw await conflictOf(error, expectedSeq, events);
      }
    };
    try {
      await told(persistently(attempt, isLost, patienceMs));
      bell.ring(expectedSeq + events.length);
      herald.tell(expectedSeq + events.length);
    } catch (error) {
      if (isLogConflict(error)) bell.ring(error.head);
      throw error;
    }
  }

  const opening = await told(persistently(() => pool.connect(), isLost, patienceMs));
  try {
    await told(requireSession(opening, () => pool.connect(), name));
    pool.on('connect', (client) => void client.query(session).catch(ignore));
    await told(opening.query(session));
    await told(prepare(opening, name));
  } catch (error) {
    opening.release(true);
    await pool.end();
    throw error;
  }
  opening.release();

  return {
    name,
    append: (expectedSeq, events) => appendOnce(expectedSeq, events, () => insert(pool, events)),
    read,
    follow(fromSeq, options = {}) {
      listener ??= listen(config, (size) => {
        heard = Math.max(heard, size);
        if (turns === 0) bell.ring(size);
      });
      return followByReading({ read: (from, limit) => readPatiently(from, limit, options.signal), bell, closed: () => closed, pollMs }, fromSeq, options);
    },
    head,
    async inTurn(fromSeq, work) {
      if (closed) throw new Error('the log is closed');
      const client = await told(persistently(() => pool.connect(), isLost, patienceMs));
      let isOver = false;
      turns += 1;
      try {
        // A transaction's lock is gone with its connection, which the server ends where nothing is heard of it for too long.
        const begun = client.query(`BEGIN; SELECT pg_advisory_xact_lock(${WRITER_LOCK}); ${HEAD}`) as Promise<unknown> as Promise<pg.QueryResult<{ head: string }>[]>;
        const [answers, { rows }] = await told(Promise.all([begun, client.query<EventRow>(pageFrom(fromSeq, NEWS))]));
        const size = Number(answers[2]!.rows[0]!.head);
        return await work({
          news: eventsOf(rows),
          head: async () => size,
          append: (expectedSeq, events) => appendOnce(expectedSeq, events, async () => {
            // Where the tables refuse the events, this commits nothing.
            await Promise.all([insert(client, events), client.query('COMMIT')]);
            isOver = true;
          }),
        });
      } finally {
        turns -= 1;
        bell.ring(heard);
        // Others go on at once, whatever became of it.
        const ended = isOver || (await client.query('ROLLBACK').then(() => true, () => false));
        client.release(!ended);
      }
    },
    async erase(seqs) {
      await ask({ name: 'erase', text: 'SELECT parley.erase($1)', values: [[...seqs]] });
      return true;
    },
    async close() {
      if (closed) return;
      closed = true;
      bell.ring(Infinity);
      const cutting = setTimeout(() => sockets.forEach((socket) => socket.destroy()), FAREWELL_MS);
      await Promise.all([listener?.close(), herald.close().then(() => pool.end())]);
      clearTimeout(cutting);
    },
  };
}

/**
 * What every session begins with, whatever the database or the role set for theirs: whoever waited for a turn must see what was written before it, and what is acknowledged be on
 * the disk. Said by statements, for poolers refuse or drop more of what a connection begins with.
 */
function sessionOf(statementMs: number, turnMs: number): string {
  return `SET statement_timeout = ${statementMs}; SET lock_timeout = ${turnMs}; SET idle_in_transaction_session_timeout = ${turnMs}; SET default_transaction_isolation = 'read committed';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`;
}

/** @throws LogUnavailable where a file that the address names is not there */
function nameOf(config: pg.ClientConfig, url: string): string {
  try {
    const { host, port, database } = new pg.Client(config);
    return `postgres://${host}:${port}/${database}`;
  } catch (error) {
    throw tell(error, maskedUrl(url));
  }
}

type EventRow = [seq: string, id: string, head: string, body: string | null];

function pageFrom(fromSeq: number, limit: number): pg.QueryArrayConfig & { name: string } {
  return { name: 'page', text: PAGE, values: [fromSeq, limit], rowMode: 'array' };
}

function eventsOf(rows: readonly EventRow[]): StoredEvent[] {
  return rows.map(([seq, id, head, body]) => ({ seq: Number(seq), id, head, body }));
}

function ignore(): void {}
