import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Archive } from './archive.js';
import type { Summed } from './checksums.js';
import { type BundleFile, gathered } from './chunks.js';

/** Where a bundle is not what it should be. */
export interface Difference {
  /** A file, or a part of the archive. */
  where: string;
  /** The event, where it is one. */
  seq?: number;
  message: string;
}

/** What a file's bytes are told of where they are right, and the checksum that the archive has of them is not. */
export const DAMAGED = 'its bytes are not those that the archive’s checksum was made of';

/** A file that was compared: the checksum that it should have, and where it first differs. */
export interface Compared {
  summed: Summed;
  difference?: Difference;
}

/** Compares a file with what it should be. */
export async function compareFile(archive: Archive, { path, chunks }: BundleFile): Promise<Compared> {
  const sum = createHash('sha256');
  const isThere = archive.names.includes(path);
  let message = isThere ? undefined : 'it is missing';
  let [bytes, crc] = [0, 0];
  for await (const expected of gathered(chunks)) {
    sum.update(expected);
    crc = crc32(expected, crc);
    if (message === undefined) {
      const found = archive.readAt(path, bytes, expected.length);
      if (!found.equals(expected)) message = path.endsWith('.json') ? inJson(wholeOf(archive, path), expected.toString()) : inLine(archive.readAt(path, 0, bytes), found, expected);
    }
    bytes += expected.length;
  }
  const more = isThere ? archive.sizeOf(path) - bytes : 0;
  if (message === undefined && more > 0) message = `it goes on for ${more} bytes where it should end`;
  if (message === undefined && (archive.checksumOf(path) ?? crc) !== crc) message = DAMAGED;
  return { summed: { path, bytes, sha256: sum.digest('hex') }, ...(message === undefined ? {} : { difference: { where: path, message } }) };
}

function wholeOf(archive: Archive, path: string): string {
  return archive.readAt(path, 0, archive.sizeOf(path)).toString();
}

function inLine(before: Buffer, found: Buffer, expected: Buffer): string {
  let at = 0;
  while (found[at] === expected[at]) at += 1;
  const line = countLines(before) + countLines(expected.subarray(0, at)) + 1;
  const start = expected.lastIndexOf(10, at - 1) + 1;
  return `line ${line} reads ${shown(lineAt(found, at === 0 ? 0 : start))}; it should read ${shown(lineAt(expected, at === 0 ? 0 : start))}`;
}

function lineAt(bytes: Buffer, start: number): string {
  const end = bytes.indexOf(10, start);
  return bytes.toString('utf8', start, end < 0 ? bytes.length : end);
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function inJson(found: string, expected: string): string {
  try {
    const at = firstDifferent(JSON.parse(found), JSON.parse(expected), '');
    if (at !== undefined) return `${at.path || 'it'} is ${shown(at.found)}; the events give ${shown(at.expected)}`;
  } catch {
    return 'it is no JSON any more';
  }
  return 'its values are right, but not the bytes in which they are written';
}

/** The first value, in the order of the expected one, that is another; its path has dots between. */
function firstDifferent(found: unknown, expected: unknown, path: string): { path: string; found: unknown; expected: unknown } | undefined {
  if (typeof found !== 'object' || typeof expected !== 'object' || found === null || expected === null) return found === expected ? undefined : { path, found, expected };
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const value = (of: object): unknown => (of as Record<string, unknown>)[name];
    const different = firstDifferent(value(found), value(expected), path === '' ? name : `${path}.${name}`);
    if (different !== undefined) return different;
  }
  return undefined;
}

const SHOWN = 120;

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
