import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { compare } from './agreement.js';
import { cases } from './generate.js';
import { startPostgres } from '../support/postgres.js';
import { inMemory, inPostgres } from './index-answers.js';

/** Usage: npm run agree -- [--runs 2000] [--seed N] [--index sqlite|postgres]. Exit 1, with a shrunk counter-example, where they differ. */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '2000' }, seed: { type: 'string', default: '20110713' }, index: { type: 'string', default: 'sqlite' } } });

if (!['sqlite', 'postgres'].includes(values.index)) throw new Error(`--index is sqlite or postgres, not ${values.index}`);
const postgres = values.index === 'postgres' ? await startPostgres() : undefined;
const index = postgres === undefined ? await inMemory() : await inPostgres(await postgres.createDatabase());
const tally = { histories: 0, moments: 0, questions: 0 };
console.log(`seed ${values.seed}`);
const result = fc.check(fc.property(cases, (one) => compare(index, one, tally)), { seed: Number(values.seed), numRuns: Number(values.runs) });
await index.close();
await postgres?.stop();
if (result.failed) {
  console.log(fc.defaultReportMessage(result), `\n${(result.errorInstance as Error).message}`);
  process.exitCode = 1;
}
console.log(`${tally.histories} histories at ${tally.moments} moments: trees, fold and SQL ${result.failed ? 'differ' : `agree on ${tally.questions} values`}`);
