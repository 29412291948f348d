import { LogConflict, LogUnavailable, NotALedger, type StoredEvent } from '../port.js';
import { toEventData } from './event.js';
import type { Place, Reading } from './reading.js';
import { isFinal, isType, troubleOf } from './trouble.js';
import { backOff, type Waiting, within } from './waiting.js';

/**
 * Appends at exactly that revision. Where it is not known whether that was done, the stream is read; where it was not, or that can't be known either, the same events are sent
 * again, under the same ids to the same place: the server takes them once, however many of the tries arrive, and however late.
 * @throws LogConflict; LogUnavailable, after which they may yet be written
 */
export function createAppending({ connection, stream, name, timeoutMs, patienceMs, closing }: Place, reading: Reading, waiting: Waiting): (expectedSeq: number, events: readonly StoredEvent[]) => Promise<void> {
  async function send(expectedSeq: number, events: readonly StoredEvent[]): Promise<void> {
    const streamState = expectedSeq === 0 ? 'no_stream' : BigInt(expectedSeq - 1);
    const writer = connection.writer();
    // No deadline of the client's: at its end the client would cancel a call that is still sending, and HTTP/2 has Node end that call before it resets it, so that to the
    // server what was sent by then looks like all there is.
    const call = writer.appendToStream(stream, events.map(toEventData), { streamState, requiresLeader: true, deadline: Infinity });
    const { nextExpectedRevision: last } = await within(timeoutMs, closing, call, waiting).catch((error: unknown) => {
      if (isType(error, 'no-answer')) connection.renewWriter(writer);
      throw error;
    });
    if (last !== BigInt(expectedSeq + events.length - 1)) {
      throw new NotALedger(name, `the stream was deleted and has gone on at ${last}, where ${expectedSeq + events.length - 1} was written`);
    }
  }

  /** Whether the events stand where they were to be written. @throws LogConflict where others do */
  async function isWritten(expectedSeq: number, events: readonly StoredEvent[]): Promise<boolean> {
    const found = await reading.page(expectedSeq, events.length);
    if (found.length === 0) return false;
    const isSame = found.length === events.length && found.every(({ head }, index) => head === events[index]!.head);
    if (!isSame) throw new LogConflict(await reading.head());
    return true;
  }

  return async (expectedSeq, events) => {
    const begin = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(expectedSeq, events);
      } catch (error) {
        if (isType(error, 'wrong-expected-version')) throw new LogConflict(headAfter((error as { actualState?: unknown }).actualState));
        if (error instanceof NotALedger) throw error;
        if (isFinal(error) || closing.aborted) throw troubleOf(error, name);
        const isDone = await isWritten(expectedSeq, events).catch((unread: unknown) => {
          if (unread instanceof LogUnavailable) return false;
          throw unread;
        });
        if (isDone) return;
        if (performance.now() - begin > patienceMs) throw troubleOf(error, name);
      }
      await waiting.wait(backOff(attempt, waiting.random), closing);
    }
  };
}

/** @param revision of the stream's last event, or `no_stream` */
function headAfter(revision: unknown): number {
  return typeof revision === 'bigint' ? Number(revision) + 1 : 0;
}
