import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { parseTlogProof, parseVerifierKey, readBundle, toBase64, type VerifierKey } from '#libs/proof';
import { type Archive, Damaged, damagedIn, piecesOf, textOf } from './archive.js';
import type { Summed } from './checksums.js';
import { type Comparison, filesAgain } from './comparison.js';
import { bundleFiles, type NegotiationFiles, type Parts } from './contents.js';
import { compareFile, type Compared, DAMAGED, type Difference } from './difference.js';
import { type CheckedEvents, checkEvents, type SignedRoot } from './events.js';
import { openArchive } from './open-archive.js';
import { FILES, redactionPath } from './paths.js';
import { createPool, type Pool } from './pool.js';
import { keysThatSigned, openedNote, parsed, readSigned, type Signed, unsigned } from './signed.js';

/** What a kept checkpoint is called where it is not continued. */
const KEPT = 'the checkpoint that was given';

/** What checking a bundle came to. */
export interface Verification {
  /** Where it is not what it should be; none: nothing was altered. The first is the first in the order of checking. */
  differences: Difference[];
  /** What it tells of, as far as that could be read. */
  size?: number;
  at?: string | null;
  origin?: string;
  /** The keys that are believed: those that were given, else the bundle's own. */
  keys: string[];
  negotiations?: number;
  /** How many events the checkpoint that was given has, with which the bundle begins. */
  continues?: number;
}

export interface VerifyOptions {
  /** Keys of which one must have signed; absent: the bundle's own policy is believed. */
  pinned?: readonly { text: string; key: VerifierKey }[];
  /** A signed checkpoint that somebody kept: the bundle must begin with what it signed. */
  kept?: string;
  /** The verifier that this release puts into bundles. */
  verifier: Uint8Array;
  /** Starts a thread that does nothing but `serveComparisons`; absent: all is compared in this one. */
  threads?: () => Worker;
}

/** Each thread holds a negotiation. */
const MOST_THREADS = 4;

/**
 * Checks a bundle: signatures, tree, every event; then makes the whole bundle again from its events and compares each file with it.
 * @param path of a zip file, or of the folder that it was unzipped to
 * @throws Error of the file system where there is no such file
 */
export async function verifyBundle(path: string, options: VerifyOptions): Promise<Verification> {
  const verification: Verification = { differences: [], keys: options.pinned?.map(({ text }) => text) ?? [] };
  const take = (error: unknown): void => {
    if (!(error instanceof Damaged)) throw error;
    verification.differences.push({ where: error.file, message: error.message });
  };
  let archive: Archive;
  try {
    archive = openArchive(path);
  } catch (error) {
    take(error);
    return verification;
  }
  try {
    await check(archive, path, options, verification).catch(take);
    // Where every file is as it should be, its checksum was compared on the way.
    if (verification.differences.length > 0) verification.differences = [...damagedIn(archive).map((where) => ({ where, message: DAMAGED })), ...verification.differences.filter(({ message }) => message !== DAMAGED)];
  } finally {
    archive.close();
  }
  return verification;
}

async function check(archive: Archive, path: string, { pinned, kept, verifier, threads }: VerifyOptions, verification: Verification): Promise<void> {
  const { size } = parsed(FILES.manifest, textOf(archive, FILES.manifest)) as { size?: unknown };
  if (!Number.isSafeInteger(size) || (size as number) < 0) throw new Damaged(FILES.manifest, 'it does not say how many events there are');
  const signed = readSigned(archive, pinned?.map(({ key }) => key));
  verification.size = size as number;
  verification.origin = signed.checkpoint.origin;
  if (pinned === undefined) verification.keys = signed.keys;
  const believed = pinned?.map(({ key }) => key) ?? signed.trusted;
  const before = kept === undefined ? [] : [keptCheckpoint(kept, believed, signed, size as number)];
  if (kept !== undefined) verification.continues = before[0]!.checkpoint.size;
  const events = checkEvents(archive, size as number, believed, [...signed.earlier.map(({ checkpoint }) => ({ where: FILES.checkpoints, checkpoint })), ...before]);
  verification.differences.push(...events.differences);
  if (events.differences.length > 0) return;
  const notSigned = unsigned(signed, size as number, events.root);
  if (notSigned !== undefined) throw new Damaged(FILES.checkpoint, notSigned);
  verification.at = events.at;
  verification.negotiations = events.negotiations.size;
  const pool = threads === undefined || events.negotiations.size < 2 ? undefined : createPool(threads, Math.min(availableParallelism(), events.negotiations.size, MOST_THREADS));
  try {
    verification.differences.push(...(await compareAll(archive, partsOf(archive, path, size as number, signed, events, { verifier, pool }))));
  } finally {
    await pool?.close();
  }
}

function keptCheckpoint(note: string, keys: readonly VerifierKey[], { checkpoint: { origin } }: Signed, size: number): SignedRoot {
  const checkpoint = openedNote(KEPT, note, keys);
  if (checkpoint.origin !== origin) throw new Damaged(KEPT, `it is of the log ${checkpoint.origin}, and the bundle of ${origin}`);
  if (checkpoint.size > size) throw new Damaged(KEPT, `it was signed for ${checkpoint.size} events, and the bundle has ${size}: it is of an earlier moment, or its end was cut off`);
  return { where: KEPT, checkpoint };
}

async function compareAll(archive: Archive, parts: Parts<Compared>): Promise<Difference[]> {
  const differences: Difference[] = [];
  const sums: Summed[] = [];
  for await (const file of bundleFiles(parts, sums)) {
    const place = sums.length;
    const { summed, difference } = 'summed' in file ? file : await compareFile(archive, file);
    const { path } = summed;
    if (difference !== undefined) differences.push(difference);
    else if (archive.isOrdered && archive.names[place] !== path) differences.push({ where: path, message: `it stands where ${archive.names[place]} does, and should be file ${place + 1} of the archive` });
    sums.push(summed);
  }
  const expected = new Set(sums.map(({ path }) => path));
  for (const name of archive.names) if (!expected.has(name)) differences.push({ where: name, message: 'it does not belong to the bundle' });
  return differences;
}

/** What the bundle is made from, read from itself: what was checked, but for what follows from it. */
function partsOf(archive: Archive, path: string, size: number, signed: Signed, events: CheckedEvents, { verifier, pool }: { verifier: Uint8Array; pool: Pool | undefined }): Parts<Compared> {
  const { note, keys, consistency, earlier } = signed;
  const checkpoints = earlier.map((each) => each.note);
  const redactions = events.redactedLater.map((seq) => ({ seq, proof: textOf(archive, redactionPath(seq)) }));
  return {
    size,
    root: toBase64(events.root),
    at: events.at,
    verifier,
    keys: keysThatSigned(keys, [note, ...checkpoints, ...redactions.map(({ proof }) => parseTlogProof(proof).checkpoint)]),
    checkpoint: note,
    ...(consistency === undefined ? {} : { consistency }),
    checkpoints,
    redactions,
    heads: ({ path }) => readBundle(archive.readAt(path, 0, archive.sizeOf(path))),
    events: () => piecesOf(archive, FILES.events),
    negotiations: (moment) => negotiationsIn(archive, [...events.negotiations].map(([id, stretches]) => ({ bundle: path, id, stretches, moment })), pool),
  };
}

/** Negotiations made again from their events; where there are threads, in them, and compared already. */
async function* negotiationsIn(archive: Archive, tasks: readonly Comparison[], pool: Pool | undefined): AsyncGenerator<NegotiationFiles<Compared>> {
  const underWay = pool === undefined ? [] : tasks.map((task) => pool.compare(task));
  // One that fails is told of when its turn comes.
  for (const comparing of underWay) comparing.catch(() => undefined);
  for (const [place, task] of tasks.entries()) yield { id: task.id, files: (await underWay[place]) ?? filesAgain(archive, task) };
}

/** Verifier keys as they are published. @throws BadKey for any other text */
export function pinnedKeys(texts: readonly string[]): NonNullable<VerifyOptions['pinned']> {
  return texts.map((text) => ({ text, key: parseVerifierKey(text) }));
}
