import type { StoredEvent } from '../port.js';

/** The ids of the latest events. KurrentDB has no index over our ids. */
export interface RecentIds {
  /** The first id of the batch that is in it twice, or among the latest events below `size`, which are read as far as they were not. */
  taken(size: number, batch: readonly StoredEvent[]): Promise<string | undefined>;
  add(events: readonly StoredEvent[]): void;
}

const PAGE = 256;

/** @param kept of how many events at least, once they are there */
export function createRecentIds(page: (fromSeq: number, limit: number) => Promise<StoredEvent[]>, kept: number): RecentIds {
  // In the order in which they were written.
  const ids = new Set<string>();
  let next = 0;

  function add(events: readonly StoredEvent[]): void {
    for (const { seq, id } of events) {
      ids.add(id);
      next = seq + 1;
    }
    if (ids.size < 2 * kept) return;
    for (const id of ids) {
      if (ids.size <= kept) break;
      ids.delete(id);
    }
  }

  return {
    async taken(size, batch) {
      next = Math.max(next, size - kept);
      while (next < size) {
        const events = await page(next, Math.min(PAGE, size - next));
        if (events.length === 0) break;
        add(events);
      }
      const own = new Set<string>();
      return batch.find(({ id }) => ids.has(id) || own.size === own.add(id).size)?.id;
    },
    add,
  };
}
