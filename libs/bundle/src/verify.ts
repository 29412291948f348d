import { statSync } from 'node:fs';
import type { LedgerEvent } from '#libs/domain';
import { parseVerifierKey, readBundle, toBase64, type VerifierKey } from '#libs/proof';
import { createTimeline, type Timeline } from '#libs/timeline';
import { type Archive, Damaged, isDamaged, piecesOf, textOf } from './archive.js';
import type { Summed } from './checksums.js';
import { bundleFiles, type Parts } from './contents.js';
import { zoneOf } from './derive.js';
import { compareFile, type Difference } from './difference.js';
import { type CheckedEvents, checkEvents } from './events.js';
import { openFolder } from './folder.js';
import { FILES, redactionPath } from './paths.js';
import { parsed, readSigned, type Signed, unsigned } from './signed.js';
import { openZip } from './zip-reader.js';

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
}

export interface VerifyOptions {
  /** Keys of which one must have signed; absent: the bundle's own policy is believed. */
  pinned?: readonly { text: string; key: VerifierKey }[];
  /** The verifier that this release puts into bundles. */
  verifier: Uint8Array;
}

/**
 * Checks a bundle: signatures, tree, every event; then makes the whole bundle again from its events and compares each file with it.
 * @param path of a zip file, or of the folder that it was unzipped to
 * @throws Error of the file system where there is no such file
 */
export async function verifyBundle(path: string, options: VerifyOptions): Promise<Verification> {
  const verification: Verification = { differences: [], keys: options.pinned?.map(({ text }) => text) ?? [] };
  let archive: Archive | undefined;
  try {
    archive = statSync(path).isDirectory() ? openFolder(path) : openZip(path);
    verification.differences.push(...archive.damaged.map((where) => ({ where, message: 'its bytes are not those that the archive’s checksum was made of' })));
    await check(archive, options, verification);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    verification.differences.push({ where: error.file, message: error.message });
  } finally {
    archive?.close();
  }
  return verification;
}

async function check(archive: Archive, { pinned, verifier }: VerifyOptions, verification: Verification): Promise<void> {
  const { size } = parsed(FILES.manifest, textOf(archive, FILES.manifest)) as { size?: unknown };
  if (!Number.isSafeInteger(size) || (size as number) < 0) throw new Damaged(FILES.manifest, 'it does not say how many events there are');
  const signed = readSigned(archive, pinned?.map(({ key }) => key));
  verification.size = size as number;
  verification.origin = signed.checkpoint.origin;
  if (pinned === undefined) verification.keys = signed.keys;
  const events = checkEvents(archive, size as number, signed);
  verification.differences.push(...events.differences);
  if (events.differences.length > 0) return;
  const notSigned = unsigned(signed, size as number, events.root);
  if (notSigned !== undefined) throw new Damaged(FILES.checkpoint, notSigned);
  verification.at = events.at;
  verification.negotiations = events.negotiations.size;
  verification.differences.push(...(await compareAll(archive, partsOf(archive, size as number, signed, events, verifier))));
}

async function compareAll(archive: Archive, parts: Parts): Promise<Difference[]> {
  const differences: Difference[] = [];
  const sums: Summed[] = [];
  for await (const file of bundleFiles(parts, sums)) {
    const place = sums.length;
    const { summed, difference } = await compareFile(archive, file);
    if (difference !== undefined) differences.push(difference);
    else if (archive.isOrdered && archive.names[place] !== file.path) differences.push({ where: file.path, message: `it stands where ${archive.names[place]} does, and should be file ${place + 1} of the archive` });
    sums.push(summed);
  }
  const expected = new Set(sums.map(({ path }) => path));
  for (const name of archive.names) if (!expected.has(name)) differences.push({ where: name, message: 'it does not belong to the bundle' });
  return differences;
}

/** What the bundle is made from, read from itself: what was checked, but for what follows from it. */
function partsOf(archive: Archive, size: number, signed: Signed, events: CheckedEvents, verifier: Uint8Array): Parts {
  const { note, keys, consistency, earlier } = signed;
  return {
    size,
    root: toBase64(events.root),
    at: events.at,
    verifier,
    keys,
    checkpoint: note,
    ...(consistency === undefined ? {} : { consistency }),
    checkpoints: earlier.map((each) => each.note),
    redactions: events.redactedLater.map((seq) => ({ seq, proof: textOf(archive, redactionPath(seq)) })),
    heads: ({ path }) => readBundle(archive.readAt(path, 0, archive.sizeOf(path))),
    events: () => piecesOf(archive, FILES.events),
    async *negotiations() {
      for (const [id, lines] of events.negotiations) yield { id, timeline: timelineOf(archive, id, lines) };
    },
  };
}

function timelineOf(archive: Archive, id: string, lines: readonly { offset: number; bytes: number }[]): Timeline {
  const read = ({ offset, bytes }: { offset: number; bytes: number }): LedgerEvent => JSON.parse(archive.readAt(FILES.events, offset, bytes).toString()) as LedgerEvent;
  const timeline = createTimeline(zoneOf(read(lines[0]!)), id);
  for (const line of lines) timeline.append(read(line));
  return timeline;
}

/** Verifier keys as they are published. @throws BadKey for any other text */
export function pinnedKeys(texts: readonly string[]): NonNullable<VerifyOptions['pinned']> {
  return texts.map((text) => ({ text, key: parseVerifierKey(text) }));
}
