import { join } from 'node:path';
import { type Log, openLog } from '#libs/log';
import { parseCheckpointText, parseNote, type SigningKey, signingKey, verifierKeyText } from '#libs/proof';
import { type Settings, SettingsError } from '../settings.js';
import { type CheckpointBoard, createBoard } from './board.js';
import { type CheckpointStore, openCheckpointStore } from './checkpoint-store.js';
import { type KeyRing, readKeyFile, writeKeyFile } from './key-file.js';
import type { LedgerTree } from './ledger-tree.js';
import { createNotary, type Notary } from './notary.js';
import { createWitnessing } from './witnessing.js';

export interface NotaryPlaces {
  keyFile: string;
  checkpoints: string;
}

export function notaryPlaces(settings: Settings): NotaryPlaces {
  return {
    keyFile: settings.PARLEY_SIGNING_KEY ?? join(settings.PARLEY_DATA, 'signing.key'),
    checkpoints: settings.PARLEY_CHECKPOINTS ?? join(settings.PARLEY_DATA, 'checkpoints.db'),
  };
}

/**
 * Opens the notary of a ledger. At its first start the signing key is made, and with it the ledger's origin is fixed. What a ledger in memory had signed goes with it.
 * @param random gives 32 random bytes
 * @param tell takes a line where what was written could not be signed
 * @throws SettingsError where key and checkpoints do not belong together, or can't be used
 */
export async function openNotary(settings: Settings, log: Log, tree: LedgerTree, random: () => Buffer, tell: (line: string) => void): Promise<Notary> {
  const inMemory = settings.PARLEY_LOG?.startsWith('memory:') === true;
  const { keyFile, checkpoints } = notaryPlaces(settings);
  const board = settings.PARLEY_CHECKPOINT_LOG === undefined ? undefined : createBoard(await openLog(settings.PARLEY_CHECKPOINT_LOG));
  const store = openCheckpointStore(inMemory ? ':memory:' : checkpoints);
  try {
    const newKeys = (): KeyRing => ({ signing: [firstKey(settings.PARLEY_ORIGIN ?? originOf(settings.PARLEY_PUBLIC_URL), random())], retired: [] });
    const kept = inMemory ? newKeys() : undefined;
    const keys = async (): Promise<KeyRing> => kept ?? keysIn(keyFile, checkpoints);
    // Another process may make one at the same time: then the one that was first is it.
    const isFirstStart = !inMemory && store.keys().length === 0 && (await readKeyFile(keyFile)) === undefined;
    if (isFirstStart) await requireNewBoard(board, keyFile);
    if (isFirstStart) await writeKeyFile(keyFile, newKeys(), { isNew: true });
    const origin = (await keys()).signing[0]!.name;
    requireOrigin(origin, settings.PARLEY_ORIGIN, keyFile, store);
    const witnessing = createWitnessing({ witnesses: settings.PARLEY_WITNESSES ?? [], tree, store, random: () => random().readUInt32BE() / 2 ** 32 });
    return await createNotary({ origin, tree, store, ...(board === undefined ? {} : { board }), witnessing, keys, logSize: () => log.head(), seconds: settings.PARLEY_CHECKPOINT_SECONDS, tell });
  } catch (error) {
    await board?.close();
    store.close();
    throw error;
  }
}

/** Adds a key that signs from the next checkpoint on, beside the one before, which those who know only that one still need. Returns its verifier key. */
export async function addSigningKey(settings: Settings, random: () => Buffer): Promise<string> {
  const { keyFile, checkpoints } = notaryPlaces(settings);
  const { signing, retired } = await keysIn(keyFile, checkpoints);
  const added = signingKey(signing[0]!.name, 'log', random());
  await writeKeyFile(keyFile, { signing: [...signing, added], retired }, { isNew: false });
  return verifierKeyText(added);
}

/**
 * Takes a key's secret out of the file: it signs no more, and what it signed is still believed.
 * @returns false where there is no key of that id
 * @throws SettingsError for the last one
 */
export async function retireSigningKey(settings: Settings, id: string): Promise<boolean> {
  const { keyFile, checkpoints } = notaryPlaces(settings);
  const { signing, retired } = await keysIn(keyFile, checkpoints);
  const [key, left] = [signing.find((each) => each.id === id), signing.filter((each) => each.id !== id)];
  if (key === undefined) return false;
  if (left.length === 0) throw new SettingsError([`${id} is the only key: parley keys rotate adds one first`]);
  return writeKeyFile(keyFile, { signing: left, retired: [...retired, key] }, { isNew: false });
}

async function keysIn(keyFile: string, checkpoints: string): Promise<KeyRing> {
  const keys = await readKeyFile(keyFile);
  if (keys === undefined) throw new SettingsError([`the signing key ${keyFile} is gone, and checkpoints were signed with it (${checkpoints}): put it back, or go on as a new log (docs/proof.md says how)`]);
  return keys;
}

/** A server that joins others signs with their key; one of its own would begin another log. */
async function requireNewBoard(board: CheckpointBoard | undefined, keyFile: string): Promise<void> {
  const [first] = (await board?.read(0)) ?? [];
  if (first === undefined) return;
  const { origin } = parseCheckpointText(parseNote(first.note).text);
  throw new SettingsError([`${board!.name} has checkpoints of ${origin}, whose key is not here: copy the signing key of the first server to ${keyFile} (PARLEY_SIGNING_KEY)`]);
}

function requireOrigin(origin: string, asked: string | undefined, keyFile: string, store: CheckpointStore): void {
  const newest = store.newest();
  const signed = newest === undefined ? origin : parseCheckpointText(parseNote(newest.note).text).origin;
  if (signed !== origin) throw new SettingsError([`${keyFile} holds the key of ${origin}, and the checkpoints of this ledger are by ${signed}: put the right key back`]);
  if (asked !== undefined && asked !== origin) throw new SettingsError([`PARLEY_ORIGIN=${asked}: this ledger's origin is ${origin} for ever; leave the variable out, or set it to that`]);
}

/** Where it is reached, without the scheme, as C2SP tlog-checkpoint recommends; of a server that nobody else reaches, a name of its own. */
function originOf(publicUrl: string | undefined): string | undefined {
  if (publicUrl === undefined) return undefined;
  const { host, pathname } = new URL(publicUrl);
  return `${host}${pathname}`.replace(/\/+$/, '');
}

function firstKey(origin: string | undefined, seed: Buffer): SigningKey {
  const name = origin ?? `localhost/parley-${signingKey('localhost', 'log', seed).publicKey.toString('hex').slice(0, 12)}`;
  return signingKey(name, 'log', seed);
}
