import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openLog } from '#libs/log';
import { compareIndex, openIndexed } from '#libs/read-model';
import { openKeptCheckpoints } from './notary/kept-checkpoints.js';
import { notaryPlaces } from './notary/open-notary.js';
import type { Settings } from './settings.js';
import { type Verification, verifyLog } from './verify.js';

export interface VerifyOptions {
  /** Leaves out building the index anew and comparing all its rows. */
  quick?: boolean;
  /** Events that were read, or projected, and of how many. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Verifies the ledger of the data folder beside whoever else has it open; nothing is brought up to date or repaired.
 * @throws Error with code `file-not-found` where there is no ledger
 */
export async function verifyLedger(settings: Settings, { quick = false, onProgress }: VerifyOptions = {}): Promise<Verification> {
  const file = join(settings.PARLEY_DATA, 'ledger.db');
  const url = settings.PARLEY_LOG ?? `sqlite:${file}`;
  const missing = settings.PARLEY_LOG === undefined && !(await access(file).then(() => true, () => false));
  if (missing) throw Object.assign(new Error(`there is no ledger at ${file}: name its folder with --data`), { code: 'file-not-found' });
  const log = await openLog(url);
  const path = join(settings.PARLEY_DATA, 'index.db');
  const index = await openIndexed(path);
  const kept = await openKeptCheckpoints(notaryPlaces(settings).checkpoints);
  try {
    const verified = await verifyLog(log, { indexed: index?.indexed, kept }, onProgress);
    if (quick || index === undefined || verified.discrepancy !== undefined) return verified;
    const discrepancy = await compareIndex(log, path, onProgress);
    return { ...verified, rows: true, ...(discrepancy === undefined ? {} : { discrepancy }) };
  } finally {
    kept?.close();
    await index?.close();
    await log.close();
  }
}
