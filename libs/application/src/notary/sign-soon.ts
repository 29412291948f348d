/** Signs what was written without being asked. */
export interface SignSoon {
  /** Something was written. */
  soon(): void;
  /** Signs now what waits to be. */
  close(): Promise<void>;
}

/**
 * @param seconds how long after a write, and after a failure; 0: only when asked
 * @param isStopped whether nothing is signed any more, which whoever finds that tells
 * @param tell takes a line where signing failed; the same is told once in a row
 */
export function createSignSoon(sign: () => Promise<unknown>, seconds: number, isStopped: () => boolean, tell: (line: string) => void): SignSoon {
  let timer: NodeJS.Timeout | undefined;
  let told = '';
  let closed = false;

  function soon(): void {
    if (seconds === 0 || closed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void sign().then(() => (told = ''), failed);
    }, seconds * 1_000).unref();
  }

  function failed({ message }: Error): void {
    if (closed || isStopped()) return;
    if (message !== told) tell(`what was written is not signed: ${message}`);
    told = message;
    soon();
  }

  return {
    soon,
    async close() {
      closed = true;
      if (timer === undefined) return;
      clearTimeout(timer);
      await sign().catch(() => undefined);
    },
  };
}
