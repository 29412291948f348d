import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LogUnavailable, NotALedger } from '#libs/log';
import { IndexHalted } from '#libs/read-model';
import { keepFollowing } from './following.js';

/** An indexer whose runs end as the test says, one after another; the last goes on until it is told to stop. */
function runs(...ends: (Error | 'done')[]) {
  const begun: AbortSignal[] = [];
  return {
    begun,
    async run(signal: AbortSignal) {
      const end = ends[begun.push(signal) - 1];
      if (end instanceof Error) throw end;
      if (end === undefined) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
}

describe('following the log', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it.each<[string, Error, string[]]>([
    ['its server was away', new LogUnavailable('gone'), []],
    ['the index could not be written, which is told', new Error('database or disk is full'), ['the index does not follow the log: database or disk is full']],
  ])('goes on after %s, and ends when it is told to', async (_why, trouble, lines) => {
    const [indexer, stop, told] = [runs(trouble, trouble), new AbortController(), [] as string[]];
    const followed = keepFollowing(indexer, stop.signal, (line) => told.push(line));
    expect(indexer.begun).toHaveLength(1);
    while (indexer.begun.length < 3) await jest.advanceTimersByTimeAsync(1_000);
    stop.abort();
    await followed;
    expect([indexer.begun.length, told]).toEqual([3, lines]);
  });

  it('ends when it is told to while it waits for a server', async () => {
    const [indexer, stop] = [runs(new LogUnavailable('gone'), 'done'), new AbortController()];
    const followed = keepFollowing(indexer, stop.signal, () => undefined);
    await jest.advanceTimersByTimeAsync(1);
    stop.abort();
    await followed;
    expect(indexer.begun).toHaveLength(1);
  });

  it.each<[string, Error | 'done', string[]]>([
    ['an event can not be indexed', new IndexHalted(7, 'no such thing'), ["the index does not follow the log: event 7 can't be indexed: no such thing"]],
    ['the log is another one now', new NotALedger('kurrentdb://one', 'it was deleted'), ['the index does not follow the log: kurrentdb://one is not a Parley ledger that this release can open: it was deleted. Move it away, or name another.']],
    ['the log was closed', 'done', []],
  ])('ends where %s', async (_why, end, lines) => {
    const [indexer, told] = [runs(end), [] as string[]];
    await keepFollowing(indexer, new AbortController().signal, (line) => told.push(line));
    expect([indexer.begun.length, told]).toEqual([1, lines]);
  });
});
