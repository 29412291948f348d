import { crc32 } from 'node:zlib';

/** The files of a bundle, whether they lie in an archive or in a folder. */
export interface Archive {
  readonly names: readonly string[];
  /** Whether the names are in the order in which the files are stored: in an archive they are. */
  readonly isOrdered: boolean;
  /** The CRC-32 that the archive holds of a file that is there; undefined in a folder. */
  checksumOf(name: string): number | undefined;
  /** Bytes of a file that is there. */
  sizeOf(name: string): number;
  /** So many bytes of a file from an offset on; fewer where it ends. */
  readAt(name: string, offset: number, length: number): Buffer;
  close(): void;
}

/** A bundle that can't be read further, or whose form alone shows that it was altered. */
export class Damaged extends Error {
  readonly code = 'damaged';
  constructor(readonly file: string, message: string) {
    super(message);
    this.name = 'Damaged';
  }
}

const PIECE = 1024 * 1024;

export function* piecesOf(archive: Pick<Archive, 'sizeOf' | 'readAt'>, name: string): Generator<Buffer> {
  const size = archive.sizeOf(name);
  for (let at = 0; at < size; at += PIECE) yield archive.readAt(name, at, Math.min(PIECE, size - at));
}

/** Files whose bytes are not those that the archive's checksums were made of. */
export function damagedIn(archive: Archive): string[] {
  return archive.names.filter((name) => {
    const checksum = archive.checksumOf(name);
    let sum = 0;
    if (checksum !== undefined) for (const piece of piecesOf(archive, name)) sum = crc32(piece, sum);
    return checksum !== undefined && checksum !== sum;
  });
}

/** A small file as a whole. @throws Damaged where it is missing */
export function textOf(archive: Archive, name: string): string {
  if (!archive.names.includes(name)) throw new Damaged(name, 'it is missing');
  return archive.readAt(name, 0, archive.sizeOf(name)).toString();
}

/** A line without its line feed, and the offset at which it begins. The last may lack its line feed, and is then not `ended`. */
export interface Line {
  text: string;
  offset: number;
  bytes: number;
  ended: boolean;
}

export function* linesOf(archive: Archive, name: string): Generator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for (const piece of piecesOf(archive, name)) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      yield { text: bytes.toString('utf8', start, end), offset: offset + start, bytes: end - start, ended: true };
      start = end + 1;
    }
    rest = bytes.subarray(start);
    offset += start;
  }
  if (rest.length > 0) yield { text: rest.toString(), offset, bytes: rest.length, ended: false };
}
