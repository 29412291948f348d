/** How long whoever asks waits for the server. Milliseconds. */
const PATIENCE = 800;

/** Since when a server has not answered, and why. */
export interface Unreachable {
  since: string;
  reason: string;
}

export interface ServerWatch {
  /** Whether the server is away. Never fails, and never takes long. */
  told(): Promise<Unreachable | undefined>;
}

export interface ServerWatchOptions {
  /** "the log", for lines about it. */
  name: string;
  /** Asks it, for however long that takes; throws where it is away. */
  ask: () => Promise<void>;
  /** As text. */
  now: () => string;
  /** Takes a line when it is found to be away, and when it is back. */
  tell: (line: string) => void;
  /** For how long what was heard is told again, and nothing asked. Milliseconds; default 0. */
  fresh?: number;
  patience?: number;
}

/** Watches a server by asking it, one question at a time, however many want to know. */
export function createServerWatch({ name, ask, now, tell, fresh = 0, patience = PATIENCE }: ServerWatchOptions): ServerWatch {
  let unreachable: Unreachable | undefined;
  let asking: Promise<void> | undefined;
  /** When that was asked which is not answered. */
  let since = '';
  let heardAt = -Infinity;

  async function hear(): Promise<void> {
    since = unreachable?.since ?? now();
    try {
      await ask();
      if (unreachable !== undefined) tell(`${name} answers again, after it had not since ${unreachable.since}`);
      unreachable = undefined;
    } catch (error) {
      isAway((error as Error).message);
    } finally {
      asking = undefined;
      heardAt = performance.now();
    }
  }

  function isAway(reason: string): void {
    if (unreachable === undefined) tell(`${name} does not answer: ${reason}`);
    unreachable = { since, reason };
  }

  return {
    async told() {
      if (asking === undefined && performance.now() - heardAt < fresh) return unreachable;
      let timer: NodeJS.Timeout | undefined;
      // Where this process was busy for so long, the answer may be there and not taken yet: it is before what is immediate.
      const enough = new Promise<void>((resolve) => (timer = setTimeout(() => setImmediate(resolve), patience)));
      await Promise.race([(asking ??= hear()), enough]);
      clearTimeout(timer);
      if (asking !== undefined && unreachable === undefined) isAway(`it has not answered within ${patience} ms`);
      return unreachable;
    },
  };
}
