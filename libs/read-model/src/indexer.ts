import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import type { Log, StoredEvent } from '#libs/log';
import { createIndexWork, type OnProgress } from './index-work.js';
import type { IndexWriter } from './index-writer.js';
import { createIntake, type Intake } from './intake.js';
import type { IndexPosition } from './read-model.js';

/** How long what others write is gathered before more of it is indexed. Milliseconds. */
const GATHERED = 20;

/** Who has taken more events than this goes on in a thread of its own, which takes some tenths of a second to start. */
const FEW = 200;

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
  const work = await createIndexWork(log, writer, purge, unclean, () => intake.startOver());
  const intake = createIntake(work);
  let following = 0;
  let taken = 0;
  let moved: Promise<void> | undefined;

  function take(events: readonly StoredEvent[]): Promise<IndexPosition> {
    taken += events.length;
    if (taken > FEW) prepare();
    return intake.take(events);
  }

  function prepare(): void {
    moved ??= moveToThread();
  }

  /** A thread that can't be had is done without. */
  async function moveToThread(): Promise<void> {
    const threaded = await openThread?.().catch(() => undefined);
    if (threaded !== undefined) await work.goOnWith(threaded);
  }

  function status(): ProjectorStatus {
    const [position, reason] = [work.position(), work.halted()];
    if (reason !== undefined) return { state: 'halted', position, reason };
    return { state: work.isRebuilding() ? 'rebuilding' : following > 0 ? 'following' : 'ready', position };
  }

  async function run(signal: AbortSignal): Promise<void> {
    following += 1;
    try {
      const { seq } = await work.catchUp();
      await takeAll(log, seq, { ...intake, take }, signal);
    } finally {
      following -= 1;
    }
  }

  return {
    catchUp: work.catchUp,
    take,
    prepare,
    announce: intake.announce,
    settled: intake.settled,
    rebuild: work.rebuild,
    status,
    run,
    async close() {
      intake.begin();
      await intake.done();
      await moved;
      await work.close();
    },
  };
}

/** Takes what is written to the log from `from` on, until `signal` aborts or the log is closed; throws where it can't be indexed. */
async function takeAll(log: Log, from: number, intake: Intake, signal: AbortSignal): Promise<void> {
  const failing = new AbortController();
  let last: Promise<unknown> = intake.done();
  let began = 0;
  for await (const event of log.follow(from, { signal: AbortSignal.any([signal, failing.signal]), passed: intake.passed })) {
    if (event.seq < intake.passed()) continue;
    if (intake.isEmpty()) {
      // The first is seen at once; of many that are written one after another, what comes meanwhile is one piece of work.
      await last;
      await pause(Math.max(0, began + GATHERED - performance.now()));
      began = performance.now();
      void setImmediate().then(intake.begin);
    }
    last = intake.take([event]);
    last.catch(() => failing.abort());
  }
  await last;
}
