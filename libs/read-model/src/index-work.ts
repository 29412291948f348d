import { setImmediate } from 'node:timers/promises';
import type { Log, StoredEvent } from '#libs/log';
import type { IndexWriter } from './index-writer.js';
import { IndexHalted, isRedaction } from './projector.js';
import type { IndexPosition } from './read-model.js';

/** Events read from the log and applied in one transaction: enough to be fast, few enough not to hold the event loop. */
const PAGE = 500;

/** Events at hand that are applied in one transaction: nothing else is done in this thread until it ends. */
export const MANY = 100;

/** Events indexed so far, and of how many. */
export interface Progress {
  done: number;
  total: number;
}
export type OnProgress = (progress: Progress) => void;

/** All that is done to an index, one piece after another, whether the one before failed or not. */
export interface IndexWork {
  /** Where the index stands, as far as it is done. */
  position(): IndexPosition;
  isRebuilding(): boolean;
  /** Why the piece done last failed, if it did. */
  halted(): string | undefined;
  /** Indexes everything that the log holds by then. @throws IndexHalted at an event that can't be applied */
  catchUp(onProgress?: OnProgress): Promise<IndexPosition>;
  /** As `catchUp`; the events that `collect` gives when it is their turn need not be read from the log, where they are the next. */
  apply(collect: () => readonly StoredEvent[]): Promise<IndexPosition>;
  /** Builds all tables anew from the log, in one transaction, and leaves the old ones where that fails. @throws IndexHalted as `catchUp` */
  rebuild(onProgress?: OnProgress): Promise<IndexPosition>;
  /** Goes on with another writer of the same index, and closes the one before. */
  goOnWith(other: IndexWriter): Promise<void>;
  /** Closes the writer. */
  close(): Promise<void>;
}

/**
 * @param purge takes what was deleted out of the index's files: before redactions that were indexed count as done
 * @param unclean whether redacted text may be in the files from before
 * @param onHalt told that a piece of work failed, before the next one
 */
export async function createIndexWork(log: Log, writer: IndexWriter, purge: () => Promise<void>, unclean: boolean, onHalt: () => void): Promise<IndexWork> {
  let position = await writer.position();
  let rebuilding = false;
  let halted: string | undefined;
  const inTurn = queue();

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
      const { events, total } = await nextPage(position.seq);
      if (events.length === 0) return position;
      await apply(events);
      onProgress?.({ done: position.seq, total });
    }
  }

  async function applyNext(events: readonly StoredEvent[]): Promise<IndexPosition> {
    for (let at = 0; at < events.length; at += MANY) {
      if (at > 0) await setImmediate();
      if (events[at]!.seq !== position.seq) return catchUp();
      await apply(events.slice(at, at + MANY));
    }
    // Where another process had moved the checkpoint, nothing was applied.
    return position.seq <= (events.at(-1)?.seq ?? -1) ? catchUp() : position;
  }

  async function apply(events: readonly StoredEvent[]): Promise<void> {
    unclean ||= events.some(isRedaction);
    position = await writer.apply(events);
  }

  async function rebuild(onProgress?: OnProgress): Promise<IndexPosition> {
    let at = await writer.beginRebuild();
    rebuilding = true;
    try {
      for (;;) {
        const { events, total } = await nextPage(at.seq);
        if (events.length === 0) break;
        at = await writer.addToRebuild(events);
        unclean ||= events.some(isRedaction);
        onProgress?.({ done: at.seq, total });
      }
      position = await writer.endRebuild();
    } catch (error) {
      await writer.dropRebuild();
      throw error;
    } finally {
      rebuilding = false;
    }
    return position;
  }

  /** Does `work` when its turn comes, and notes whether it got stuck. */
  function watched(work: () => Promise<IndexPosition>): Promise<IndexPosition> {
    return inTurn(async () => {
      try {
        const reached = await work();
        if (unclean) await purge();
        unclean = false;
        halted = undefined;
        return { ...reached };
      } catch (error) {
        halted = (error as Error).message;
        position = await Promise.resolve(writer.position()).catch(() => position);
        onHalt();
        throw error;
      }
    });
  }

  return {
    position: () => position,
    isRebuilding: () => rebuilding,
    halted: () => halted,
    catchUp: (onProgress) => watched(() => catchUp(onProgress)),
    apply: (collect) => watched(() => applyNext(collect())),
    rebuild: (onProgress) => watched(() => rebuild(onProgress)),
    goOnWith: (other) =>
      inTurn(async () => {
        await writer.close();
        writer = other;
        // It has been opened for a while, and the one before went on writing.
        position = await writer.position();
      }),
    close: () => inTurn(() => writer.close()),
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
