import fc from 'fast-check';
import type { LedgerEvent } from '#libs/domain';
import { createPages, createTimeline, type Timeline } from '#libs/timeline';
import { ZONE } from './histories.js';
import { memorySwap } from './swap.js';

/** How a timeline is kept. */
export interface Kept {
  /** How many changes of a group lie between two of its trees. */
  stride: number;
  /** One page of 64 bytes is in memory, and all others in the swap. */
  swapped: boolean;
}

/** Few changes between two trees, so that small histories have trees too. */
export const kept: fc.Arbitrary<Kept> = fc.record({ stride: fc.constantFrom(1, 2, 3, 32), swapped: fc.constantFrom(false, false, false, true) });
export const plainly: Kept = { stride: 1, swapped: false };

export function emptyTimeline({ stride, swapped }: Kept): Timeline {
  return createTimeline(ZONE, 'talks', { stride, pages: swapped ? createPages({ limit: 1, openSwap: memorySwap }, 64) : createPages() });
}

/**
 * The timeline of a history that is read while it is written: where an event removes a body that is held, it is begun anew.
 * @param left the events as they are read once all are written
 */
export function timelineOf(written: readonly LedgerEvent[], left: readonly LedgerEvent[], kept: Kept, afterEach: (timeline: Timeline) => void = () => {}): Timeline {
  const timeline = emptyTimeline(kept);
  for (const event of written) {
    if (!timeline.append(event)) return timelineOf(left, left, kept, afterEach);
    afterEach(timeline);
  }
  return timeline;
}
