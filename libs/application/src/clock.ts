import { Temporal } from 'temporal-polyfill';

/** What time it is: microseconds since 1970-01-01T00:00Z. Injected, so that a test's time is its own. */
export type Clock = () => bigint;

/** The machine's clock, to the millisecond; the only place that asks it. */
// eslint-disable-next-line no-restricted-syntax -- everyone else is given a Clock
export const systemClock: Clock = () => BigInt(Date.now()) * 1_000n;

/**
 * When the next event is recorded: now, or one microsecond after the previous event where the clock has not moved since, or was
 * set back. So `recordedAt` strictly increases along the log, whatever clocks its writers have.
 *
 * @param previous `recordedAt` of the last event in the log; absent where there is none
 * @param now microseconds since 1970
 * @returns RFC 3339, UTC, six digits of a second
 */
export function nextRecordedAt(previous: string | undefined, now: bigint): string {
  const earliest = previous === undefined ? now : microsecondsOf(previous) + 1n;
  const instant = Temporal.Instant.fromEpochNanoseconds((now > earliest ? now : earliest) * 1_000n);
  return instant.toString({ fractionalSecondDigits: 6 });
}

function microsecondsOf(recordedAt: string): bigint {
  return Temporal.Instant.from(recordedAt).epochNanoseconds / 1_000n;
}
