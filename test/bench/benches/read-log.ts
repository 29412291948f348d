import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openLog } from '../../../libs/log/src/index.js';
import { unseal } from '../../../libs/application/src/writing/seal.js';
import { openEmmett } from '../support/emmett.js';
import { appendAll, eventsOf, shape } from '../support/ledgers.js';
import { report } from '../support/line.js';
import { inTurns } from '../support/measure.js';
import { inFolder } from '../support/places.js';

const EVENTS = 50_000;

await inFolder(async (folder) => {
  const events = eventsOf(shape('talks', EVENTS));
  const path = join(folder, 'ledger.db');
  const log = await openLog(`sqlite:${path}`);
  await appendAll(log, [events]);
  const emmett = await openEmmett(join(folder, 'emmett.db'), 'shared');
  for (let at = 0; at < events.length; at += 100) await emmett.append(events.slice(at, at + 100));

  async function throughTheLog(): Promise<number> {
    let seen = 0;
    for (let from = 0; from < EVENTS; from += 1_000) for (const event of await log.read(from, 1_000)) seen += unseal(event).head.revision > 0 ? 1 : 0;
    return seen;
  }

  const db = new Database(path, { readonly: true });
  const scan = db.prepare<[], { head: string; body: string }>('SELECT head, body FROM heads JOIN bodies USING (seq) ORDER BY seq');
  function bare(): number {
    let seen = 0;
    for (const { head, body } of scan.iterate()) seen += (JSON.parse(head) as { revision: number }).revision > 0 && JSON.parse(body) !== null ? 1 : 0;
    return seen;
  }

  const rateOf = async (read: () => number | Promise<number>): Promise<number> => {
    const start = performance.now();
    const seen = await read();
    if (seen !== EVENTS) throw new Error(`read ${seen} of ${EVENTS} events`);
    return seen / ((performance.now() - start) / 1_000);
  };
  const rates = await inTurns([
    { name: 'Parley', run: () => rateOf(throughTheLog) },
    { name: 'better-sqlite3', run: () => rateOf(bare) },
    { name: 'Emmett', run: () => rateOf(emmett.read) },
  ]);
  const what = 'reading the log, heads and bodies parsed';
  report({ bar: 4, what, unit: 'events/s', ours: rates['Parley']!, baseline: { name: 'better-sqlite3 scan and JSON.parse', value: rates['better-sqlite3']! }, asked: { atLeast: 0.7 } });
  report({ bar: 4, what, unit: 'events/s', ours: rates['Parley']!, baseline: { name: 'Emmett readStream', value: rates['Emmett']! }, asked: { atLeast: 2 } });
  db.close();
  emmett.close();
  await log.close();
});
