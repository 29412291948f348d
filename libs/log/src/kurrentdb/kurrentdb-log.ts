import { createBell, followByReading } from '../follow.js';
import { checkPlaces } from '../places.js';
import { AppendTooLarge, type Log, LogConflict } from '../port.js';
import { type Address, readAddress } from './address.js';
import { createAppending } from './appending.js';
import { checkStream } from './checks.js';
import { connect, type Connection } from './connection.js';
import { bytesOf, toStored } from './event.js';
import { listen } from './listening.js';
import { createReading, patiently } from './reading.js';
import { createRecentIds } from './recent-ids.js';
import { createTail } from './tail.js';
import { realWaiting, type Waiting } from './waiting.js';

export interface KurrentLogOptions {
  /** How long any call may take. Milliseconds, default 5000. */
  timeoutMs?: number;
  /** How long what failed, and may yet succeed, is tried again: while a cluster elects another leader, say. Milliseconds, default 10,000. */
  patienceMs?: number;
  /** How often to see whether a silent subscription is deaf, and how long it has to catch up then. Milliseconds, defaults 5000 and 1000. */
  silenceMs?: number;
  graceMs?: number;
  /** How many of the latest events an append is compared with, that no id be written twice. Default 4096. */
  idsKept?: number;
  waiting?: Waiting;
}

/**
 * Opens the ledger in one stream of a KurrentDB; the stream begins with the first append.
 * @throws Error where the URL is wrong; NotALedger where the stream can't be a ledger; LogUnavailable
 */
export async function openKurrentLog(url: string, options: KurrentLogOptions = {}): Promise<Log> {
  const address = readAddress(url);
  const connection = connect(address);
  const log = kurrentLog(connection, address, options);
  const close = async (): Promise<void> => {
    await log.close();
    await connection.close();
  };
  await log.check().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { ...log, close };
}

/** The log in one stream, by a connection that others may share and that stays open. */
export function kurrentLog(connection: Connection, { stream, appendBytes, name }: Pick<Address, 'stream' | 'appendBytes' | 'name'>, options: KurrentLogOptions = {}): Log & { check(): Promise<void> } {
  const { timeoutMs = 5_000, patienceMs = 10_000, silenceMs = 5_000, graceMs = 1_000, idsKept = 4_096, waiting = realWaiting } = options;
  const closing = new AbortController();
  const place = { connection, stream, name, timeoutMs, patienceMs, closing: closing.signal };
  const reading = createReading(place, waiting);
  const appendAt = createAppending(place, reading, waiting);
  const tail = createTail();
  /** What is heard of need not be asked for. */
  const known = (ask: typeof reading.page): typeof reading.page => async (fromSeq, limit) => {
    const heard = tail.page(fromSeq, limit);
    return heard.length > 0 ? heard : ask(fromSeq, limit);
  };
  const ids = createRecentIds(known(reading.page), idsKept);
  const bell = createBell();
  let listening = false;
  /** Appends of this log are done one after another. */
  let last: Promise<unknown> = Promise.resolve();

  function open(): void {
    if (closing.signal.aborted) throw new Error('the log is closed');
  }

  async function read(fromSeq: number, limit: number) {
    open();
    return reading.page(fromSeq, limit);
  }

  async function append(...[expectedSeq, events]: Parameters<Log['append']>): Promise<void> {
    const bytes = events.reduce((sum, event) => sum + bytesOf(event), 0);
    if (bytes > appendBytes) throw new AppendTooLarge(events.length, bytes, appendBytes);
    const taken = await ids.taken(expectedSeq, events);
    if (events.length === 0 || taken !== undefined) {
      const head = await reading.head();
      if (head !== expectedSeq) throw new LogConflict(head);
      if (taken !== undefined) throw new LogConflict(head, taken);
      return;
    }
    await appendAt(expectedSeq, events);
    ids.add(events);
    tail.add(events);
    bell.ring(expectedSeq + events.length);
  }

  function startListening(): void {
    if (listening) return;
    listening = true;
    void listen({
      subscribe: (after) => connection.client().subscribeToStream(stream, { fromRevision: after }),
      head: reading.head,
      heard(size, event) {
        const stored = event === undefined ? undefined : toStored(event);
        if (stored !== undefined) tail.add([stored]);
        bell.ring(size);
      },
      silenceMs,
      graceMs,
      signal: closing.signal,
    }, waiting);
  }

  return {
    name,
    appendBytes,
    check: () => checkStream(place, reading, waiting),
    async append(expectedSeq, events) {
      open();
      checkPlaces(expectedSeq, events);
      const own = events.map((event) => ({ ...event }));
      const done = last.then(() => append(expectedSeq, own));
      last = done.catch(() => undefined);
      return done;
    },
    read,
    follow(fromSeq, followOptions) {
      startListening();
      const ends = AbortSignal.any([closing.signal, ...(followOptions?.signal === undefined ? [] : [followOptions.signal])]);
      return followByReading({ read: known(patiently(reading.page, ends, waiting)), bell, closed: () => closing.signal.aborted }, fromSeq, followOptions);
    },
    async head() {
      open();
      return reading.head();
    },
    async erase() {
      return false;
    },
    async close() {
      closing.abort();
      bell.ring(Infinity);
    },
  };
}
