import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { isLogUnavailable, NotALedger, type StoredEvent } from '../port.js';
import { type Recorded, toStored } from './event.js';
import { isFinal, isType, troubleOf } from './trouble.js';
import { backOff, type Waiting, within } from './waiting.js';

/** A stream of one server, and how long to wait for it. */
export interface Place {
  client: KurrentDBClient;
  stream: string;
  /** The server, for messages. */
  name: string;
  /** How long a call may take. Milliseconds. */
  timeoutMs: number;
  /** Aborts when the log is closed. */
  closing: AbortSignal;
}

export interface Reading {
  /** @throws LogUnavailable; NotALedger where something else stands in the stream, or events are missing from it */
  page(fromSeq: number, limit: number): Promise<StoredEvent[]>;
  /** @throws LogUnavailable; NotALedger where the stream is shorter than it was */
  head(): Promise<number>;
}

/** How often a read is tried that the server does not take: a leader that goes is followed by another. */
const ATTEMPTS = 3;

/** Reads from the leader, so that what one writer was told is written is there for all. */
export function createReading({ client, stream, name, timeoutMs, closing }: Place, { wait, random }: Waiting): Reading {
  /** The stream never shrinks. */
  let longest = 0;

  type Options = Parameters<typeof client.readStream>[1];
  async function collect(options: Options): Promise<Recorded[]> {
    const events = [];
    for await (const { event } of client.readStream(stream, { ...options, requiresLeader: true })) events.push(event!);
    return events;
  }

  async function ask(options: Options): Promise<Recorded[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await within(timeoutMs, closing, collect(options));
      } catch (error) {
        if (isType(error, 'stream-not-found')) return [];
        if (attempt === ATTEMPTS || isType(error, 'no-answer') || isFinal(error) || closing.aborted) throw troubleOf(error, name);
      }
      await wait(backOff(attempt, random), closing);
    }
  }

  return {
    async page(fromSeq, limit) {
      if (limit <= 0) return [];
      const events = await ask({ fromRevision: BigInt(fromSeq), maxCount: limit });
      return events.map((event, index) => {
        if (event.revision !== BigInt(fromSeq + index)) throw new NotALedger(name, `event ${fromSeq + index} of the stream is gone, and ${event.revision} comes next`);
        const stored = toStored(event);
        if (stored === undefined) throw new NotALedger(name, `event ${event.revision} of the stream, of the type ${event.type}, was written by something else`);
        return stored;
      });
    },
    async head() {
      // Of questions that are under way at once the earlier may be answered later.
      const before = longest;
      const [last] = await ask({ fromRevision: 'end', direction: 'backwards', maxCount: 1 });
      const size = last === undefined ? 0 : Number(last.revision) + 1;
      if (size < before) throw new NotALedger(name, `the stream had ${before} events and has ${size}: it was deleted, or an older backup was put in its place`);
      longest = Math.max(longest, size);
      return size;
    },
  };
}

/** As `page`, for whoever has time: waits for a server that is away, until `signal` aborts, and then gives nothing. */
export function patiently(page: Reading['page'], signal: AbortSignal, { wait, random }: Waiting): Reading['page'] {
  return async (fromSeq, limit) => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await page(fromSeq, limit);
      } catch (error) {
        if (!isLogUnavailable(error)) throw error;
      }
      await wait(backOff(failures, random), signal);
    }
    return [];
  };
}
