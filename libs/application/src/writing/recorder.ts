import { type Command, type LedgerEvent, namesOf, type Receipt } from '#libs/domain';
import { isLogConflict, type Log, type StoredEvent, type Turn } from '#libs/log';
import type { Indexer, ReadModel } from '#libs/read-model';
import { createBreather } from '../breather.js';
import type { Clock } from '../clock.js';
import { draftBatch, type Outcome, type Submit } from './draft-batch.js';
import { createHeadKnowledge } from './knowledge.js';
import { isRedaction, learnOthers } from './learn-others.js';
import { type Meter, NO_METER } from '../meter.js';
import { unseal } from './seal.js';

export interface RecorderOptions {
  log: Log;
  readModel: Pick<ReadModel, 'known'>;
  indexer: Pick<Indexer, 'catchUp' | 'take' | 'announce' | 'status'>;
  clock: Clock;
  /** A fresh salt for each event. */
  salt: () => string;
  meter?: Meter;
  /** How many submits, and how many commands, are written in one batch at most; one submit is never split. */
  maxSubmits?: number;
  maxCommands?: number;
  /** How often a batch is decided anew because another process wrote first. */
  maxAttempts?: number;
  /** How many events the index may lack before writing waits for it: what a reader waits for, too. */
  maxBehind?: number;
}

/** The one way to write. */
export interface Recorder {
  /**
   * Records all of `commands` or none, and answers when they are on disk: one receipt for each, in order. What was recorded before
   * under the same id, with the same content, is answered by its first receipt.
   * @throws Rejection, EventTooLarge, AppendTooLarge, NotCanonical, LogBusy, IndexHalted: nothing was written. After an error of the disk
   * that may be unknown; submitting the same commands again, under the same ids, is always safe.
   */
  submit(commands: readonly Command[], by: string, options?: SubmitOptions): Promise<Receipt[]>;
  /** Somebody is told of everything that was submitted: every question from now on waits until the index holds it. */
  announce(): void;
  /** Reads anew what it knows from the index, which was another than the log's until now. */
  forget(): void;
  /** Takes no more, and resolves when everything taken has been answered. */
  close(): Promise<void>;
}

export interface SubmitOptions {
  /** Nobody is told of it before `announce` is called: until then no question waits for it. Default false. */
  unannounced?: boolean;
}

/** Other processes kept writing first. Nothing was written; try again. */
export class LogBusy extends Error {
  readonly code = 'log-busy';
  constructor(attempts: number, options?: ErrorOptions) {
    super(`other writers were first ${attempts} times in a row: nothing was written, try again`, options);
    this.name = 'LogBusy';
  }
}

/** After so many turns in which nobody else had written, the writer counts as alone. */
const ALONE = 16;

/** How long batches are written before others have their turn, the index's thread among them, which is told and tells what it did in between. Milliseconds. */
const HELD = 2;

/**
 * The append path: one queue, one batch at a time (group commit).
 *
 * 1. Take the submits that wait, up to a batch.
 * 2. Recall what their commands name as it stands at the log's head: what was written lately is known, the rest is read from the index.
 * 3. Decide the submits one after another, each on what the ones before it left; one that is refused harms no other.
 * 4. Append all their events at exactly the size that was decided on. Where another process was first: back to 2, from now on in turns with the others where the engine
 *    has turns (2 to 4 are then done while nobody else can append), until nobody else has written for some turns.
 * 5. Hand them to the indexer, which goes on by itself.
 * 6. Announce them, unless nobody is told yet: whoever asks a question from now on waits until the index holds them. Then answer.
 *
 * A crash before 4 has written nothing and answered nobody; after 4 everything is in the log, and the index is brought up on the next start.
 * An index that can't go on stops the next batch.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { log, readModel, indexer, clock, salt, meter = NO_METER, maxSubmits = 64, maxCommands = 1_000, maxAttempts = 32, maxBehind = 250 } = options;
  const knowledge = createHeadKnowledge(readModel);
  const waiting: Submit[] = [];
  let working: Promise<void> | undefined;
  let closed = false;
  /** What this recorder wrote last: as a rule also what the log holds last, which then need not be read. */
  let written: { seq: number; recordedAt: string } | undefined;
  /** What the indexer has not done yet, oldest first. */
  const indexing: Promise<void>[] = [];
  let behind = 0;
  const breathe = createBreather(HELD);
  /** While others write, too, appending takes turns with them: as many as this, and again after each in which they had written. */
  let turns = 0;

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
      const decided = batch.slice(0, outcomes.length);
      if (decided.some(({ unannounced }) => !unannounced)) indexer.announce();
      decided.forEach((submit, index) => {
        const outcome = outcomes[index]!;
        if ('receipts' in outcome) submit.accept(outcome.receipts);
        else submit.refuse(outcome.error);
      });
      waiting.unshift(...batch.slice(outcomes.length));
    } catch (error) {
      for (const submit of batch) submit.refuse(error);
    }
  }

  async function recordBatch(batch: readonly Submit[]): Promise<Outcome[]> {
    while (behind > maxBehind) await indexing[0];
    let conflict: unknown;
    const began = performance.now();
    for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
      try {
        const outcomes = turns > 0 && log.inTurn !== undefined ? await recordInTurn(batch, began, log.inTurn) : await recordAtHead(batch, began, log);
        if (outcomes !== undefined) return outcomes;
      } catch (error) {
        if (!isLogConflict(error)) throw error;
        turns = ALONE;
        conflict = error;
        meter.conflict();
      }
    }
    meter.gaveUp();
    throw new LogBusy(maxAttempts, { cause: conflict });
  }

  async function recordInTurn(batch: readonly Submit[], began: number, inTurn: NonNullable<Log['inTurn']>): Promise<Outcome[] | undefined> {
    const from = await sizeKnown();
    return inTurn(from, async (turn) => {
      const head = await turn.head();
      turns = head === from ? turns - 1 : ALONE;
      const learned = await learnOthers(head, turn.news, knowledge, { log, indexer });
      const last = turn.news.at(-1);
      if (last !== undefined) written = unseal(last).head;
      return recordAtHead(batch, began, turn, learned);
    });
  }

  /**
   * @param learned what others wrote before, as far as the indexer was not given it
   * @returns undefined where others were seen to have written meanwhile
   */
  async function recordAtHead(batch: readonly Submit[], began: number, place: Pick<Turn, 'append' | 'head'>, learned: readonly StoredEvent[] = []): Promise<Outcome[] | undefined> {
    const head = await sizeKnown();
    const known = await knowledge.recall(namesOfBatch(batch));
    if (known === undefined) {
      knowledge.forget();
      return undefined;
    }
    const { stored, events, outcomes, recordedAt } = await draftBatch(batch, known, head, await recordedAtOf(head - 1), { clock, salt, appendBytes: log.appendBytes, breathe });
    if (events.length === 0) {
      // Nothing is appended, which would show whether others have written.
      if ((await place.head()) === head) return outcomes;
      knowledge.forget();
      return undefined;
    }
    await breathe();
    try {
      await place.append(head, stored);
    } catch (error) {
      // What was learned of this batch is not so.
      knowledge.forget();
      throw error;
    }
    written = { seq: head + events.length - 1, recordedAt };
    remember(learned, stored, events);
    meter.appended(events.length, (performance.now() - began) / 1_000);
    return outcomes;
  }

  /** The size of the log as far as all below is known: at the start, and where others wrote or the index is in trouble, the index must show it first. */
  async function sizeKnown(): Promise<number> {
    const { state } = indexer.status();
    if (state === 'halted' || state === 'rebuilding') knowledge.forget();
    if (knowledge.size() === undefined) knowledge.begin((await indexer.catchUp()).seq);
    return knowledge.size()!;
  }

  /** What is on disk is answered as recorded even where the index fails: it says so in its own status, and stops the next batch. */
  function remember(learned: readonly StoredEvent[], stored: readonly StoredEvent[], events: readonly LedgerEvent[]): void {
    knowledge.wrote(events.length, indexer.status().position.seq);
    // What a redaction takes away is not known by what was written after it.
    if (events.some(isRedaction)) knowledge.forget();
    const all = [...learned, ...stored];
    behind += all.length;
    const done = (): void => {
      behind -= all.length;
      indexing.shift();
    };
    indexing.push(indexer.take(all).then(done, () => (knowledge.forget(), done())));
  }

  async function recordedAtOf(seq: number): Promise<string | undefined> {
    if (seq < 0) return undefined;
    if (written?.seq === seq) return written.recordedAt;
    const [last] = await log.read(seq, 1);
    return last === undefined ? undefined : unseal(last).head.recordedAt;
  }

  return {
    async submit(commands, by, { unannounced = false } = {}) {
      if (closed) throw new Error('the recorder is closed');
      const names = namesOf(commands);
      return new Promise((accept, refuse) => {
        waiting.push({ commands, names, by, unannounced, accept, refuse });
        working ??= work();
      });
    },
    announce: () => indexer.announce(),
    forget: () => knowledge.forget(),
    async close() {
      closed = true;
      await working;
      await Promise.all(indexing);
    },
  };
}

function namesOfBatch(batch: readonly Submit[]): Submit['names'] {
  if (batch.length === 1) return batch[0]!.names;
  const all: Submit['names'] = { negotiations: new Set(), facts: new Set(), events: new Set() };
  for (const { names } of batch) {
    for (const kind of ['negotiations', 'facts', 'events'] as const) for (const id of names[kind]) all[kind].add(id);
  }
  return all;
}
