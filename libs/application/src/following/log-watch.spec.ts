import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LogUnavailable } from '#libs/log';
import { createLogWatch } from './log-watch.js';

/** A log whose answers come when the test gives them. */
function remoteLog() {
  const asked: { answer(size: number): void; fail(error: Error): void }[] = [];
  return { asked, head: () => new Promise<number>((answer, fail) => asked.push({ answer, fail })) };
}

describe('what is told of a log that may be away', () => {
  let minute: number;
  let lines: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    minute = 0;
    lines = [];
  });
  afterEach(() => void jest.useRealTimers());
  const now = () => `2011-05-10T08:0${minute}:00Z`;
  const tell = (line: string) => void lines.push(line);
  // A turn of the loop goes by after the last millisecond.
  const waited = () => jest.advanceTimersByTimeAsync(801);

  it('is its size', async () => {
    const log = remoteLog();
    const told = createLogWatch(log, () => 3, now, tell).told();
    log.asked[0]!.answer(7);
    expect(await told).toEqual({ size: 7 });
  });

  it('is what was last heard while it does not answer, since when, and why in the end; nobody waits for the other', async () => {
    const log = remoteLog();
    const watch = createLogWatch(log, () => 3, now, tell);
    const first = watch.told();
    log.asked[0]!.answer(7);
    await first;
    minute = 1;
    const second = watch.told();
    await waited();
    expect(await second).toEqual({ size: 7, unreachable: { since: '2011-05-10T08:01:00Z', reason: 'it has not answered within 800 ms' } });
    minute = 2;
    const third = watch.told();
    await waited();
    expect([(await third).unreachable?.since, log.asked.length]).toEqual(['2011-05-10T08:01:00Z', 2]);
    const fourth = watch.told();
    log.asked[1]!.fail(new LogUnavailable('it has gone'));
    expect(await fourth).toEqual({ size: 7, unreachable: { since: '2011-05-10T08:01:00Z', reason: 'it has gone' } });
    // Asked anew, and still away: since the same moment.
    minute = 3;
    const fifth = watch.told();
    await waited();
    expect((await fifth).unreachable).toEqual({ since: '2011-05-10T08:01:00Z', reason: 'it has gone' });
    const sixth = watch.told();
    log.asked[2]!.answer(9);
    expect(await sixth).toEqual({ size: 9 });
    expect(lines).toEqual(['the log does not answer: it has not answered within 800 ms', 'the log answers again, after it had not since 2011-05-10T08:01:00Z']);
  });

  it('is no less than what is known by other ways', async () => {
    const told = createLogWatch(remoteLog(), () => 3, now, tell).told();
    await waited();
    expect(await told).toMatchObject({ size: 3, unreachable: {} });
  });
});
