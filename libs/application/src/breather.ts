import { setImmediate } from 'node:timers/promises';

/** How long work may hold the event loop, so that whoever else waits (a health check, a reader) is answered in time. Milliseconds. */
const LONGEST = 10;

/** To be awaited between the steps of long work: gives way to everything else that waits where the loop has been held for long. */
export function createBreather(longest = LONGEST): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longest) return;
    await setImmediate();
    since = performance.now();
  };
}
