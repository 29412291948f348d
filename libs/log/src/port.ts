/**
 * The log port: one append-only log, one order. Every engine holds these operations and nothing else.
 * An event is two strings of canonical JSON, written once and never re-serialised.
 */
export interface StoredEvent {
  /** Position: 0, 1, 2, … without gaps. The head's own `seq` says the same. */
  seq: number;
  /** The event's id, unique in the log for ever. The head's own `id` says the same. */
  id: string;
  head: string;
  /** null where the body was redacted. */
  body: string | null;
}

export interface FollowOptions {
  signal?: AbortSignal;
  /** Where the follower has got by other ways; asked before each read. Events below are neither read nor given any more. */
  passed?: () => number;
}

export interface Log {
  /** Which engine, for messages and health: `memory`, `sqlite:/path/ledger.db`, … */
  readonly name: string;
  /** The most that one append may hold, in bytes of heads and bodies and some for each event, where the engine has such a limit. */
  readonly appendBytes?: number;
  /**
   * Writes all of `events` at exactly `expectedSeq`, or none.
   * @throws LogConflict when the head is elsewhere (carries the real head) or an id is taken already; AppendTooLarge
   */
  append(expectedSeq: number, events: readonly StoredEvent[]): Promise<void>;
  /** At most `limit` events from `fromSeq` on, in order, without gaps. */
  read(fromSeq: number, limit: number): Promise<StoredEvent[]>;
  /** Reads from `fromSeq`, then goes on live: no gap and no repeat at the seam. Ends when `signal` aborts or the log is closed. */
  follow(fromSeq: number, options?: FollowOptions): AsyncIterable<StoredEvent>;
  /** The next free position, which is the log's size. */
  head(): Promise<number>;
  /**
   * Removes the bodies of events that later events of the log redact, for good: afterwards they read as null, and their text is in no file of the engine but those that its
   * README names. Heads stay. To erase what is gone already does nothing.
   * @returns false where the engine keeps whatever it was given (KurrentDB): what is redacted is then masked by the index, through which all answers go
   * @throws NotErased where the text is still in a file
   */
  erase(seqs: readonly number[]): Promise<boolean>;
  /**
   * Does `work` while no other process can append; whoever comes first is first, so that of many writers none starves. The turn is over with its append, with `work`, or
   * after some seconds, when others go on. Absent where an append keeps nobody waiting for long enough to matter.
   * @param fromSeq how far the writer knows the log
   * @throws LogUnavailable where others had their turn for too long
   */
  inTurn?<Result>(fromSeq: number, work: (turn: Turn) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The log as whoever has the turn uses it: its head stays where it is until he appends, once. */
export interface Turn extends Pick<Log, 'append' | 'head'> {
  /** What others have written, from the position on that the writer knew: all of it, or the beginning of much. */
  news: readonly StoredEvent[];
}

/** The log is not where the writer thought: catch up to `head`, decide again, try again. */
export class LogConflict extends Error {
  readonly code = 'log-conflict';
  constructor(readonly head: number, readonly takenId?: string) {
    super(takenId === undefined ? `the log's head is ${head}` : `the id ${takenId} is in the log already (head ${head})`);
    this.name = 'LogConflict';
  }
}

/** Asked by its code, for an error from another thread has lost its class. */
export function isLogConflict(error: unknown): error is LogConflict {
  return error instanceof Error && (error as { code?: unknown }).code === 'log-conflict';
}

/** One append has more than the engine takes at a time. Nothing was written. */
export class AppendTooLarge extends Error {
  readonly code = 'append-too-large';
  constructor(events: number, bytes: number, limit: number) {
    super(`${events} events with ${bytes} bytes are to be written at once, and the log takes ${limit}: send fewer at a time`);
    this.name = 'AppendTooLarge';
  }
}

/** The server that keeps the log can't be reached, or does not do what it is asked; the message says why and what helps. Whether an append was written may be unknown: the same again, under the same ids, is safe. */
export class LogUnavailable extends Error {
  readonly code = 'log-unavailable';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogUnavailable';
  }
}

/** Bodies are redacted, and read as null, but their text is still in a file of the engine: erase them again. */
export class NotErased extends Error {
  readonly code = 'not-erased';
  constructor(why: string) {
    super(`the redaction is recorded and no answer shows the text any more, but it is still on the disk: ${why}`);
    this.name = 'NotErased';
  }
}

/** What was to be opened is no ledger, or none that this release knows; nothing in it was changed. */
export class NotALedger extends Error {
  readonly code = 'not-a-ledger';
  constructor(where: string, why: string) {
    super(`${where} is not a Parley ledger that this release can open: ${why}. Move it away, or name another.`);
    this.name = 'NotALedger';
  }
}
