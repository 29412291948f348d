import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { realisticSteps } from '../../support/realistic.js';
import { startAsking } from '../support/asking.js';
import { ledgerOf, SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { percentile } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { get, startServer } from '../support/server.js';

/** A server reconciles one negotiation of so many events, over and over, while others ask it for something small. */
const EVENTS = Number(process.env['BENCH_RECONCILED_EVENTS'] ?? 20_000);
const TIMES = 3;

await inFolder(async (folder) => {
  const ledger = await ledgerOf(`reconciled-${EVENTS}-${SEED}`, function* () {
    yield* realisticSteps(shape('large', EVENTS));
    yield* realisticSteps(shape('small', 1_000));
  });
  linkSync(ledger, join(folder, 'ledger.db'));
  const server = await startServer(folder);
  // It is loaded before others ask: how long they wait for that is bar 9.
  await get(`${server.url}/api/v1/negotiations/large/state`);
  const asking = startAsking(['/health/ready', '/api/v1/negotiations/small/state?at=2011-06-01'].map((path) => server.url + path));
  const start = performance.now();
  let bytes = 0;
  for (let time = 0; time < TIMES; time += 1) bytes = (await get(`${server.url}/api/v1/negotiations/large/reconciliation`)).length;
  const seconds = (performance.now() - start) / 1_000 / TIMES;
  const [health, state] = await asking.stop();
  await server.close();
  const what = `reconciling ${EVENTS.toLocaleString('en')} events over HTTP`;
  report({ bar: 13, what: `${what} (${Math.round(bytes / 1e6)} MB), while others ask`, unit: 's', ours: seconds });
  for (const [name, waits] of [['health', health!], ['a state', state!]] as const) {
    report({ bar: 13, what: `${what}: ${name} meanwhile, median of ${waits.length.toLocaleString('en')}`, unit: 'ms', ours: percentile(waits, 0.5) });
    report({ bar: 13, what: `${what}: ${name} meanwhile, p99`, unit: 'ms', ours: percentile(waits, 0.99), asked: { atMost: 50 } });
    report({ bar: 13, what: `${what}: ${name} meanwhile, longest`, unit: 'ms', ours: Math.max(...waits) });
  }
});
