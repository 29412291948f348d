import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds before the second, third … attempt: doubled each time, up to the last, and scattered so that many who wait do not come back at once. */
const FIRST = 50;
const LONGEST = 2_000;

/** @param keeps whether the process stays for it: where somebody waits for an answer. Default false: whoever only follows keeps no process alive. */
export function pauseAfter(attempt: number, keeps = false): Promise<void> {
  const longest = Math.min(FIRST * 2 ** (attempt - 1), LONGEST);
  return pause(longest / 2 + (Math.random() * longest) / 2, undefined, { ref: keeps });
}

/**
 * Does `work` again, after a pause that grows, as long as it fails in a way that `mayPass`.
 * @param patienceMs how long from the first attempt on; then the last error is thrown
 */
export async function persistently<Result>(work: (attempt: number) => Promise<Result>, mayPass: (error: unknown) => boolean, patienceMs: number): Promise<Result> {
  const begin = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!mayPass(error) || performance.now() - begin > patienceMs) throw error;
      await pauseAfter(attempt, true);
    }
  }
}
