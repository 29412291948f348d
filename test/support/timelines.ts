import type { LedgerEvent } from '#libs/domain';
import { createTimeline, type Timeline } from '#libs/timeline';
import { ZONE } from './histories.js';

/**
 * The timeline of a history that is read while it is written: where an event removes a body that is held, it is begun anew.
 * @param left the events as they are read once all are written
 */
export function timelineOf(written: readonly LedgerEvent[], left: readonly LedgerEvent[], stride: number, afterEach: (timeline: Timeline) => void = () => {}): Timeline {
  const timeline = createTimeline(ZONE, 'talks', stride);
  for (const event of written) {
    if (!timeline.append(event)) return timelineOf(left, left, stride, afterEach);
    afterEach(timeline);
  }
  return timeline;
}
