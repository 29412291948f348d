/** Why a value has no canonical form. `pointer` is a JSON Pointer (RFC 6901) to the offending member. */
export class NotCanonical extends Error {
  readonly code = 'not-canonical';
  constructor(readonly pointer: string, readonly reason: string) {
    super(`no canonical JSON at "${pointer}": ${reason}`);
    this.name = 'NotCanonical';
  }
}

export function isNotCanonical(error: unknown): error is NotCanonical {
  return error instanceof Error && (error as { code?: unknown }).code === 'not-canonical';
}

/** Deeper values are refused: they are cycles, or meant to exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * The one text of a JSON value by RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units,
 * numbers as ECMAScript prints them, no white space. What JSON can't hold exactly is refused rather than changed,
 * which the usual libraries do silently: an `undefined` member would vanish, a `Date` become a string, a `Map` `{}`.
 * @throws NotCanonical for NaN, infinities, integers in digits beyond 2^53, lone surrogates, `undefined` and anything but plain objects and arrays.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, '', 0);
}

/**
 * Reads a text that claims to be canonical and refuses it where it is not exactly its value's canonical form. That rules out
 * what `JSON.parse` swallows: duplicate members (the last wins), integers beyond 2^53 (rounded), lone surrogates, other spellings.
 * @throws NotCanonical; SyntaxError where the text is no JSON at all.
 */
export function parseCanonicalJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (canonicalJson(value) !== text) throw new NotCanonical('', 'the text differs from its value’s canonical form');
  return value;
}

function textOf(value: unknown, pointer: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new NotCanonical(pointer, `nested more than ${MAX_DEPTH} levels deep`);
  switch (typeof value) {
    case 'string':
      return textOfString(value, pointer);
    case 'number':
      return textOfNumber(value, pointer);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? textOfArray(value, pointer, depth) : textOfObject(value, pointer, depth);
    default:
      throw new NotCanonical(pointer, `${typeof value} is no JSON value`);
  }
}

/** In a Unicode pattern a pair is one character, so that only unpaired units match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function textOfString(value: string, pointer: string): string {
  if (LONE_SURROGATE.test(value)) throw new NotCanonical(pointer, 'a string with a lone surrogate is not Unicode text');
  return JSON.stringify(value);
}

/** From 1e21 on ECMAScript prints an exponent, which nobody takes for an exact integer. */
const FIRST_WITH_EXPONENT = 1e21;

function textOfNumber(value: number, pointer: string): string {
  if (!Number.isFinite(value)) throw new NotCanonical(pointer, `${value} is no JSON number`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < FIRST_WITH_EXPONENT) {
    throw new NotCanonical(pointer, `${value} is beyond 2^53, where integers are rounded`);
  }
  return JSON.stringify(value);
}

function textOfArray(value: readonly unknown[], pointer: string, depth: number): string {
  // Array.from visits the holes of a sparse array, which map would skip: they are undefined, and refused.
  return `[${Array.from(value, (item, index) => textOf(item, `${pointer}/${index}`, depth + 1)).join(',')}]`;
}

function textOfObject(value: object, pointer: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype (a worker, a test's sandbox) is plain too: it has no prototype above it.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new NotCanonical(pointer, `a ${value.constructor.name} is no plain object`);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = members.map(([name, member]) => {
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return `${textOfString(name, at)}:${textOf(member, at, depth + 1)}`;
  });
  return `{${texts.join(',')}}`;
}
