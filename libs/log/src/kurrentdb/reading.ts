import type { KurrentDBClient } from '@kurrent/kurrentdb-client';
import { LogUnavailable, NotALedger, type StoredEvent } from '../port.js';
import type { Connection } from './connection.js';
import { type Recorded, toStored } from './event.js';
import { isFinal, isType, troubleOf } from './trouble.js';
import { backOff, type Waiting, within } from './waiting.js';

/** A stream of one server, and how long to wait for it. */
export interface Place {
  connection: Connection;
  stream: string;
  /** The server, for messages. */
  name: string;
  /** How long a call may take. Milliseconds. */
  timeoutMs: number;
  /** For how long it is tried again. Milliseconds. */
  patienceMs: number;
  /** Aborts when the log is closed. */
  closing: AbortSignal;
}

export interface Reading {
  /** What a call that only reads gives, tried again where the server does not take it: a leader that goes is followed by another. @throws LogUnavailable */
  ask<Result>(call: (client: KurrentDBClient) => Promise<Result>): Promise<Result>;
  /** @throws LogUnavailable; NotALedger where something else stands in the stream, or events are missing from it */
  page(fromSeq: number, limit: number): Promise<StoredEvent[]>;
  /** @throws LogUnavailable; NotALedger where the stream is shorter than it was */
  head(): Promise<number>;
}

/** Reads from the leader, so that what one writer was told is written is there for all. */
export function createReading({ connection, stream, name, timeoutMs, patienceMs, closing }: Place, waiting: Waiting): Reading {
  /** The stream never shrinks. */
  let longest = 0;

  async function ask<Result>(call: (client: KurrentDBClient) => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const client = connection.client();
      try {
        return await within(timeoutMs, closing, call(client), waiting);
      } catch (error) {
        if (isType(error, 'unavailable')) connection.renew(client);
        if (isType(error, 'no-answer') || isFinal(error) || closing.aborted || performance.now() - begin > patienceMs) throw troubleOf(error, name);
      }
      await waiting.wait(backOff(attempt, waiting.random), closing);
    }
  }

  type Options = Parameters<KurrentDBClient['readStream']>[1];
  const events = (options: Options): Promise<Recorded[]> =>
    ask(async (client) => {
      const found = [];
      try {
        for await (const { event } of client.readStream(stream, { ...options, requiresLeader: true })) found.push(event!);
      } catch (error) {
        if (!isType(error, 'stream-not-found')) throw error;
      }
      return found;
    });

  return {
    ask,
    async page(fromSeq, limit) {
      if (limit <= 0) return [];
      const found = await events({ fromRevision: BigInt(fromSeq), maxCount: limit });
      return found.map((event, index) => {
        if (event.revision !== BigInt(fromSeq + index)) throw new NotALedger(name, `event ${fromSeq + index} of the stream is gone, and ${event.revision} comes next`);
        const stored = toStored(event);
        if (stored === undefined) throw new NotALedger(name, `event ${event.revision} of the stream, of the type ${event.type}, was written by something else`);
        return stored;
      });
    },
    async head() {
      // Of questions that are under way at once the earlier may be answered later.
      const before = longest;
      const [last] = await events({ fromRevision: 'end', direction: 'backwards', maxCount: 1 });
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
        if (!(error instanceof LogUnavailable)) throw error;
      }
      await wait(backOff(failures, random), signal);
    }
    return [];
  };
}
