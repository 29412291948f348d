import { join } from 'node:path';
import { realisticSteps } from '../../support/realistic.js';
import { bareRate } from '../support/bare.js';
import { emmettRate } from '../support/emmett.js';
import { eventsOf, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { writeRate } from '../support/writer.js';

/** So many that the engine has compiled what it runs often. */
const WARM_UP = 8_000;
const COUNTED = 1_500;

const commands = [...realisticSteps(shape('talks', WARM_UP + COUNTED))].map(({ command }) => command);
const events = eventsOf(shape('talks', COUNTED));

const rates = await inTurns([
  { name: 'Parley', run: () => inFolder((folder) => writeRate(folder, commands, { writers: 1, warmUp: WARM_UP })) },
  { name: 'better-sqlite3', run: () => inFolder(async (folder) => bareRate(join(folder, 'bare.db'), events, 1)) },
  { name: 'Emmett', run: () => inFolder((folder) => emmettRate(join(folder, 'emmett.db'), 'shared', events.slice(0, 300), 1)) },
]);
const what = 'one durable fact at a time';
report({ bar: 1, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'better-sqlite3, a commit each', value: rates['better-sqlite3']! }, asked: { atLeast: 0.5 } });
report({ bar: 1, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'Emmett, shared connection', value: rates['Emmett']! }, asked: { atLeast: 3 } });
