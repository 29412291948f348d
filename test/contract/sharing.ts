import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openLog } from '#libs/log';
import { openReadModel } from '#libs/read-model';
import { systemClock } from '../../libs/application/src/clock.js';
import { createRecorder } from '../../libs/application/src/writing/recorder.js';
import { saltFrom } from '../../libs/application/src/writing/seal.js';
import { OPENING, submitOf } from '../crash/commands.js';

/**
 * Writes to a ledger whose index it shares with others, looks after each receipt for what it is for, and prints, each on a line, how many submits were seen so. At the
 * end, or before where its input ends.
 * Usage: sharing.ts FOLDER URL LANE SUBMITS
 */
const [, , folder, url, lane, submits] = process.argv;

const log = await openLog(`sqlite:${join(folder!, 'ledger.db')}`);
const index = await openReadModel(url!, { log, threaded: true });
const { readModel, indexer } = index;
const following = new AbortController();
const followed = indexer.run(following.signal);
const recorder = createRecorder({ log, readModel, indexer, clock: systemClock, salt: () => saltFrom(randomBytes) });
await recorder.submit([OPENING], 'ann');

for (let n = 0; n < Number(submits); n += 1) {
  for (const { fact, seq } of await recorder.submit(submitOf(Number(lane), n), 'ann')) {
    const seen = await readModel.factEvents(fact);
    if (!seen.some(({ head }) => head.seq === seq)) throw new Error(`${fact} was written at ${seq} and is not there`);
  }
  process.stdout.write(`${n + 1}\n`);
}
// The check of the whole log against the index, which began meanwhile.
const differing = await index.checked;
if (differing !== undefined) throw new Error(differing.what);
await recorder.close();
following.abort();
await followed;
await index.close();
await log.close();
