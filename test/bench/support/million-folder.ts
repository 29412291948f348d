import { existsSync, linkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openLog } from '../../../libs/log/src/index.js';
import { openReadModel } from '../../../libs/read-model/src/index.js';
import { millionLedger, SEED } from './ledgers.js';
import { keptPath } from './places.js';

/** A data folder with the ledger of a million events and a current index, both closed in good order; kept for later runs. */
export async function millionFolder(): Promise<string> {
  const ledger = await millionLedger();
  const folder = keptPath(`million-${SEED}`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, 'ledger.db'))) linkSync(ledger, join(folder, 'ledger.db'));
  const index = join(folder, 'index.db');
  if (!existsSync(index)) process.stderr.write('  building the index of the million events (kept for later runs)\n');
  const log = await openLog(`sqlite:${join(folder, 'ledger.db')}`);
  await (await openReadModel(index, { log })).close();
  await log.close();
  return folder;
}
