import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { instantText } from '#libs/domain';
import { openLog } from '#libs/log';
import { NoteRefused, openCheckpoint, type OpenedCheckpoint, parseVerifierKey } from '#libs/proof';
import { compareIndex, openIndexed } from '#libs/read-model';
import { type Clock, systemClock } from '../clock.js';
import { readKeyFile, verifiersOf } from '../notary/key-file.js';
import { type KeptCheckpoints, openKeptCheckpoints } from '../notary/kept-checkpoints.js';
import { notaryPlaces } from '../notary/open-notary.js';
import { indexPlace, type Settings } from '../settings.js';
import { type Believed, type Verification, verifyLog } from './verify.js';

export interface VerifyOptions {
  /** Verifier keys as the publisher prints them, of which one must have signed the newest checkpoint. Default: those in the file of the signing key. */
  keys?: readonly string[] | undefined;
  /** A checkpoint that whoever asks has kept: the ledger must begin with its events. */
  checkpoint?: string | undefined;
  /** Leaves out building the index anew and comparing all its rows. */
  quick?: boolean;
  /** Events that were read, or projected, and of how many. */
  onProgress?: (done: number, total: number) => void;
  clock?: Clock;
}

/**
 * Verifies the ledger of the data folder beside whoever else has it open; nothing is brought up to date or repaired.
 * @throws Error with code `file-not-found` where there is no ledger; BadKey; NoteRefused where the checkpoint that was given is none of this log; SettingsError
 */
export async function verifyLedger(settings: Settings, { keys, checkpoint, quick = false, onProgress, clock = systemClock }: VerifyOptions = {}): Promise<Verification> {
  const file = join(settings.PARLEY_DATA, 'ledger.db');
  const url = settings.PARLEY_LOG ?? `sqlite:${file}`;
  const missing = settings.PARLEY_LOG === undefined && !(await access(file).then(() => true, () => false));
  if (missing) throw Object.assign(new Error(`there is no ledger at ${file}: name its folder with --data`), { code: 'file-not-found' });
  const kept = await openKeptCheckpoints(notaryPlaces(settings).checkpoints);
  const place = indexPlace(settings);
  const index = await openIndexed(place);
  const log = await openLog(url);
  try {
    const believed = await believedKeys(settings, keys, kept);
    const given = checkpoint === undefined ? undefined : openGiven(checkpoint, [...believed.keys, ...(kept?.keys ?? [])]);
    const verified = { ...(await verifyLog(log, { indexed: index?.indexed, kept, believed, given }, onProgress)), witnesses: cosignings(settings, kept, clock) };
    if (quick || index === undefined || verified.discrepancy !== undefined) return verified;
    const discrepancy = await compareIndex(log, place, onProgress);
    return { ...verified, rows: true, ...(discrepancy === undefined ? {} : { discrepancy }) };
  } finally {
    kept?.close();
    await index?.close();
    await log.close();
  }
}

async function believedKeys(settings: Settings, given: readonly string[] | undefined, kept: KeptCheckpoints | undefined): Promise<Believed> {
  given?.forEach(parseVerifierKey);
  if (given !== undefined) return { keys: given, from: 'given' };
  const ring = await readKeyFile(notaryPlaces(settings).keyFile);
  return ring === undefined ? { keys: kept?.keys ?? [], from: 'checkpoints' } : { keys: verifiersOf(ring), from: 'key-file' };
}

function openGiven(note: string, keys: readonly string[]): OpenedCheckpoint {
  try {
    return openCheckpoint(note, { logs: keys.map(parseVerifierKey) });
  } catch (error) {
    throw error instanceof NoteRefused ? new NoteRefused(error.why, `the checkpoint that was given: ${error.message}`) : error;
  }
}

function cosignings(settings: Settings, kept: KeptCheckpoints | undefined, clock: Clock): NonNullable<Verification['witnesses']> {
  const now = Number(clock() / 1_000_000n);
  return (settings.PARLEY_WITNESSES ?? []).map(({ key }) => {
    const cosigned = kept?.cosignedBy(key);
    return { name: key.name, ...(cosigned === undefined ? {} : { cosigned: { size: cosigned.size, at: instantText(cosigned.time * 1_000), age: now - cosigned.time } }) };
  });
}
