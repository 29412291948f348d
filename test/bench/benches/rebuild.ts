import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openLog } from '../../../libs/log/src/index.js';
import { openReadModel } from '../../../libs/read-model/src/index.js';
import { realisticSteps } from '../../support/realistic.js';
import { ledgerOf, millionLedger, SEED, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns, timed } from '../support/measure.js';
import { inFolder } from '../support/places.js';

/** A million where nothing else is asked: with a few minutes for each round. */
const EVENTS = Number(process.env['BENCH_REBUILD_EVENTS'] ?? 1_000_000);

const path = EVENTS === 1_000_000 ? await millionLedger() : await ledgerOf(`rebuild-${EVENTS}-${SEED}`, () => realisticSteps(shape('large', EVENTS)));
const log = await openLog(`sqlite:${path}`);
const size = await log.head();

/**
 * Milliseconds that better-sqlite3 alone takes for the rows of an index: its schema as it stands, its settings, all rows table by table in one
 * transaction. Reading them is timed by itself and taken off.
 */
async function insertTime(from: string, to: string): Promise<number> {
  const source = new Database(from, { readonly: true });
  const target = new Database(to);
  target.pragma('journal_mode = WAL');
  target.pragma('synchronous = NORMAL');
  target.pragma('wal_autocheckpoint = 8000');
  target.pragma('cache_size = -65536');
  target.pragma('foreign_keys = OFF');
  const made = source.prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'statements_search_%' AND type <> 'view'").all() as { type: string; name: string; sql: string }[];
  for (const { sql } of made) target.exec(sql);
  const tables = made.filter(({ type, sql }) => type === 'table' && !/^CREATE VIRTUAL/.test(sql)).map(({ name }) => name);
  const readers = tables.map((name) => {
    const columns = source.pragma(`table_info("${name}")`) as { name: string }[];
    const insert = target.prepare(`INSERT INTO "${name}" VALUES (${columns.map(() => '?').join(', ')})`);
    return { rows: source.prepare(`SELECT * FROM "${name}"`).raw(), insert };
  });
  let seen = 0;
  const reading = await timed(() => {
    for (const { rows } of readers) for (const _ of rows.iterate()) seen += 1;
  });
  const insertAll = target.transaction(() => {
    for (const { rows, insert } of readers) for (const row of rows.iterate() as Iterable<unknown[]>) insert.run(...row);
  });
  const both = await timed(insertAll);
  target.close();
  source.close();
  process.stderr.write(`  ${seen} rows; reading them ${Math.round(reading)} ms of ${Math.round(both)} ms\n`);
  return both - reading;
}

await inFolder(async (folder) => {
  const built = (round: number): string => join(folder, `index-${round}.db`);
  const rates = await inTurns([
    {
      name: 'Parley',
      run: async (round) => size / ((await timed(async () => (await openReadModel(built(round), { log })).close())) / 1_000),
    },
    { name: 'better-sqlite3', run: async (round) => size / ((await insertTime(built(round), join(folder, `copy-${round}.db`))) / 1_000) },
  ]);
  report({ bar: 5, what: `building the index of ${size.toLocaleString('en')} events`, unit: 'events/s', ours: rates['Parley']!, baseline: { name: 'better-sqlite3, the same rows and indexes', value: rates['better-sqlite3']! }, asked: { atLeast: 0.25 } });
});
await log.close();
