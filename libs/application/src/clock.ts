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
  const instant = now > earliest ? now : earliest;
  const fraction = ((instant % SECOND) + SECOND) % SECOND;
  return `${textOfSecond((instant - fraction) / SECOND)}.${String(fraction).padStart(6, '0')}Z`;
}

function microsecondsOf(recordedAt: string): bigint {
  const [second = '', fraction = ''] = recordedAt.slice(0, -1).split('.');
  return instantOfSecond(second) * SECOND + BigInt(fraction.padEnd(6, '0'));
}

/** In microseconds. */
const SECOND = 1_000_000n;

// Events are recorded in bursts: mostly the second asked for is the one asked for last.
const textOfSecond = rememberingLast((second: bigint) => Temporal.Instant.fromEpochMilliseconds(Number(second) * 1_000).toString().slice(0, -1));
const instantOfSecond = rememberingLast((text: string) => BigInt(Temporal.Instant.from(`${text}Z`).epochMilliseconds / 1_000));

function rememberingLast<Argument, Result>(work: (argument: Argument) => Result): (argument: Argument) => Result {
  let last: { argument: Argument; result: Result } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: work(argument) };
    return last.result;
  };
}
