import { setTimeout } from 'node:timers/promises';
import { sendLines } from '../../../apps/cli/src/send-lines.js';
import { type CaseFile, openParley, readSettings } from '../../../libs/application/src/index.js';
import { csvCase } from '../support/csv-case.js';
import { report } from '../support/line.js';
import { percentile } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { get, startServer } from '../support/server.js';

/** How long the lists are that a server is sent, while others ask it. Memory must not grow with them. */
const SIZES = (process.env['BENCH_SERVED_ROWS'] ?? '100000,1000000').split(',').map(Number);

/** Milliseconds between two questions of one kind. */
const PAUSE = 10;

for (const rows of SIZES) await inFolder((folder) => importServed(folder, rows));

async function importServed(folder: string, rows: number): Promise<void> {
  const parley = await openParley(readSettings({ PARLEY_DATA: folder }));
  await parley.importCase(csvCase(1_000, 'small'), 'bench');
  const token = await parley.tokens.create('bench');
  await parley.close();
  const server = await startServer(folder);
  let importing = true;
  let highest = 0;
  async function ask(path: string): Promise<number[]> {
    const waits: number[] = [];
    for (await get(server.url + path); importing; await setTimeout(PAUSE)) {
      const start = performance.now();
      await get(server.url + path);
      waits.push(performance.now() - start);
      highest = Math.max(highest, server.memory());
    }
    return waits;
  }
  const asked = [ask('/health/ready'), ask('/api/v1/negotiations/small/state?at=2005-01-01')];
  const start = performance.now();
  const answer = await sendLines(`${server.url}/api/v1/imports`, token, linesOf(csvCase(rows)));
  const seconds = (performance.now() - start) / 1_000;
  importing = false;
  const [health, state] = await Promise.all(asked);
  await server.close();
  if (answer.status !== 201) throw new Error(`the import was answered by ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  const what = `importing ${rows.toLocaleString('en')} facts over HTTP`;
  report({ bar: 3, what, unit: 'facts/s', ours: rows / seconds });
  report({ bar: 3, what: `${what}: most memory of the server`, unit: 'MB', ours: highest });
  for (const [name, waits] of [['health', health!], ['a state', state!]] as const) {
    report({ bar: 3, what: `${what}: ${name} meanwhile, p99 of ${waits.length.toLocaleString('en')}`, unit: 'ms', ours: percentile(waits, 0.99), asked: { atMost: 50 } });
    report({ bar: 3, what: `${what}: ${name} meanwhile, longest`, unit: 'ms', ours: Math.max(...waits), asked: { atMost: 50 } });
  }
}

function* linesOf(files: readonly CaseFile[]): Generator<string, void> {
  for (const { path, text } of files) for (const piece of typeof text === 'string' ? [text] : text) yield `${JSON.stringify({ path, text: piece })}\n`;
}
