/** Takes what the application does as it does it, for whoever counts. Told on the write path: it must not throw, nor take time. */
export interface Meter {
  /** A batch is on disk. @param seconds from taking it up until then, deciding it anew included */
  appended(events: number, seconds: number): void;
  /** Another process was first at a position: the batch is decided anew, or given up. */
  conflict(): void;
  /** A batch was given up, after as many conflicts as are borne. */
  gaveUp(): void;
}

export const NO_METER: Meter = { appended: () => undefined, conflict: () => undefined, gaveUp: () => undefined };

/** How the application stands, beside what `Readiness` says. */
export interface Vitals {
  /** Negotiations held in memory, and what they take, about. */
  cache: { negotiations: number; bytes: number };
  /** The newest signed checkpoint: its size, 0 where none is; and for how many seconds the oldest event that it lacks has stood there, 0 where it lacks none. */
  checkpoint: { size: number; behindSeconds: number };
}
