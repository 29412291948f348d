import { setImmediate } from 'node:timers/promises';
import type { FollowOptions, StoredEvent } from './port.js';

/** Rung on every append of this process and on close. A hint that reading may pay; position alone is the truth. */
export interface Bell {
  /** How often it has rung. */
  rings(): number;
  ring(): void;
  /** Resolves when it has rung since `heard`, when `signal` aborts, or after `atMostMs`. */
  after(heard: number, signal?: AbortSignal, atMostMs?: number): Promise<void>;
}

export function createBell(): Bell {
  let rings = 0;
  const waiting = new Set<() => void>();
  return {
    rings: () => rings,
    ring() {
      rings += 1;
      for (const wake of [...waiting]) wake();
    },
    after(heard, signal, atMostMs) {
      if (rings !== heard || signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
        function wake() {
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        }
        waiting.add(wake);
        signal?.addEventListener('abort', wake, { once: true });
      });
    },
  };
}

export interface Followed {
  read(fromSeq: number, limit: number): Promise<StoredEvent[]>;
  closed(): boolean;
  bell: Bell;
  /** How often to look without having been rung for, where others may write too. Milliseconds. */
  pollMs?: number;
}

const PAGE = 256;

/**
 * Reads on from `fromSeq` for ever. Listening begins before each read, so an append between the read and the wait is heard;
 * and since the next read starts behind the last event given, nothing is given twice, however often the bell rings.
 */
export async function* followByReading(log: Followed, fromSeq: number, { signal }: FollowOptions = {}): AsyncGenerator<StoredEvent, void> {
  const ended = () => log.closed() || signal?.aborted === true;
  let next = fromSeq;
  while (!ended()) {
    const heard = log.bell.rings();
    const events = await log.read(next, PAGE);
    for (const event of events) {
      if (ended()) return;
      yield event;
      next = event.seq + 1;
    }
    if (events.length > 0) continue;
    await log.bell.after(heard, signal, log.pollMs);
    // What is appended in the same turn of the event loop is read in one page.
    await setImmediate();
  }
}
