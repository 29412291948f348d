import { setTimeout as pause } from 'node:timers/promises';
import { isLogUnavailable } from '#libs/log';
import type { Indexer } from '#libs/read-model';

/** How long after the log's server was away it is followed again. Milliseconds. */
const AGAIN = 1_000;

/** Keeps the index current with what other processes write until `signal` aborts, or an event can't be indexed; a server that is away is waited for. */
export async function keepFollowing(indexer: Pick<Indexer, 'run'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await indexer.run(signal);
    } catch (error) {
      if (!isLogUnavailable(error)) return;
      await pause(AGAIN, undefined, { signal }).catch(() => undefined);
    }
  }
}
