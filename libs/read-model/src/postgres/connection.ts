import { once } from 'node:events';
import { createRequire } from 'node:module';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type * as Pg from 'pg';

/** What a statement is given for its numbered values. */
export type Value = string | number | Buffer | null;

export interface Statement {
  text: string;
  values: readonly Value[];
}

export interface Result {
  rows: Record<string, unknown>[];
  /** How many rows it gave, or changed. */
  count: number;
}

/** An error of the server, or of the way there. */
export class PostgresError extends Error {
  constructor(message: string, readonly code: string, readonly isLost: boolean) {
    super(message);
    this.name = 'PostgresError';
  }
}

/** The index's server is away, and was waited for. The ledger is whole. */
export class IndexUnavailable extends Error {
  readonly code = 'index-unavailable';
  constructor(cause: Error) {
    super(`the index in PostgreSQL can't be reached: ${cause.message}; name the server itself in PARLEY_INDEX, with no pooler between, and see that it runs`, { cause });
    this.name = 'IndexUnavailable';
  }
}

/** The connection was lost, or could not be made: the same may succeed later. */
export function isLost(error: unknown): boolean {
  return error instanceof Error && (error as { isLost?: unknown }).isLost === true;
}

/**
 * A connection whose caller waits, the whole thread of it, until the answer is there, so that what is written for SQLite's synchronous driver runs on PostgreSQL, too.
 * Where the connection is lost, the next statement makes it anew.
 */
export interface Connection {
  /**
   * Runs statements one after another; at the first that fails, the rest is left out.
   * @param session the session in which this must be, where what was done before in it is not to be lost
   * @throws PostgresError
   */
  run(statements: readonly Statement[], session?: number): { results: Result[]; session: number };
  close(): Promise<void>;
}

/** Of the index's tables; nothing else of the database is touched. */
export const SCHEMA = 'parley_index';

/** What sessions begin with, whatever the database or the role set for theirs. */
const SESSION = `-c search_path=${SCHEMA} -c bytea_output=hex -c default_transaction_isolation=read\\ committed`;

/** @param url whose own `options` hold, too, as far as they are not these; the driver would let them take the place of all of these */
export function clientOf(url: string) {
  const [, theirs = ''] = /[?&]options=([^&]*)/.exec(url) ?? [];
  return {
    connectionString: url.replace(/([?&])options=[^&]*/, '$1'),
    options: `${decodeURIComponent(theirs.replaceAll('+', ' '))} ${SESSION}`,
    application_name: 'parley index',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  };
}

interface Asked {
  statements: readonly Statement[];
  session: number | undefined;
}

type Answer = { results: (Result & { bytes: string[] })[]; session: number } | { error: { message: string; code: string; isLost: boolean } };

interface Work {
  driver: string;
  client: Pg.ClientConfig;
  port: MessagePort;
  answered: Int32Array;
}

/** @param limit how long a statement may take, in milliseconds */
export function connect(url: string, limit: number): Connection {
  const { port1: port, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Work = { driver: createRequire(import.meta.url).resolve('pg'), client: { ...clientOf(url), query_timeout: limit }, port: port2, answered };
  const worker = new Worker(`(${program.toString()})(require, require('node:worker_threads').workerData)`, { eval: true, workerData, transferList: [port2] });
  worker.unref();
  return {
    run(statements, session) {
      port.postMessage({ statements, session } satisfies Asked);
      const answer = awaitMessage(port, answered) as Answer;
      if ('error' in answer) throw new PostgresError(answer.error.message, answer.error.code, answer.error.isLost);
      for (const { rows, bytes } of answer.results) {
        for (const column of bytes) for (const row of rows) row[column] = Buffer.from(row[column] as Uint8Array);
      }
      return answer;
    },
    async close() {
      if (worker.threadId === -1) return;
      worker.ref();
      port.postMessage(null);
      await once(worker, 'exit');
    },
  };
}

/**
 * The port's next message, for which this whole thread waits.
 * @param told set to 1 by the other side after each message. That may come late, when the message was taken already: then it is no news of the next one.
 */
export function awaitMessage(port: MessagePort, told: Int32Array): unknown {
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (received !== undefined) return received.message;
    Atomics.wait(told, 0, 0);
    Atomics.store(told, 0, 0);
  }
}

/** What the thread beside runs. It is handed over as text, so that it needs no file of its own: nothing from outside it may be used here. */
function program(load: (name: string) => unknown, { driver, client: settings, port, answered }: Work): void {
  const { Client, types } = load(driver) as typeof Pg;
  /** As SQLite's driver gives them: numbers, 0 and 1 for what is true, and bytes. */
  const parsers: Record<number, (text: string) => unknown> = { 16: (text) => (text === 't' ? 1 : 0), 17: (text) => Uint8Array.from(Buffer.from(text.slice(2), 'hex')), 20: Number, 1700: Number };
  const names = new Map<string, string>();
  let client: Pg.Client | undefined;
  let session = 0;

  async function connected(): Promise<Pg.Client> {
    if (client !== undefined) return client;
    const fresh = new Client({ ...settings, types: { getTypeParser: (id: number, format?: 'text') => parsers[id] ?? types.getTypeParser(id, format) } as Pg.CustomTypesConfig });
    fresh.on('error', () => {
      if (client === fresh) client = undefined;
    });
    await fresh.connect();
    // The server tells its process as it is, a pooler makes a number up. It would drop the search_path, and lend the session that has the lock to others.
    const [{ pid }] = (await fresh.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows as [{ pid: number }];
    if (pid !== (fresh as { processID?: number | null }).processID) {
      await fresh.end();
      throw new Error('a pooler is between');
    }
    session += 1;
    return (client = fresh);
  }

  async function answer({ statements, session: needed }: Asked): Promise<Answer> {
    try {
      const server = await connected();
      if (needed !== undefined && needed !== session) return { error: { message: 'the connection was lost in the middle of a transaction', code: 'lost', isLost: true } };
      const results = [];
      for (const { text, values } of statements) {
        // Named, so that the server parses and plans it once.
        const name = names.get(text) ?? `s${names.size}`;
        names.set(text, name);
        const { rows, rowCount, fields } = await server.query<Record<string, unknown>>({ name, text, values: [...values] });
        results.push({ rows, count: rowCount ?? 0, bytes: fields.filter(({ dataTypeID }) => dataTypeID === 17).map((field) => field.name) });
      }
      return { results, session };
    } catch (error) {
      const { message, code, severity } = error as Error & { code?: string; severity?: string };
      // A server that is told to stop, and one that has just begun, says so before it closes the connection.
      const isLost = severity === undefined || severity === 'FATAL' || /^(08|57P)/.test(code ?? '');
      if (isLost) {
        client?.end().catch(() => undefined);
        client = undefined;
      }
      return { error: { message: message || String(code), code: code ?? 'lost', isLost } };
    }
  }

  port.on('message', async (asked: Asked | null) => {
    if (asked === null) {
      // A server that says nothing any more is not waited for: this ends the thread.
      setTimeout(() => process.exit(), 1_000).unref();
      await client?.end().catch(() => undefined);
      port.close();
      return;
    }
    port.postMessage(await answer(asked));
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
}
