import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LogUnavailable } from '#libs/log';
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
  it('goes on after its server was away, and ends when it is told to', async () => {
    const [indexer, stop] = [runs(new LogUnavailable('gone')), new AbortController()];
    const followed = keepFollowing(indexer, stop.signal);
    expect(indexer.begun).toHaveLength(1);
    while (indexer.begun.length < 2) await pause(10);
    stop.abort();
    await followed;
    expect(indexer.begun).toHaveLength(2);
  });

  it('ends when it is told to while it waits for a server', async () => {
    const [indexer, stop] = [runs(new LogUnavailable('gone'), 'done'), new AbortController()];
    const followed = keepFollowing(indexer, stop.signal);
    await pause(1);
    stop.abort();
    await followed;
    expect(indexer.begun).toHaveLength(1);
  });

  it.each<[string, Error | 'done']>([
    ['an event could not be indexed, which the indexer tells', new Error('halted')],
    ['the log was closed', 'done'],
  ])('ends where %s', async (_why, end) => {
    const indexer = runs(end);
    await keepFollowing(indexer, new AbortController().signal);
    expect(indexer.begun).toHaveLength(1);
  });
});
