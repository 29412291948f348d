import { isLogConflict } from '../port.js';
import type { Log, StoredEvent } from '../port.js';

/** An event whose texts tell its place and id; the log never looks inside them. */
export function event(seq: number, id = `e${seq}`): StoredEvent {
  return { seq, id, head: JSON.stringify({ id, seq }), body: JSON.stringify({ says: id }) };
}

/** An event that redacts the one at `redacts`, as far as the log looks into it. */
export function redaction(seq: number, redacts: number): StoredEvent {
  return { seq, id: `e${seq}`, head: JSON.stringify({ id: `e${seq}`, op: 'redact', seq }), body: JSON.stringify({ redacts }) };
}

/** `length` events from `seq` on; with a name, their ids are its own. */
export function batch(seq: number, length: number, name?: string): StoredEvent[] {
  return Array.from({ length }, (_, n) => event(seq + n, name === undefined ? undefined : `${name}-${n}`));
}

/** Appends one event under `id` wherever the head is, as a writer does that shares the log. */
export async function appendWithRetry(log: Log, id: string): Promise<void> {
  for (let head = await log.head(); ; ) {
    try {
      return await log.append(head, [event(head, id)]);
    } catch (error) {
      if (!isLogConflict(error) || error.takenId !== undefined) throw error;
      head = error.head;
      // Let the others in between, or one writer does all its work in a row.
      await new Promise(setImmediate);
    }
  }
}

/** The first `count` events of a stream; fewer where it ends. */
export async function take(events: AsyncIterable<StoredEvent>, count: number): Promise<StoredEvent[]> {
  const taken: StoredEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}
