/** Text or bytes, piece by piece. */
export type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A file of a bundle. */
export interface BundleFile {
  path: string;
  chunks: Chunks;
}

/** Text is gathered to about so many characters: while they are made nobody else has a turn. */
const PIECE = 64 * 1024;

/** The same bytes in pieces of a size that is worth a call of the system; bytes are passed on as they come. */
export async function* gathered(chunks: Chunks): AsyncGenerator<Buffer> {
  const gathering = createGathering();
  // To wait for each of the lines that are at hand would take longer than to write them.
  if (Symbol.iterator in chunks) for (const chunk of chunks) yield* gathering.take(chunk);
  else for await (const chunk of chunks) yield* gathering.take(chunk);
  yield* gathering.end();
}

function createGathering(): { take(chunk: string | Uint8Array): Buffer[]; end(): Buffer[] } {
  let text = '';

  function end(): Buffer[] {
    const bytes = text === '' ? [] : [Buffer.from(text)];
    text = '';
    return bytes;
  }

  return {
    take(chunk) {
      if (typeof chunk !== 'string') return [...end(), Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)];
      text += chunk;
      return text.length < PIECE ? NONE : end();
    },
    end,
  };
}

const NONE: Buffer[] = [];
