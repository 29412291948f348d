import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startKurrentDouble } from '../support/kurrentdb-double/index.js';
import { startPostgres } from '../support/postgres.js';
import { randomOf } from '../support/random.js';
import { doubleToBreak, postgresToBreak } from './breakables.js';
import { breakLog } from './breaking.js';

/** Usage: npm run break -- [--engine postgres|kurrentdb-double] [--processes 4] [--seconds 60] [--seed N]. Exit 1 where a promise was broken. */
const { values } = parseArgs({
  options: { engine: { type: 'string', default: 'postgres' }, processes: { type: 'string', default: '4' }, seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: String(randomInt(2 ** 31)) } },
});
const seed = Number(values.seed);
const postgres = values.engine === 'postgres' ? await startPostgres() : undefined;
const double = postgres === undefined ? await startKurrentDouble() : undefined;
console.log(`seed ${seed}, ${values.processes} processes on ${values.engine}`);
const breakable = postgres === undefined ? doubleToBreak(double!, randomOf(seed)) : await postgresToBreak(postgres);
const { events, acknowledged, operations, unheard, broken } = await breakLog(breakable, { processes: Number(values.processes), forMs: Number(values.seconds) * 1_000, seed, report: console.log });
await postgres?.stop();
await double?.stop();
console.log(`${Object.entries(broken).map(([name, times]) => `${name} ${times}`).join(', ')}: ${events} events, ${acknowledged} acknowledged, none lost, none doubled; ${operations} operations on shared facts are linearizable, of ${unheard} nobody heard the end; one root and one answer`);
