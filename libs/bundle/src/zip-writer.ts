import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Chunks, gathered } from './chunks.js';
import type { Summed } from './checksums.js';
import { centralHeader, endRecord, type Entry, localHeader, MOST_BYTES, MOST_ENTRIES } from './zip-layout.js';

/** Writes a bundle's archive file by file, holding no more than a piece of it. */
export interface ZipWriter {
  /** @throws BundleTooLarge */
  add(path: string, chunks: Chunks): Promise<Summed>;
  /** Writes the directory. Nothing can be added any more. */
  end(): Promise<void>;
}

/** The ledger is larger than one archive of this form can hold. */
export class BundleTooLarge extends Error {
  readonly code = 'bundle-too-large';
  constructor() {
    super('a bundle holds 4 GB and 65,534 files at most: export an earlier, smaller ledger size, or the events alone');
    this.name = 'BundleTooLarge';
  }
}

/** @param file empty, open for writing; headers are written when what they tell of is known */
export function createZipWriter(file: FileHandle): ZipWriter {
  const entries: Entry[] = [];
  let at = 0;

  async function write(bytes: Buffer, position: number): Promise<void> {
    if (position + bytes.length > MOST_BYTES) throw new BundleTooLarge();
    for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }

  return {
    async add(path, chunks) {
      if (entries.length === MOST_ENTRIES) throw new BundleTooLarge();
      const offset = at;
      at += localHeader({ name: path, size: 0, crc: 0 }).length;
      const sum = createHash('sha256');
      let [size, crc] = [0, 0];
      for await (const bytes of gathered(chunks)) {
        await write(bytes, at);
        at += bytes.length;
        size += bytes.length;
        crc = crc32(bytes, crc);
        sum.update(bytes);
      }
      const entry = { name: path, size, crc, offset };
      await write(localHeader(entry), offset);
      entries.push(entry);
      return { path, bytes: size, sha256: sum.digest('hex') };
    },
    async end() {
      const directory = Buffer.concat(entries.map(centralHeader));
      await write(Buffer.concat([directory, endRecord(entries.length, at, directory.length)]), at);
    },
  };
}
