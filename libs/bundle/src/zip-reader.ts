import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Archive, Damaged } from './archive.js';
import { CENTRAL_BYTES, centralHeader, END_BYTES, endRecord, type Entry, LOCAL_BYTES, localHeader } from './zip-layout.js';

/** Where damage lies that belongs to no file. */
const DIRECTORY = 'the archive’s directory';

/**
 * Opens a bundle's archive. Every byte of it that is not a file's own must be the one that the writer writes.
 * @throws Damaged naming the file, or the part of the archive, whose form differs
 */
export function openZip(path: string): Archive {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const read = (offset: number, length: number): Buffer => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      for (let done = 0; done < bytes.length; ) {
        const got = readSync(file, bytes, done, bytes.length - done, offset + done);
        if (got === 0) throw new Damaged(DIRECTORY, 'the file became shorter while it was read');
        done += got;
      }
      return bytes;
    };
    const entries = entriesOf(read, size);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return {
      names: entries.map(({ name }) => name),
      isOrdered: true,
      checksumOf: (name) => byName.get(name)!.crc,
      sizeOf: (name) => byName.get(name)!.size,
      readAt(name, offset, length) {
        const entry = byName.get(name)!;
        return read(dataOf(entry) + offset, Math.max(0, Math.min(length, entry.size - offset)));
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

type Read = (offset: number, length: number) => Buffer;

/** The entries, once directory and headers are known to be what the writer writes for them. */
function entriesOf(read: Read, size: number): Entry[] {
  const end = read(Math.max(0, size - END_BYTES), END_BYTES);
  if (end.length < END_BYTES || end.readUInt32LE(0) !== 0x06054b50) throw new Damaged(DIRECTORY, 'it does not end as an archive does: it was cut off, or something was added');
  const [count, bytes, start] = [end.readUInt16LE(10), end.readUInt32LE(12), end.readUInt32LE(16)];
  if (start + bytes + END_BYTES !== size || !end.equals(endRecord(count, start, bytes))) throw new Damaged(DIRECTORY, `its end record is not that of an archive of ${size} bytes`);
  const entries = [...listed(read(start, bytes), start)];
  if (entries.length !== count) throw new Damaged(DIRECTORY, `it lists ${entries.length} files and says that there are ${count}`);
  let offset = 0;
  for (const entry of entries) {
    if (entry.offset !== offset) throw new Damaged(entry.name, `it should begin at byte ${offset} of the archive; the directory says ${entry.offset}`);
    const header = localHeader(entry);
    if (!read(offset, header.length).equals(header)) throw new Damaged(entry.name, `the header in front of it, at byte ${offset} of the archive, is not the one that its directory entry asks for`);
    offset = dataOf(entry) + entry.size;
  }
  if (offset !== start) throw new Damaged(DIRECTORY, `its files end at byte ${offset}, and it begins at byte ${start}`);
  const names = new Set(entries.map(({ name }) => name));
  if (names.size !== entries.length) throw new Damaged(DIRECTORY, 'it lists a file twice');
  return entries;
}

function* listed(directory: Buffer, start: number): Generator<Entry> {
  for (let at = 0; at < directory.length; ) {
    if (at + CENTRAL_BYTES > directory.length) throw new Damaged(DIRECTORY, `it is cut off at byte ${start + at}`);
    const nameBytes = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes);
    const entry = { name, crc: directory.readUInt32LE(at + 16), size: directory.readUInt32LE(at + 20), offset: directory.readUInt32LE(at + 42) };
    const asWritten = centralHeader(entry);
    if (!directory.subarray(at, at + CENTRAL_BYTES + nameBytes).equals(asWritten)) throw new Damaged(DIRECTORY, `what it says of ${JSON.stringify(name)}, at byte ${start + at}, is not what is written for that file`);
    yield entry;
    at += asWritten.length;
  }
}

function dataOf({ name, offset }: Pick<Entry, 'name' | 'offset'>): number {
  return offset + LOCAL_BYTES + Buffer.byteLength(name);
}
