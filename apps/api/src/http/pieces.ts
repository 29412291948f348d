import { createHash } from 'node:crypto';
import { createBreather, type Encoded } from '#libs/application';

/** Characters that are made bytes at a time, about. */
const PIECE = 65_536;

/** The bytes of a representation, with a strong tag: a hash of them, where encoded pieces count by their own. A long one is written while others have their turn. */
export async function written(pieces: Iterable<string | Encoded>): Promise<{ bytes: Buffer; etag: string }> {
  const breathe = createBreather();
  const sum = createHash('sha256');
  const done: Buffer[] = [];
  let text = '';
  const flush = (): void => {
    const bytes = Buffer.from(text);
    sum.update(bytes);
    done.push(bytes);
    text = '';
  };
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      flush();
      sum.update(piece.sum);
      done.push(piece.bytes);
      continue;
    }
    text += piece;
    if (text.length < PIECE) continue;
    flush();
    await breathe();
  }
  flush();
  return { bytes: Buffer.concat(done), etag: `"${sum.digest('base64url')}"` };
}

/** The JSON text of an object, as `JSON.stringify` writes it, without its closing brace. */
export function* membersOf(body: object): Generator<string> {
  yield '{';
  let between = '';
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield `${between}${JSON.stringify(name)}:`;
    if (Array.isArray(value)) {
      for (const [place, item] of value.entries()) yield `${place === 0 ? '[' : ','}${JSON.stringify(item)}`;
      yield value.length === 0 ? '[]' : ']';
    } else {
      yield JSON.stringify(value);
    }
    between = ',';
  }
}
