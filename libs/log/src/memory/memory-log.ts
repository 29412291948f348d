import { createBell, followByReading } from '../follow.js';
import { LogConflict } from '../port.js';
import type { Log, StoredEvent } from '../port.js';
import { checkPlaces } from '../places.js';

/** The reference engine: an array that lives as long as the process. */
export function openMemoryLog(): Log {
  const events: StoredEvent[] = [];
  const ids = new Set<string>();
  const bell = createBell();
  let closed = false;

  function open() {
    if (closed) throw new Error('the log is closed');
  }

  async function read(fromSeq: number, limit: number): Promise<StoredEvent[]> {
    open();
    return events.slice(fromSeq, fromSeq + limit);
  }

  return {
    name: 'memory',
    async append(expectedSeq, batch) {
      open();
      checkPlaces(expectedSeq, batch);
      if (expectedSeq !== events.length) throw new LogConflict(events.length);
      const added = new Set<string>();
      for (const { id } of batch) {
        if (ids.has(id) || added.has(id)) throw new LogConflict(events.length, id);
        added.add(id);
      }
      // From here on nothing can fail: the batch is in wholly.
      for (const { seq, id, head, body } of batch) {
        events.push(Object.freeze({ seq, id, head, body }));
        ids.add(id);
      }
      bell.ring(events.length);
    },
    read,
    follow: (fromSeq, options) => followByReading({ read, bell, closed: () => closed }, fromSeq, options),
    async head() {
      open();
      return events.length;
    },
    async erase(seqs) {
      open();
      for (const seq of seqs) {
        const event = events[seq];
        if (event !== undefined) events[seq] = Object.freeze({ ...event, body: null });
      }
      return true;
    },
    async close() {
      closed = true;
      bell.ring(Infinity);
    },
  };
}
