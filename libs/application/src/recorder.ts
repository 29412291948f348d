import { type Command, decide, type Decision, type Known, learn, type LedgerEvent, namesOf, type Receipt } from '#libs/domain';
import { isLogConflict, type Log, type StoredEvent } from '#libs/log';
import type { IndexPosition, ReadModel } from '#libs/read-model';
import { createBreather } from './breather.js';
import { type Clock, nextRecordedAt } from './clock.js';
import { seal, unseal } from './seal.js';

export interface RecorderOptions {
  log: Log;
  readModel: Pick<ReadModel, 'known' | 'position'>;
  /** Indexes everything that the log holds by now. */
  indexer: { catchUp(): Promise<IndexPosition>; take(events: readonly StoredEvent[]): Promise<IndexPosition> };
  clock: Clock;
  /** A fresh salt for each event. */
  salt: () => string;
  /** Give receipts only when the index shows what was written, so that the writer's next read does too. Default true. */
  waitForIndex?: boolean;
  /** How many submits, and how many commands, are written in one batch at most; one submit is never split. */
  maxSubmits?: number;
  maxCommands?: number;
  /** How often a batch is decided anew because another process wrote first. */
  maxAttempts?: number;
}

/** The one way to write. */
export interface Recorder {
  /**
   * Records all of `commands` or none, and answers when they are on disk: one receipt for each, in order. What was recorded before
   * under the same id, with the same content, is answered by its first receipt.
   * @throws Rejection, EventTooLarge, NotCanonical, LogBusy, IndexHalted: nothing was written. After an error of the disk
   * that may be unknown; submitting the same commands again, under the same ids, is always safe.
   */
  submit(commands: readonly Command[], by: string): Promise<Receipt[]>;
  /** Takes no more, and resolves when everything taken has been answered. */
  close(): Promise<void>;
}

/** Other processes kept writing first. Nothing was written; try again. */
export class LogBusy extends Error {
  readonly code = 'log-busy';
  constructor(attempts: number, options?: ErrorOptions) {
    super(`other writers were first ${attempts} times in a row: nothing was written, try again`, options);
    this.name = 'LogBusy';
  }
}

export function isLogBusy(error: unknown): error is LogBusy {
  return error instanceof Error && (error as { code?: unknown }).code === 'log-busy';
}

/** Commands that wait for their turn, and whoever waits for them. */
interface Submit {
  commands: readonly Command[];
  names: ReturnType<typeof namesOf>;
  by: string;
  accept(receipts: Receipt[]): void;
  refuse(error: unknown): void;
}

/** What became of one submit of a batch; told only once the batch is on disk, for until then another process may change it. */
type Outcome = { receipts: Receipt[] } | { error: unknown };

/** A batch as decided on one state of the log. */
interface Draft {
  events: StoredEvent[];
  outcomes: Outcome[];
  /** Of the last event. */
  recordedAt: string;
}

/**
 * The append path: one queue, one batch at a time (group commit).
 *
 * 1. Take the submits that wait, up to a batch.
 * 2. Bring the index to the log's head, and read from it what these commands name.
 * 3. Decide the submits one after another, each on what the ones before it left; one that is refused harms no other.
 * 4. Append all their events at exactly the head that was decided on. Where another process was first: back to 2.
 * 5. Bring the index to what was written.
 * 6. Answer.
 *
 * A crash before 4 has written nothing and answered nobody; after 4 everything is in the log, and the index is brought up on the next start.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { log, readModel, indexer, clock, salt, waitForIndex = true, maxSubmits = 64, maxCommands = 1_000, maxAttempts = 32 } = options;
  const waiting: Submit[] = [];
  let working: Promise<void> | undefined;
  let closed = false;
  /** What this recorder wrote last: as a rule also what the log holds last, which then need not be read. */
  let written: { seq: number; recordedAt: string } | undefined;
  const breathe = createBreather();

  async function work(): Promise<void> {
    // Whoever submits in this turn of the event loop shares the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      await breathe();
      await write(takeBatch());
    }
    working = undefined;
  }

  function takeBatch(): Submit[] {
    const batch = [waiting.shift()!];
    let commands = batch[0]!.commands.length;
    while (waiting.length > 0 && batch.length < maxSubmits && commands + waiting[0]!.commands.length <= maxCommands) {
      const next = waiting.shift()!;
      commands += next.commands.length;
      batch.push(next);
    }
    return batch;
  }

  async function write(batch: readonly Submit[]): Promise<void> {
    try {
      const outcomes = await recordBatch(batch);
      batch.forEach((submit, index) => {
        const outcome = outcomes[index]!;
        if ('receipts' in outcome) submit.accept(outcome.receipts);
        else submit.refuse(outcome.error);
      });
    } catch (error) {
      for (const submit of batch) submit.refuse(error);
    }
  }

  async function recordBatch(batch: readonly Submit[]): Promise<Outcome[]> {
    let conflict: unknown;
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      const state = await newestState(batch);
      if (state === undefined) continue;
      const { known, head } = state;
      const { events, outcomes, recordedAt: recordedUntil } = decideBatch(batch, known, head, await recordedAtOf(head - 1));
      if (events.length === 0) return outcomes;
      await breathe();
      try {
        await log.append(head, events);
        written = { seq: head + events.length - 1, recordedAt: recordedUntil };
      } catch (error) {
        if (!isLogConflict(error)) throw error;
        conflict = error;
        continue;
      }
      // What is on disk is answered as recorded even where the index fails: it says so in its own status, and stops the next batch.
      if (waitForIndex) await indexer.take(events).catch(() => undefined);
      return outcomes;
    }
    throw new LogBusy(maxAttempts, { cause: conflict });
  }

  /** What the commands name, as of `head`; undefined where the index moved on while it was read, for it follows other writers too. */
  async function newestState(batch: readonly Submit[]): Promise<{ known: Known; head: number } | undefined> {
    const { seq } = await indexer.catchUp();
    const known = await readModel.known({
      negotiations: new Set(batch.flatMap(({ names }) => [...names.negotiations])),
      facts: new Set(batch.flatMap(({ names }) => [...names.facts])),
      events: new Set(batch.flatMap(({ names }) => [...names.events])),
    });
    return (await readModel.position()).seq === seq ? { known, head: seq } : undefined;
  }

  async function recordedAtOf(seq: number): Promise<string | undefined> {
    if (seq < 0) return undefined;
    if (written?.seq === seq) return written.recordedAt;
    const [last] = await log.read(seq, 1);
    return last === undefined ? undefined : unseal(last).head.recordedAt;
  }

  function decideBatch(batch: readonly Submit[], known: Known, head: number, lastRecordedAt: string | undefined): Draft {
    const events: StoredEvent[] = [];
    let recordedAt = lastRecordedAt;
    const outcomes = batch.map(({ commands, by }): Outcome => {
      try {
        const nextSeq = head + events.length;
        const decision = decide(known, commands, { by, nextSeq });
        const sealed = decision.drafts.map((draft, index) => {
          recordedAt = nextRecordedAt(recordedAt, clock());
          return seal(draft, { seq: nextSeq + index, recordedAt, salt: salt() });
        });
        const added = sealed.map(unseal);
        // Only now is the submit accepted as a whole: later ones may build on it.
        events.push(...sealed);
        for (const event of added) learn(known, event);
        return { receipts: receiptsOf(decision, added) };
      } catch (error) {
        return { error };
      }
    });
    return { events, outcomes, recordedAt: recordedAt ?? '' };
  }

  return {
    async submit(commands, by) {
      if (closed) throw new Error('the recorder is closed');
      const names = namesOf(commands);
      return new Promise((accept, refuse) => {
        waiting.push({ commands, names, by, accept, refuse });
        working ??= work();
      });
    },
    async close() {
      closed = true;
      await working;
    },
  };
}

function receiptsOf({ receipts }: Decision, added: readonly LedgerEvent[]): Receipt[] {
  return receipts.map((receipt) => {
    if ('repeated' in receipt) return receipt.repeated;
    const { seq, id, fact, revision, recordedAt } = added[receipt.draft]!.head;
    return { seq, id, fact, revision, recordedAt };
  });
}
