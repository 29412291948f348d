import type { StoredEvent } from '../port.js';
import { bytesOf } from './event.js';

/** The latest events that were heard of or written here, so that those who follow need not ask for them. */
export interface Tail {
  /** Events at and behind its end go on from it, or begin it anew; what it has already is passed over. */
  add(events: readonly StoredEvent[]): void;
  /** At most `limit` events from `fromSeq` on; none where it does not have that one. */
  page(fromSeq: number, limit: number): StoredEvent[];
}

const MOST_EVENTS = 1_024;
const MOST_BYTES = 4 * 1_048_576;

export function createTail(): Tail {
  let events: StoredEvent[] = [];
  let bytes = 0;

  function add(event: StoredEvent): void {
    const next = events.length === 0 ? event.seq : events.at(-1)!.seq + 1;
    if (event.seq < next) return;
    if (event.seq > next || events.length === MOST_EVENTS || bytes > MOST_BYTES) {
      events = [];
      bytes = 0;
    }
    events.push(event);
    bytes += bytesOf(event);
  }

  return {
    add: (more) => more.forEach(add),
    page(fromSeq, limit) {
      const from = fromSeq - (events[0]?.seq ?? Infinity);
      return from < 0 ? [] : events.slice(from, from + limit);
    },
  };
}
