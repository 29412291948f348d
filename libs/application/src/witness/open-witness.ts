import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BadKey, isKeyName, NoteRefused, openNote, parseCheckpointText, parseVerifierKey, type SigningKey, signingKey, type VerifierKey, verifierKeyText } from '#libs/proof';
import { type Clock, systemClock } from '../clock.js';
import { readKeyFile, writeKeyFile } from '../notary/key-file.js';
import { SettingsError } from '../settings.js';
import { brokenState, openWitnessState, type WitnessState } from './state.js';
import { createWitness, type WatchedLogs, type Witness } from './witness.js';

export interface WitnessSettings {
  /** Folder of what the witness remembers; made where it is missing. */
  folder: string;
  /** Default: `witness.key` in the folder. */
  keyFile?: string;
  /** Of a key that is made now. Default: `localhost/witness-…` with a part of the key. */
  name?: string;
}

const STATE = 'witness.db';

/**
 * Opens a witness. At its first start its key and its state are made; later both must be there.
 * @param logs as `watchedLogs` reads them
 * @param random gives 32 random bytes
 * @throws SettingsError: it does not start
 */
export async function openWitness(settings: WitnessSettings, logs: WatchedLogs, { random = () => randomBytes(32), clock = systemClock }: { random?: () => Buffer; clock?: Clock } = {}): Promise<Witness> {
  const path = join(settings.folder, STATE);
  const keyFile = keyFileOf(settings);
  await mkdir(settings.folder, { recursive: true });
  const hasKey = (await readKeyFile(keyFile, 'witness')) !== undefined;
  // The state is made before the key, so that a key without one has lost it.
  if (hasKey && !existsSync(path)) throw brokenState(path, 'it is missing, and there is a key');
  const state = openWitnessState(path, { isNew: !hasKey });
  try {
    if (!hasKey && state.all().length > 0) throw new SettingsError([`the key of this witness, ${keyFile}, is gone: put it back, or begin a new witness under a new name, in an empty folder`]);
    if (!hasKey) await writeKeyFile(keyFile, { signing: [firstKey(settings.name, random())], retired: [] }, { isNew: true });
    const keys = await keysOf(settings);
    requireOwn(state, path, keys);
    return createWitness({ keys, logs, state, clock });
  } catch (error) {
    state.close();
    throw error;
  }
}

/** The verifier keys of a witness that has been started before, newest last. @throws SettingsError */
export async function witnessKeys(settings: WitnessSettings): Promise<string[]> {
  return (await keysOf(settings)).map(verifierKeyText);
}

async function keysOf(settings: WitnessSettings): Promise<readonly SigningKey[]> {
  const keys = (await readKeyFile(keyFileOf(settings), 'witness'))?.signing;
  if (keys === undefined) throw new SettingsError([`there is no key ${keyFileOf(settings)}: the first start of the witness makes it`]);
  if (settings.name !== undefined && settings.name !== keys[0]!.name) throw new SettingsError([`this witness is ${keys[0]!.name}, not ${settings.name}: its name is that of its key, for ever`]);
  return keys;
}

/**
 * The logs to watch, each written as its verifier key, or as key=ORIGIN where the log's origin is not the key's name. Several keys of one log are one line each.
 * @throws SettingsError naming what is wrong
 */
export function watchedLogs(texts: readonly string[]): WatchedLogs {
  const logs = new Map<string, VerifierKey[]>();
  for (const text of texts) {
    const [, key = '', origin] = /^(.+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+)(?:=(.+))?$/su.exec(text) ?? [];
    const parsed = verifierKeyOf(key, text);
    logs.set(origin ?? parsed.name, [...(logs.get(origin ?? parsed.name) ?? []), parsed]);
  }
  if (logs.size === 0) throw new SettingsError(['a witness needs a log to watch: give its verifier key with --log; a Parley server shows it at /checkpoint/key']);
  return logs;
}

function verifierKeyOf(key: string, text: string): VerifierKey {
  try {
    const parsed = parseVerifierKey(key);
    if (parsed.use !== 'log') throw new SettingsError([`--log ${text} is the key of a witness, not of a log`]);
    return parsed;
  } catch (error) {
    if (!(error instanceof BadKey)) throw error;
    throw new SettingsError([`--log ${text} is no verifier key of a log: ${error.message}`]);
  }
}

function keyFileOf({ folder, keyFile }: WitnessSettings): string {
  return keyFile ?? join(folder, 'witness.key');
}

function firstKey(name: string | undefined, seed: Buffer): SigningKey {
  if (name !== undefined && !isKeyName(name)) throw new SettingsError([`"${name}" is no name for a witness: it has no spaces and no plus, such as court.example/witness`]);
  return signingKey(name ?? `localhost/witness-${signingKey('localhost', 'witness', seed).publicKey.toString('hex').slice(0, 12)}`, 'witness', seed);
}

/** What is kept was cosigned with these keys, and says what its row says. */
function requireOwn(state: WitnessState, path: string, keys: readonly SigningKey[]): void {
  for (const { origin, size, note } of state.all()) {
    try {
      const kept = parseCheckpointText(openNote(note, keys).text);
      if (kept.origin !== origin || kept.size !== size) throw brokenState(path, `what it has of ${origin} is a checkpoint of ${kept.origin} with ${kept.size} leaves`);
    } catch (error) {
      if (!(error instanceof NoteRefused)) throw error;
      throw brokenState(path, `the checkpoint of ${origin} is not one that this key cosigned (${error.message})`);
    }
  }
}
