import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import type { Log, StoredEvent } from '#libs/log';
import type { IndexWriter } from './index-writer.js';
import { IndexHalted, isRedaction } from './projector.js';
import type { IndexPosition } from './read-model.js';

/** Events read from the log and applied in one transaction: enough to be fast, few enough not to hold the event loop. */
const PAGE = 500;

/**
 * Events taken are indexed when somebody asks, when there are so many, or after so long (milliseconds): many in one transaction touch each page of the file
 * once, but nothing else is done in this thread, and nobody who asks is answered, until it ends.
 */
const MANY = 100;
const LATER = 100;

/** How long what others write is gathered before more of it is indexed. Milliseconds. */
const GATHERED = 20;

/** Who has taken more events than this goes on in a thread of its own, which takes some tenths of a second to start. */
const FEW = 200;

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
  /**
   * As `catchUp`, by whoever has `events` of the log at hand: where they are the next, they need not be read from it again. Those taken within a short while are indexed
   * together.
   */
  take(events: readonly StoredEvent[]): Promise<IndexPosition>;
  /** Much is about to be taken: its thread is started meanwhile. */
  prepare(): void;
  /** Somebody is told of what was taken so far: from now on `settled` waits for it. */
  announce(): void;
  /** Indexes what was announced, now; resolves when that is done, or could not be. */
  settled(): Promise<void>;
  status(): ProjectorStatus;
  /** Follows the log until `signal` aborts or the log is closed; throws as `catchUp`. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * Builds all tables anew from the log, in one transaction: readers see the old ones until it is done, and keep them where it fails.
   * @throws IndexHalted as `catchUp`
   */
  rebuild(onProgress?: OnProgress): Promise<IndexPosition>;
  /** Ends what it was asked for, and closes its connection. */
  close(): Promise<void>;
}

/**
 * @param writer writes the index in this thread
 * @param purge takes what was deleted out of the index's files: before redactions that were indexed count as done
 * @param unclean whether redacted text may be in the files from before
 * @param openThread opens one that writes it in another, which goes on from when much is taken; absent: everything stays in this thread
 */
export async function createIndexer(log: Log, writer: IndexWriter, purge: () => Promise<void>, unclean: boolean, openThread?: () => Promise<IndexWriter>): Promise<Indexer> {
  let position = await writer.position();
  let following = 0;
  let rebuilding = false;
  let halted: string | undefined;
  const inTurn = queue();
  /** Events taken that wait for their turn, which is then that of all of them; and the end of all taken, and of all announced, so far. */
  let pending: StoredEvent[] = [];
  let turn: Promise<IndexPosition> | undefined;
  let begin = (): void => undefined;
  let done: Promise<void> = Promise.resolve();
  let announced = done;
  let takenTo = position.seq;
  let taken = 0;
  let moved: Promise<void> | undefined;

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

  async function applyTaken(): Promise<IndexPosition> {
    const events = pending;
    pending = [];
    turn = undefined;
    for (let at = 0; at < events.length; at += MANY) {
      if (at > 0) await setImmediate();
      if (events[at]!.seq !== position.seq) return catchUp();
      await apply(events.slice(at, at + MANY));
    }
    // Where another process had moved the checkpoint, nothing was applied.
    return position.seq <= (events.at(-1)?.seq ?? -1) ? catchUp() : position;
  }

  /** Below it, all events were taken or read. */
  function passed(): number {
    return Math.max(position.seq, takenTo);
  }

  function take(events: readonly StoredEvent[]): Promise<IndexPosition> {
    const from = passed();
    const fresh = events.filter(({ seq }) => seq >= from);
    for (const event of fresh) pending.push(event);
    takenTo = (fresh.at(-1)?.seq ?? from - 1) + 1;
    taken += fresh.length;
    if (taken > FEW) prepare();
    turn ??= awhile().then(() => watched(applyTaken));
    done = turn.then(nothing, nothing);
    if (pending.length >= MANY) begin();
    return turn;
  }

  function prepare(): void {
    moved ??= moveToThread();
  }

  /** Until `begin` is called, or for a short while. */
  function awhile(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LATER);
      begin = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function settled(): Promise<void> {
    if (announced === done) begin();
    return announced;
  }

  /** A thread that can't be had is done without. */
  async function moveToThread(): Promise<void> {
    const threaded = await openThread?.().catch(nothing);
    if (threaded === undefined) return;
    await inTurn(async () => {
      await writer.close();
      writer = threaded;
      // It has been opened for a while, and this thread went on writing.
      position = await writer.position();
    });
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
        takenTo = position.seq;
        throw error;
      }
    });
  }

  function status(): ProjectorStatus {
    if (halted !== undefined) return { state: 'halted', position, reason: halted };
    return { state: rebuilding ? 'rebuilding' : following > 0 ? 'following' : 'ready', position };
  }

  async function run(signal: AbortSignal): Promise<void> {
    following += 1;
    try {
      const { seq } = await watched(() => catchUp());
      const failing = new AbortController();
      let last: Promise<unknown> = done;
      let began = 0;
      for await (const event of log.follow(seq, { signal: AbortSignal.any([signal, failing.signal]), passed })) {
        if (event.seq < passed()) continue;
        if (turn === undefined) {
          // The first is seen at once; of many that are written one after another, what comes meanwhile is one piece of work.
          await last;
          await pause(Math.max(0, began + GATHERED - performance.now()));
          began = performance.now();
          void setImmediate().then(() => begin());
        }
        last = take([event]);
        last.catch(() => failing.abort());
      }
      await last;
    } finally {
      following -= 1;
    }
  }

  return {
    catchUp: (onProgress) => watched(() => catchUp(onProgress)),
    take,
    prepare,
    announce: () => void (announced = done),
    settled,
    rebuild: (onProgress) => watched(() => rebuild(onProgress)),
    status,
    run,
    async close() {
      begin();
      await done;
      await moved;
      await inTurn(() => writer.close());
    },
  };
}

function nothing(): undefined {}

/** Runs what it is given one after another, whether the one before failed or not. */
function queue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  };
}
