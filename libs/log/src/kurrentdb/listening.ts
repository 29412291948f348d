import type { Recorded } from './event.js';
import { backOff, type Waiting } from './waiting.js';

/** A subscription, as far as it is used: a stream of events that may end, fail, or fall silent. */
export interface Subscription {
  on(event: 'data', listener: (resolved: { event?: Recorded }) => void): unknown;
  on(event: 'error' | 'end' | 'close', listener: () => void): unknown;
  unsubscribe(): Promise<void>;
  destroy(): unknown;
}

export interface ListeningOptions {
  /** Subscribes to what comes after a revision, exclusive. */
  subscribe(after: bigint | 'start'): Subscription;
  head(): Promise<number>;
  /** The stream has become this long; its last event where the subscription has told it. */
  heard(size: number, event?: Recorded): void;
  /** How often to see whether a subscription that says nothing has nothing to say, and how long it has to say it then. Milliseconds. */
  silenceMs: number;
  graceMs: number;
  /** Aborts when nobody listens any more. */
  signal: AbortSignal;
}

/**
 * Listens until `signal` aborts. A subscription that fails, ends, or says nothing of what is in the stream is dropped, and another begins after the last position
 * heard of, at intervals that grow while none lasts. Nothing is thrown: an error in a handler of the client would end the process.
 */
export async function listen({ subscribe, head, heard, silenceMs, graceMs, signal }: ListeningOptions, { wait, random }: Waiting): Promise<void> {
  let size = 0;
  const grownTo = (now: number, event?: Recorded): void => {
    if (now <= size) return;
    size = now;
    heard(size, event);
  };

  /** Resolves when the subscription has been dropped. @returns whether it had said anything */
  async function follow(): Promise<boolean> {
    const dropped = new AbortController();
    const drop = (): void => dropped.abort();
    let spoke = false;
    const subscription = subscribe(size === 0 ? 'start' : BigInt(size - 1));
    subscription.on('data', ({ event }) => {
      spoke = true;
      if (event !== undefined) grownTo(Number(event.revision) + 1, event);
    });
    for (const event of ['error', 'end', 'close'] as const) subscription.on(event, drop);
    signal.addEventListener('abort', drop, { once: true });
    while (!dropped.signal.aborted) {
      await wait(silenceMs, dropped.signal);
      if (dropped.signal.aborted || !(await isDeaf(dropped.signal))) continue;
      spoke = false;
      drop();
    }
    signal.removeEventListener('abort', drop);
    subscription.unsubscribe().catch(() => undefined);
    subscription.destroy();
    return spoke;
  }

  /** Whether there is something in the stream of which nothing was heard. */
  async function isDeaf(until: AbortSignal): Promise<boolean> {
    // Where the head can't be read, silence has a reason.
    const there = await head().catch(() => 0);
    if (there <= size) return false;
    await wait(graceMs, until);
    if (there <= size) return false;
    grownTo(there);
    return true;
  }

  // Whoever listens reads what is there by himself; what comes after it is news.
  grownTo(await head().catch(() => 0));
  for (let failures = 0; !signal.aborted; ) {
    failures = (await follow()) ? 1 : failures + 1;
    await wait(backOff(failures, random), signal);
  }
}
