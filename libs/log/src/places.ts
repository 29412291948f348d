import type { StoredEvent } from './port.js';

/**
 * Every engine's first check of a batch: its events carry the positions at which they are to be written.
 * @throws RangeError otherwise: the writer sealed them for another place, which no retry mends.
 */
export function checkPlaces(expectedSeq: number, events: readonly StoredEvent[]): void {
  if (!Number.isSafeInteger(expectedSeq) || expectedSeq < 0) throw new RangeError(`${expectedSeq} is no position in a log`);
  events.forEach(({ seq }, index) => {
    if (seq !== expectedSeq + index) throw new RangeError(`event ${index} of the batch is sealed for position ${seq}, not ${expectedSeq + index}`);
  });
}
