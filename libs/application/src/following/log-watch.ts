import type { Log } from '#libs/log';
import { createServerWatch, type Unreachable } from './server-watch.js';

export interface LogWatch {
  /** How many events the log has, or had when it was last heard of, and since when it has not been. Never fails, and never takes long. */
  told(): Promise<{ size: number; unreachable?: Unreachable }>;
}

/**
 * Asks the log for its size, one question at a time, however long it takes to answer.
 * @param known how many events it has at least, by other ways
 * @param now as text
 * @param tell takes a line when the log is found to be away, and when it is back
 */
export function createLogWatch(log: Pick<Log, 'head'>, known: () => number, now: () => string, tell: (line: string) => void): LogWatch {
  let size = 0;
  const ask = async (): Promise<void> => {
    size = await log.head();
  };
  const watch = createServerWatch({ name: 'the log', ask, now, tell });
  return {
    async told() {
      const unreachable = await watch.told();
      return { size: Math.max(size, known()), ...(unreachable === undefined ? {} : { unreachable }) };
    },
  };
}
