import { report } from '../support/line.js';
import { inTurns } from '../support/measure.js';
import { millionFolder } from '../support/million-folder.js';
import { get, startServer } from '../support/server.js';

const folder = await millionFolder();

/** From the start of the process to the first answer of the negotiation that is not the large one. Milliseconds. */
async function firstAnswer(): Promise<number> {
  const start = performance.now();
  const server = await startServer(folder);
  await get(`${server.url}/api/v1/negotiations/small/state?at=2005-01-01`);
  const taken = performance.now() - start;
  await server.close();
  return taken;
}

const times = await inTurns([{ name: 'Parley', run: firstAnswer }]);
report({ bar: 10, what: 'start with 1,001,000 events and a current index, to the first answer', unit: 'ms', ours: times['Parley']!, asked: { atMost: 2_000 } });
