/** Why a value has no canonical form. `pointer` is a JSON Pointer (RFC 6901) to the offending member. */
export class NotCanonical extends Error {
  readonly code = 'not-canonical';
  constructor(readonly pointer: string, readonly reason: string) {
    super(`no canonical JSON at "${pointer}": ${reason}`);
    this.name = 'NotCanonical';
  }
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
  return textOf(value, []);
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

/** The members and positions that lead to the value being written; made a pointer only where something is refused. */
type Path = (string | number)[];

function refuse(path: Path, reason: string): never {
  throw new NotCanonical(path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), reason);
}

function textOf(value: unknown, path: Path): string {
  if (path.length > MAX_DEPTH) refuse(path, `nested more than ${MAX_DEPTH} levels deep`);
  switch (typeof value) {
    case 'string':
      return textOfString(value, path);
    case 'number':
      return textOfNumber(value, path);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? textOfArray(value, path) : textOfObject(value, path);
    default:
      return refuse(path, `${typeof value} is no JSON value`);
  }
}

/** Text that JSON writes as it is, between quotes: most is such, and this is the quickest way to see it. */
const PLAIN = /^[ !#-\[\]-~]*$/;

function textOfString(value: string, path: Path): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) refuse(path, 'a string with a lone surrogate is not Unicode text');
  return JSON.stringify(value);
}

/** From 1e21 on ECMAScript prints an exponent, which nobody takes for an exact integer. */
const FIRST_WITH_EXPONENT = 1e21;

function textOfNumber(value: number, path: Path): string {
  if (!Number.isFinite(value)) refuse(path, `${value} is no JSON number`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < FIRST_WITH_EXPONENT) {
    refuse(path, `${value} is beyond 2^53, where integers are rounded`);
  }
  return JSON.stringify(value);
}

function textOfArray(value: readonly unknown[], path: Path): string {
  let text = '[';
  // By position, so that the holes of a sparse array are visited too: they are undefined, and refused.
  for (let index = 0; index < value.length; index += 1) {
    path.push(index);
    text += (index === 0 ? '' : ',') + textOf(value[index], path);
    path.pop();
  }
  return `${text}]`;
}

function textOfObject(value: object, path: Path): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's Object.prototype (a worker, a test's sandbox) is plain too: it has no prototype above it.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) refuse(path, `a ${value.constructor.name} is no plain object`);
  let text = '{';
  for (const name of sorted(Object.keys(value))) {
    path.push(name);
    text += (text === '{' ? '' : ',') + textOfName(name, path) + textOf((value as Record<string, unknown>)[name], path);
    path.pop();
  }
  return `${text}}`;
}

/** How many names' texts are kept, and of how many characters at most: whoever writes a record may choose its names. */
const KEPT_NAMES = 1_000;
const KEPT_LENGTH = 64;

const nameTexts = new Map<string, string>();

/** A member's name and its colon. Records use the same names over and over, which are then checked once. */
function textOfName(name: string, path: Path): string {
  const kept = nameTexts.get(name);
  if (kept !== undefined) return kept;
  const text = `${textOfString(name, path)}:`;
  if (nameTexts.size < KEPT_NAMES && name.length <= KEPT_LENGTH) nameTexts.set(name, text);
  return text;
}

/** Names in the order of their UTF-16 code units, which is how strings compare; put in order in place. Most objects have a handful of them, for which insertion is quickest. */
function sorted(names: string[]): string[] {
  if (names.length > 20) return names.sort();
  for (let at = 1; at < names.length; at += 1) {
    const name = names[at]!;
    let place = at;
    for (; place > 0 && names[place - 1]! > name; place -= 1) names[place] = names[place - 1]!;
    names[place] = name;
  }
  return names;
}
