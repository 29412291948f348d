import { setImmediate } from 'node:timers/promises';
import type { Slices } from '#libs/domain';

/** How long work may hold the event loop, so that whoever else waits (a health check, a reader) is answered in time. Milliseconds. */
const LONGEST = 5;

/** To be awaited between the steps of long work: gives way to everything else that waits where the loop has been held for long. */
export function createBreather(longest = LONGEST): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longest) return;
    await setImmediate();
    since = performance.now();
  };
}

/** Does long work while others have their turn between its steps. */
export async function inSlices<Result>(work: Slices<Result>, breathe = createBreather()): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}
