import { createHash } from 'node:crypto';
import { createBreather, type Encoded } from '#libs/application';

/** Characters that are made bytes at a time, about. */
const PIECE = 65_536;
/** Items of a list that are written at once. */
const FEW = 32;

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

/** The JSON text of an object, as `JSON.stringify` writes it, without its closing brace: in pieces, however deep in it the long lists lie. */
export function* membersOf(body: object): Generator<string> {
  yield '{';
  let between = '';
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield* piecesOf(value, `${between}${JSON.stringify(name)}:`);
    between = ',';
  }
}

/** @param before what stands before the value */
function* piecesOf(value: unknown, before: string): Generator<string> {
  if (!isLong(value)) {
    yield before + (JSON.stringify(value) ?? 'null');
  } else if (Array.isArray(value)) {
    let between = `${before}[`;
    for (const item of value) {
      yield* piecesOf(item, between);
      between = ',';
    }
    yield ']';
  } else {
    yield before;
    yield* membersOf(value);
    yield '}';
  }
}

/** Whether a list of more than a few items lies in a value. */
function isLong(value: unknown): value is object {
  if (Array.isArray(value)) return value.length > FEW || value.some(isLong);
  return typeof value === 'object' && value !== null && Object.values(value).some(isLong);
}
