import { setImmediate } from 'node:timers/promises';
import type { Log, StoredEvent } from '#libs/log';
import { moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { applyEvents, checkpointAfter, clear, IndexHalted, projectEvents } from './projector.js';
import type { IndexPosition } from './read-model.js';
import type { Sql } from './sql.js';

/** Events applied in one transaction: enough to be fast, few enough not to hold the event loop. */
const PAGE = 500;

/** Events indexed so far, and of how many. */
export interface Progress {
  done: number;
  total: number;
}
export type OnProgress = (progress: Progress) => void;

export interface ProjectorStatus {
  /** `halted`: nothing after `position` is indexed until a later `catchUp` gets past it. */
  state: 'ready' | 'following' | 'rebuilding' | 'halted';
  position: IndexPosition;
  /** halted: why. */
  reason?: string;
}

/** The projector: the only writer of the index in this process. What it is asked for at the same time it does one after another. */
export interface Indexer {
  /**
   * Indexes everything that the log holds by now.
   * @throws IndexHalted at an event that can't be applied
   */
  catchUp(onProgress?: OnProgress): Promise<IndexPosition>;
  /** As `catchUp`, by whoever has just appended `events`: where they are the next, they need not be read from the log again. */
  take(events: readonly StoredEvent[]): Promise<IndexPosition>;
  status(): ProjectorStatus;
  /** Follows the log until `signal` aborts or the log is closed; throws as `catchUp`. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * Builds all tables anew from the log, in one transaction: readers see the old ones until it is done, and keep them where it fails.
   * @throws IndexHalted as `catchUp`
   */
  rebuild(onProgress?: OnProgress): Promise<IndexPosition>;
}

export function createIndexer(log: Log, sql: Sql): Indexer {
  let checkpoint = readCheckpoint(sql);
  let following = 0;
  let rebuilding = false;
  let halted: string | undefined;
  const inTurn = queue();

  const position = (): IndexPosition => ({ seq: checkpoint.seq, root: checkpoint.root });

  /** The events from `seq` on, up to a page of them, and the log's size. Between pages whatever else waits in this process has its turn. */
  async function nextPage(seq: number): Promise<{ events: StoredEvent[]; total: number }> {
    const total = await log.head();
    if (total < seq) throw new IndexHalted(seq, `the log ends at ${total}: it is not the one that was indexed`);
    if (total > seq + PAGE) await setImmediate();
    const events = total === seq ? [] : await log.read(seq, PAGE);
    if (events.length === 0 && total > seq) throw new IndexHalted(seq, `the log has ${total} events and did not give it`);
    return { events, total };
  }

  async function catchUp(onProgress?: OnProgress): Promise<IndexPosition> {
    for (;;) {
      const { events, total } = await nextPage(checkpoint.seq);
      if (events.length === 0) return position();
      checkpoint = applyEvents(sql, checkpoint, events);
      onProgress?.({ done: checkpoint.seq, total });
    }
  }

  async function take(events: readonly StoredEvent[]): Promise<IndexPosition> {
    if (events[0]?.seq !== checkpoint.seq || events.length > PAGE) return catchUp();
    checkpoint = applyEvents(sql, checkpoint, events);
    return position();
  }

  async function rebuild(onProgress?: OnProgress): Promise<IndexPosition> {
    sql.exec('BEGIN IMMEDIATE');
    rebuilding = true;
    try {
      const start = clear(sql);
      let at = start;
      for (;;) {
        const { events, total } = await nextPage(at.seq);
        if (events.length === 0) break;
        at = checkpointAfter(at, events);
        projectEvents(sql, events);
        onProgress?.({ done: at.seq, total });
      }
      moveCheckpoint(sql, start, at);
      sql.exec('COMMIT');
      checkpoint = at;
    } catch (error) {
      sql.exec('ROLLBACK');
      throw error;
    } finally {
      rebuilding = false;
    }
    return position();
  }

  /** Does `work` when its turn comes, and notes whether it got stuck. */
  function watched(work: () => Promise<IndexPosition>): Promise<IndexPosition> {
    return inTurn(async () => {
      try {
        const reached = await work();
        halted = undefined;
        return reached;
      } catch (error) {
        halted = (error as Error).message;
        checkpoint = readCheckpoint(sql);
        throw error;
      }
    });
  }

  function status(): ProjectorStatus {
    if (halted !== undefined) return { state: 'halted', position: position(), reason: halted };
    return { state: rebuilding ? 'rebuilding' : following > 0 ? 'following' : 'ready', position: position() };
  }

  async function run(signal: AbortSignal): Promise<void> {
    following += 1;
    try {
      const { seq } = await watched(() => catchUp());
      // What `follow` yields only says that there is something new; the checkpoint says what.
      for await (const event of log.follow(seq, { signal })) {
        if (event.seq >= checkpoint.seq) await watched(() => catchUp());
      }
    } finally {
      following -= 1;
    }
  }

  return {
    catchUp: (onProgress) => watched(() => catchUp(onProgress)),
    take: (events) => watched(() => take(events)),
    rebuild: (onProgress) => watched(() => rebuild(onProgress)),
    status,
    run,
  };
}

/** Runs what it is given one after another, whether the one before failed or not. */
function queue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
}
