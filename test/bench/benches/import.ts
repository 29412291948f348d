import { join } from 'node:path';
import { openParley } from '../../../libs/application/src/index.js';
import { readSettings } from '../../../libs/application/src/settings.js';
import { bareRate } from '../support/bare.js';
import { csvCase } from '../support/csv-case.js';
import { eventsOf, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { watchLoop } from '../support/loop.js';
import { inTurns, percentile } from '../support/measure.js';
import { inFolder } from '../support/places.js';

const ROWS = Number(process.env['BENCH_IMPORT_ROWS'] ?? 100_000);

const files = csvCase(ROWS);
const events = eventsOf(shape('talks', ROWS));
const delays: number[] = [];

async function importRate(folder: string): Promise<number> {
  const parley = await openParley(readSettings({ PARLEY_DATA: folder }), { threaded: true });
  const loop = watchLoop();
  const start = performance.now();
  const { counts } = await parley.importCase(files, 'bench');
  // The clock stops when the index is at the head of the log.
  await parley.root();
  const seconds = (performance.now() - start) / 1_000;
  loop.stop();
  for (const delay of loop.delays) delays.push(delay);
  await parley.close();
  return counts.recorded / seconds;
}

const rates = await inTurns([
  { name: 'Parley', run: () => inFolder(importRate) },
  { name: 'better-sqlite3', run: () => inFolder(async (folder) => bareRate(join(folder, 'bare.db'), events, 1_000)) },
]);
report({ bar: 3, what: `importing ${ROWS.toLocaleString('en')} facts from CSV, end to end`, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'better-sqlite3, batches of 1000', value: rates['better-sqlite3']! }, asked: { atLeast: 0.1 } });
report({ bar: 3, what: 'waiting for the event loop meanwhile, p99', unit: 'ms', ours: percentile(delays, 0.99), asked: { atMost: 50 } });
report({ bar: 3, what: 'waiting for the event loop meanwhile, longest', unit: 'ms', ours: Math.max(...delays), asked: { atMost: 50 } });
