import { join } from 'node:path';
import { realisticSteps } from '../../support/realistic.js';
import { bareRate } from '../support/bare.js';
import { emmettRate } from '../support/emmett.js';
import { eventsOf, shape, sourcesFirst } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { writeRate } from '../support/writer.js';

/** So many that the index has its thread, and the engine has compiled what both run often. */
const WARM_UP = 8_000;
const COUNTED = 20_000;
const WRITERS = 64;

/** Writers overtake each other: each of their facts stands alone. */
const steps = realisticSteps(shape('talks', WARM_UP + COUNTED, { revised: 0, mended: 0, retracted: 0 }));
const commands = sourcesFirst([...steps].map(({ command }) => command));
const events = eventsOf(shape('talks', COUNTED));

const rates = await inTurns([
  { name: 'Parley', run: () => inFolder((folder) => writeRate(folder, commands, { writers: WRITERS, warmUp: WARM_UP })) },
  { name: 'better-sqlite3', run: () => inFolder(async (folder) => bareRate(join(folder, 'bare.db'), events, 100)) },
  { name: 'Emmett', run: () => inFolder((folder) => emmettRate(join(folder, 'emmett.db'), 'default', events.slice(0, 5_000), 100)) },
]);
const what = `${WRITERS} writers, one fact each at a time`;
report({ bar: 2, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'better-sqlite3, batches of 100', value: rates['better-sqlite3']! }, asked: { atLeast: 0.15 } });
report({ bar: 2, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'Emmett as it comes, batches of 100', value: rates['Emmett']! }, asked: { atLeast: 1 } });
