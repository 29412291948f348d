import type { FollowOptions, StoredEvent } from './port.js';

/** Rung on every append of this process and on close. A hint that reading may pay; position alone is the truth. */
export interface Bell {
  /** @param size the log's, by then; Infinity where it ends */
  ring(size: number): void;
  /**
   * Resolves when the log was heard to have more than `seen()`, when `signal` aborts, or after `atMostMs`. It is asked a turn of the event loop after the bell has rung, so
   * that what is appended in one turn is one piece of news, and none to whoever got it otherwise meanwhile.
   */
  after(seen: () => number, signal?: AbortSignal, atMostMs?: number): Promise<void>;
}

export function createBell(): Bell {
  let heard = 0;
  const waiting = new Set<() => void>();
  return {
    ring(size) {
      heard = Math.max(heard, size);
      for (const look of waiting) look();
    },
    after(seen, signal, atMostMs) {
      return new Promise((resolve) => {
        let looking: NodeJS.Immediate | undefined;
        const timer = atMostMs === undefined ? undefined : setTimeout(wake, atMostMs);
        const look = (): void => {
          looking ??= setImmediate(() => {
            looking = undefined;
            if (heard > seen() || signal?.aborted) wake();
          });
        };
        function wake(): void {
          clearTimeout(timer);
          clearImmediate(looking);
          signal?.removeEventListener('abort', wake);
          waiting.delete(look);
          resolve();
        }
        waiting.add(look);
        signal?.addEventListener('abort', wake, { once: true });
        look();
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
 * Reads on from `fromSeq` for ever. What was appended between a read and the wait is heard; and since the next read starts behind the last event given, nothing is given
 * twice, however often the bell rings.
 */
export async function* followByReading(log: Followed, fromSeq: number, { signal, passed = () => 0 }: FollowOptions = {}): AsyncGenerator<StoredEvent, void> {
  const ended = () => log.closed() || signal?.aborted === true;
  let next = fromSeq;
  const seen = () => Math.max(next, passed());
  while (!ended()) {
    next = seen();
    const events = await log.read(next, PAGE);
    for (const event of events) {
      if (ended()) return;
      // A page may have been long under way, and its follower been given some of it meanwhile.
      if (event.seq < next) continue;
      yield event;
      next = event.seq + 1;
      next = seen();
    }
    if (events.length === 0) await log.bell.after(seen, signal, log.pollMs);
  }
}
