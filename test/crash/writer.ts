import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '#libs/log';
import { openReadModel } from '#libs/read-model';
import { systemClock } from '../../libs/application/src/clock.js';
import { createRecorder } from '../../libs/application/src/writing/recorder.js';
import { saltFrom } from '../../libs/application/src/writing/seal.js';
import { LANES, OPENING, submitOf } from './commands.js';

/**
 * Records for ever, all lanes at once, until it is killed. Prints a line for each submit once it is acknowledged.
 * Usage: writer.ts FOLDER FIRST…  (FOLDER holds ledger and index; FIRST is each lane's first submit that was not acknowledged yet)
 */
const [folder, ...first] = process.argv.slice(2);
const log = await openLog(`sqlite:${join(folder!, 'ledger.db')}`);
const { readModel, indexer } = await openReadModel(join(folder!, 'index.db'), { log, threaded: true });
const recorder = createRecorder({ log, readModel, indexer, clock: systemClock, salt: () => saltFrom(randomBytes) });

// Written in one go, past any buffer of this process: what was printed was acknowledged, and nothing printed is lost with it.
const print = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`);

await recorder.submit([OPENING], 'writer');
print('ready');
await Promise.all(
  Array.from({ length: LANES }, async (_, lane) => {
    for (let n = Number(first[lane]); ; n += 1) print({ lane, n, receipts: await recorder.submit(submitOf(lane, n), `lane-${lane}`) });
  }),
);
