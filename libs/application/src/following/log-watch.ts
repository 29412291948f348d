import type { Log } from '#libs/log';

/** How long whoever asks waits for the log's server. Milliseconds. */
const PATIENCE = 800;

export interface LogWatch {
  /** How many events the log has, or had when it was last heard of, and since when it has not been. Never fails, and never takes long. */
  told(): Promise<{ size: number; unreachable?: { since: string; reason: string } }>;
}

/**
 * Asks the log for its size, one question at a time, however long it takes to answer.
 * @param known how many events it has at least, by other ways
 * @param now as text
 * @param tell takes a line when the log is found to be away, and when it is back
 */
export function createLogWatch(log: Pick<Log, 'head'>, known: () => number, now: () => string, tell: (line: string) => void, patience = PATIENCE): LogWatch {
  let size = 0;
  let unreachable: { since: string; reason: string } | undefined;
  let asking: Promise<void> | undefined;
  /** When that was asked which is not answered. */
  let since = '';

  async function ask(): Promise<void> {
    since = unreachable?.since ?? now();
    try {
      size = await log.head();
      if (unreachable !== undefined) tell(`the log answers again, after it had not since ${unreachable.since}`);
      unreachable = undefined;
    } catch (error) {
      isAway((error as Error).message);
    } finally {
      asking = undefined;
    }
  }

  function isAway(reason: string): void {
    if (unreachable === undefined) tell(`the log does not answer: ${reason}`);
    unreachable = { since, reason };
  }

  return {
    async told() {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([(asking ??= ask()), enough]);
      clearTimeout(timer);
      if (asking !== undefined && unreachable === undefined) isAway(`it has not answered within ${patience} ms`);
      return { size: Math.max(size, known()), ...(unreachable === undefined ? {} : { unreachable }) };
    },
  };
}
