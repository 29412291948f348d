import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { openLog } from '#libs/log';
import { openReadModel } from '#libs/read-model';
import { systemClock } from '../../libs/application/src/clock.js';
import { createRecorder } from '../../libs/application/src/writing/recorder.js';
import { saltFrom } from '../../libs/application/src/writing/seal.js';
import { OPENING, submitOf } from '../crash/commands.js';

/**
 * Writes so much that the index gets a thread of its own, and prints what came out as one line of JSON.
 * Usage: threaded.ts FOLDER
 */
const LANES = 8;
const EACH = 60;

const folder = process.argv[2]!;
const threads: Worker[] = [];
process.on('worker', (worker) => threads.push(worker));

const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
const index = await openReadModel(join(folder, 'index.db'), { log, threaded: true });
const { readModel, indexer } = index;
const recorder = createRecorder({ log, readModel, indexer, clock: systemClock, salt: () => saltFrom(randomBytes) });
await recorder.submit([OPENING], 'ann');

/** Writes, and after each receipt looks for what it is for. @returns how often it was not there */
async function writeAndLook(from: number): Promise<number> {
  let unseen = 0;
  const lane = async (name: number): Promise<void> => {
    for (let n = from; n < from + EACH; n += 1) {
      for (const { fact, seq } of await recorder.submit(submitOf(name, n), 'ann')) {
        const seen = await readModel.factEvents(fact);
        if (!seen.some(({ head }) => head.seq === seq)) unseen += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, name) => lane(name)));
  return unseen;
}

const unseen = await writeAndLook(0);
// A rebuild in the middle of it, in the thread.
const [unseenLater] = await Promise.all([writeAndLook(EACH), indexer.rebuild()]);

// A row in the way of the next fact, put there behind the projector's back: it halts, is seen to, and stops who writes.

const meddler = new Database(join(folder, 'index.db'));
meddler.pragma('foreign_keys = OFF');
meddler.exec(`INSERT INTO claims (seq, claim, negotiation, fact, type, happened, ordinal, rank, speaks) VALUES (${await log.head()}, 0, '', '', '', '', 0, '', 0)`);
await recorder.submit(submitOf(LANES, 0), 'ann');
const position = await readModel.position();
const halted = indexer.status();
const refused = await recorder.submit(submitOf(LANES, 2), 'ann').catch((error: Error) => error.message);
meddler.exec("DELETE FROM claims WHERE fact = ''");
meddler.close();
const [taken] = await recorder.submit(submitOf(LANES, 2), 'ann');
const shown = await readModel.factEvents(taken!.fact);

// Left to be indexed by the closing.
const last = await recorder.submit(submitOf(LANES, 3), 'ann');
await recorder.close();
await index.close();
await log.close();
const alive = threads.filter(({ threadId }) => threadId !== -1).length;
process.stdout.write(`${JSON.stringify({ threads: threads.length, alive, unseen, unseenLater, halted, position, refused, shown: shown.length, size: last.at(-1)!.seq + 1 })}\n`);
