/**
 * How a bundle's archive is laid out: ZIP (APPNOTE 6.3) with every choice made once. Entries are stored, not compressed, so that each byte of a file is a byte of the
 * archive and none can hide in the slack of a compressor; no dates, no attributes, no comments, no gaps. From names, sizes and checksums follows every other byte, so
 * that a reader can demand exactly them.
 */
export interface Entry {
  name: string;
  size: number;
  /** CRC-32 of the contents. */
  crc: number;
  /** Where the entry's local header begins. */
  offset: number;
}

/** Sizes and offsets have 32 bits, the number of entries 16; their highest values mean something else (APPNOTE 4.4.1.4). */
export const MOST_BYTES = 0xffff_fffe;
export const MOST_ENTRIES = 0xfffe;

export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;

const VERSION = 20;
/** January 1, 1980: the first day that the format knows. */
const FIRST_DAY = 0x21;

export function localHeader(entry: Pick<Entry, 'name' | 'size' | 'crc'>): Buffer {
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, entry);
  return Buffer.concat([header, Buffer.from(entry.name)]);
}

export function centralHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(VERSION, 4);
  writeCommon(header, 6, entry);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, Buffer.from(entry.name)]);
}

/** @param at where the central directory begins */
export function endRecord(entries: number, at: number, bytes: number): Buffer {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

/** What both headers of an entry say, in the same order: version, flags, method (stored), time, date, checksum, size twice, length of the name. */
function writeCommon(header: Buffer, at: number, { name, size, crc }: Pick<Entry, 'name' | 'size' | 'crc'>): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(Buffer.byteLength(name), at + 22);
}
