import { setTimeout as pause } from 'node:timers/promises';
import { LogUnavailable, NotALedger } from '#libs/log';
import { type Indexer, isIndexHalted } from '#libs/read-model';

/** How long after the log's server was away, or the index could not be written, the log is followed again. Milliseconds. */
const AGAIN = 1_000;

/**
 * Keeps the index current with what other processes write until `signal` aborts. A server that is away, a disk that is full, are waited for; an event that can't be indexed, or a log that is not the
 * one that was indexed, ends it: only a start compares the two.
 * @param tell takes a line on what keeps the index from going on; each is told once in a row
 */
export async function keepFollowing(indexer: Pick<Indexer, 'run'>, signal: AbortSignal, tell: (line: string) => void): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    try {
      return await indexer.run(signal);
    } catch (error) {
      const { message } = error as Error;
      if (message !== told && !(error instanceof LogUnavailable)) tell(`the index does not follow the log: ${message}`);
      told = message;
      if (isIndexHalted(error) || error instanceof NotALedger) return;
      await pause(AGAIN, undefined, { signal }).catch(() => undefined);
    }
  }
}
