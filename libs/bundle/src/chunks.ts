/** Text or bytes, piece by piece. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Pieces are gathered to about so many bytes. */
const PIECE_BYTES = 256 * 1024;

/** The same bytes in pieces of a size that is worth a call of the system. */
export async function* gathered(chunks: Chunks): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(Buffer.from(chunk as string));
    bytes += held.at(-1)!.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}
