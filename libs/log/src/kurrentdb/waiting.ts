import { setTimeout as sleep } from 'node:timers/promises';

/** What tests put in the place of the clock and of chance. */
export interface Waiting {
  /** Resolves after so many milliseconds, or when `signal` aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Between 0 and 1. */
  random(): number;
}

export const realWaiting: Waiting = {
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  random: Math.random,
};

const FIRST_MS = 50;
const MOST_MS = 2_000;

/** How long to wait after so many failures in a row: twice as long each time, of which the latter half is left to chance, so that not all come back at once. Milliseconds. */
export function backOff(failures: number, random: () => number): number {
  const most = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  return most / 2 + (random() * most) / 2;
}

/** A call was not answered in time, or was given up. */
export class NoAnswer extends Error {
  readonly type = 'no-answer';
  constructor(message: string) {
    super(message);
    this.name = 'NoAnswer';
  }
}

const NONE = Symbol('no answer');

/**
 * What the call resolves to, unless it takes longer than `ms` or `signal` aborts. The client's reads know no deadline, and its appends are given none; a call that is given up
 * goes on unheard, and may still do what it was to do.
 * @throws NoAnswer
 */
export async function within<Result>(ms: number, signal: AbortSignal, call: Promise<Result>, { wait }: Pick<Waiting, 'wait'>): Promise<Result> {
  const over = new AbortController();
  const end = (): void => over.abort();
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  call.catch(() => undefined);
  try {
    const answer = await Promise.race([call, wait(ms, over.signal).then(() => NONE)]);
    if (answer === NONE) throw new NoAnswer(signal.aborted ? 'the log is closed' : `no answer within ${ms / 1_000} s`);
    return answer as Result;
  } finally {
    end();
    signal.removeEventListener('abort', end);
  }
}
