import { sendLines } from '../../../apps/cli/src/send-lines.js';
import { type CaseFile, openParley, readSettings } from '../../../libs/application/src/index.js';
import { startAsking } from '../support/asking.js';
import { csvCase } from '../support/csv-case.js';
import { report } from '../support/line.js';
import { percentile } from '../support/measure.js';
import { inFolder } from '../support/places.js';
import { startServer } from '../support/server.js';

/** How long the lists are that a server is sent, while others ask it. Memory must not grow with them. */
const SIZES = (process.env['BENCH_SERVED_ROWS'] ?? '100000,1000000').split(',').map(Number);

/** How often the server's memory is looked at. Milliseconds. */
const LOOK = 50;

for (const rows of SIZES) await inFolder((folder) => importServed(folder, rows));

async function importServed(folder: string, rows: number): Promise<void> {
  const parley = await openParley(readSettings({ PARLEY_DATA: folder }));
  await parley.importCase(csvCase(1_000, 'small'), 'bench');
  const token = await parley.tokens.create('bench');
  await parley.close();
  const server = await startServer(folder);
  let highest = 0;
  const looking = setInterval(() => (highest = Math.max(highest, server.memory())), LOOK);
  const asking = startAsking(['/health/ready', '/api/v1/negotiations/small/state?at=2005-01-01'].map((path) => server.url + path));
  const start = performance.now();
  const answer = await sendLines(`${server.url}/api/v1/imports`, token, linesOf(csvCase(rows)));
  const seconds = (performance.now() - start) / 1_000;
  const [health, state] = await asking.stop();
  clearInterval(looking);
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
