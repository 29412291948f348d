import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { openParley, readSettings } from '../../../libs/application/src/index.js';
import type { Command } from '../../../libs/domain/src/index.js';
import { startPostgres } from '../../support/postgres.js';
import { realisticSteps } from '../../support/realistic.js';
import { barePostgresRate, emmettPostgresRate } from '../support/bare-postgres.js';
import { eventsOf, shape, sourcesFirst } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns, median, percentile, ROUNDS } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { writeRate } from '../support/writer.js';

/** Facts before the clock starts, of every contestant; of several processes together. */
const WARM_UP = 8_000;
const ONE = 2_000;
const MANY = 8_000;
const SHARED = 12_000;
const LANES = 16;
const FOLLOWED = 200;

const run = promisify(execFile);
const postgres = await startPostgres();
try {
  await oneWriter();
  await manyWriters();
  await fourProcesses();
  await following();
} finally {
  await postgres.stop();
}

async function oneWriter(): Promise<void> {
  const commands = [...realisticSteps(shape('talks', WARM_UP + ONE))].map(({ command }) => command);
  const events = eventsOf(shape('talks', WARM_UP + ONE));
  const rates = await inTurns([
    { name: 'Parley', run: () => inFolder(async (folder) => writeRate(folder, commands, { writers: 1, warmUp: WARM_UP, url: await postgres.createDatabase() })) },
    { name: 'pg', run: async () => barePostgresRate(await postgres.createDatabase(), events, 1, WARM_UP) },
    { name: 'Emmett', run: async () => emmettPostgresRate(await postgres.createDatabase(), events.slice(0, WARM_UP + 300), 1, WARM_UP) },
  ]);
  const what = 'PostgreSQL, one durable fact at a time';
  report({ bar: 15, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'pg, a commit each', value: rates['pg']! }, asked: { atLeast: 0.5 } });
  report({ bar: 15, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'Emmett on PostgreSQL', value: rates['Emmett']! }, asked: { atLeast: 1.5 } });
}

async function manyWriters(): Promise<void> {
  const steps = realisticSteps(shape('talks', WARM_UP + MANY, { revised: 0, mended: 0, retracted: 0 }));
  const commands = sourcesFirst([...steps].map(({ command }) => command));
  const events = eventsOf(shape('talks', WARM_UP + MANY));
  const rates = await inTurns([
    { name: 'Parley', run: () => inFolder(async (folder) => writeRate(folder, commands, { writers: 64, warmUp: WARM_UP, url: await postgres.createDatabase() })) },
    { name: 'pg', run: async () => barePostgresRate(await postgres.createDatabase(), events, 100, WARM_UP) },
    { name: 'Emmett', run: async () => emmettPostgresRate(await postgres.createDatabase(), events.slice(0, WARM_UP + 3_000), 100, WARM_UP) },
  ]);
  const what = 'PostgreSQL, 64 writers, one fact each at a time';
  report({ bar: 16, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'pg, 100 to a statement', value: rates['pg']! }, asked: { atLeast: 0.2 } });
  report({ bar: 16, what, unit: 'facts/s', ours: rates['Parley']!, baseline: { name: 'Emmett on PostgreSQL, batches of 100', value: rates['Emmett']! }, asked: { atLeast: 1 } });
}

/** Each process has an index of its own, which takes in what all of them write. */
async function fourProcesses(): Promise<void> {
  const fairness: number[] = [];
  /** Facts a second of so many processes together. */
  const rateOf = (processes: number): Promise<number> => inFolder(async (folder) => {
    const url = await postgres.createDatabase();
    const each = SHARED / processes;
    const writers = Array.from({ length: processes }, async (_, n) => {
      const { stdout } = await run(process.execPath, ['--import', './test/support/typescript.mjs', 'test/contract/recording.ts', join(folder, `${n}`), url, `p${n}`, `${each}`, `${LANES}`, `${processes}`, `${WARM_UP / processes}`], { maxBuffer: 2 ** 26 });
      return (JSON.parse(stdout) as { seconds: number }).seconds;
    });
    const seconds = await Promise.all(writers);
    if (processes > 1) fairness.push(Math.min(...seconds) / Math.max(...seconds));
    return SHARED / Math.max(...seconds);
  });
  const rates = await inTurns([{ name: 'four processes', run: () => rateOf(4) }, { name: 'one process', run: () => rateOf(1) }]);
  report({ bar: 17, what: `PostgreSQL, four processes with ${LANES} writers each, together`, unit: 'facts/s', ours: rates['four processes']!, baseline: { name: 'one process', value: rates['one process']! }, asked: { atLeast: 0.8 } });
  report({ bar: 17, what: 'the slowest of them, of the fastest', unit: '×', ours: median(fairness), asked: { atLeast: 0.25 } });
}

/** From the receipt on one node until another answers with the fact; both in this process. */
async function following(): Promise<void> {
  await inFolder(async (folder) => {
    const url = await postgres.createDatabase();
    const node = (name: string) => openParley(readSettings({ PARLEY_DATA: join(folder, name), PARLEY_LOG: url, PARLEY_CHECKPOINT_SECONDS: '0' }));
    const [here, there] = [await node('here'), await node('there')];
    const commands: Command[] = sourcesFirst([...realisticSteps(shape('talks', FOLLOWED * ROUNDS))].map(({ command }) => command));
    const waits: number[] = [];
    for (const command of commands) {
      const [receipt] = await here.submit([command], 'bench');
      const start = performance.now();
      while ((await there.readiness()).index.position <= receipt!.seq) await setImmediate();
      waits.push(performance.now() - start);
    }
    await here.close();
    await there.close();
    report({ bar: 18, what: 'a fact written on one node answers on another, median', unit: 'ms', ours: median(waits), asked: { atMost: 50 } });
    report({ bar: 18, what: 'the same, p99', unit: 'ms', ours: percentile(waits, 0.99), asked: { atMost: 250 } });
  });
}
