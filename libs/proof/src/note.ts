import { fromBase64, toBase64 } from './base64.js';
import { isKeyName, type SigningKey, signBytes, type VerifierKey, verifyBytes } from './note-key.js';

/**
 * Signed notes (C2SP signed-note): a text, a blank line, and a line for each signature, `— NAME BASE64`. Notes with many signatures are accepted; what bounds them
 * is their size.
 */
const MAX_BYTES = 1_000_000;
const ID_BYTES = 4;
const TIME_BYTES = 8;

export type Refusal =
  /** It is no note, or no checkpoint, at all. */
  | 'malformed'
  /** A signature by a known key does not verify: text or signature was altered. */
  | 'bad-signature'
  /** Too few known keys signed it. */
  | 'untrusted';

/** A note that must not be believed. */
export class NoteRefused extends Error {
  readonly code = 'note-refused';
  constructor(readonly why: Refusal, message: string) {
    super(message);
    this.name = 'NoteRefused';
  }
}

/** A signature that was verified. */
export interface Signature {
  key: VerifierKey;
  /** witness: when it saw the note, in seconds since 1970. */
  time?: number;
  /** As it stands in the note, without the line break. */
  line: string;
}

export interface OpenedNote {
  text: string;
  /** At least one. */
  signatures: Signature[];
}

/**
 * A signature line over a text, without the line break.
 * @param time of a witness key: seconds since 1970
 */
export function signatureLine(text: string, key: SigningKey, time?: number): string {
  requireText(text);
  if ((key.use === 'witness') !== (time !== undefined)) throw new TypeError('a witness signs with the time at which it saw the note, a log without');
  const stamp = time === undefined ? Buffer.alloc(0) : timeBytes(time);
  const signature = signBytes(key, messageOf(text, time));
  return `— ${key.name} ${toBase64(Buffer.concat([Buffer.from(key.id, 'hex'), stamp, signature]))}`;
}

/** The note of a text with its signature lines. */
export function writeNote(text: string, lines: readonly string[]): string {
  requireText(text);
  return `${text}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/**
 * What a note says, once it is known who signed it.
 * @throws NoteRefused where it is malformed, where a signature by one of `keys` is wrong, or where none of them signed it. Signatures by other keys are passed over.
 */
export function openNote(note: Uint8Array | string, keys: readonly VerifierKey[]): OpenedNote {
  const { text, signatures } = parseNote(note);
  const verified: Signature[] = [];
  for (const { name, id, bytes, line } of signatures) {
    const key = keys.find((each) => each.name === name && each.id === id);
    if (key === undefined) continue;
    const signature = checked(text, key, bytes, line);
    if (signature === undefined) throw new NoteRefused('bad-signature', `the signature of ${name} does not verify: the note, or its signature, was altered`);
    verified.push(signature);
  }
  if (verified.length === 0) throw new NoteRefused('untrusted', `none of its ${signatures.length} signatures is by a key that is trusted here (${keys.map(({ name, id }) => `${name}+${id}`).join(', ') || 'there is none'})`);
  return { text, signatures: verified };
}

interface UnverifiedSignature {
  name: string;
  id: string;
  bytes: Buffer;
  line: string;
}

/**
 * The parts of a note, unverified: nothing in it is to be believed.
 * @throws NoteRefused where it is malformed
 */
export function parseNote(note: Uint8Array | string): { text: string; signatures: UnverifiedSignature[] } {
  const whole = wellFormed(note);
  const end = whole.lastIndexOf('\n\n');
  if (end < 0 || !whole.endsWith('\n') || end + 2 === whole.length) throw malformed('it is no text followed by a blank line and signatures');
  const lines = whole.slice(end + 2, -1).split('\n');
  return { text: whole.slice(0, end + 1), signatures: lines.map(parseLine) };
}

function parseLine(line: string): UnverifiedSignature {
  const [, name, base64] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64 ?? '');
  if (name === undefined || !isKeyName(name) || bytes === undefined || bytes.length <= ID_BYTES) throw malformed('one of its last lines is no signature');
  return { name, id: bytes.toString('hex', 0, ID_BYTES), bytes: bytes.subarray(ID_BYTES), line };
}

/** undefined where it does not verify. */
function checked(text: string, key: VerifierKey, bytes: Buffer, line: string): Signature | undefined {
  if (key.use === 'log') return verifyBytes(key, messageOf(text), bytes) ? { key, line } : undefined;
  const time = bytes.length > TIME_BYTES ? Number(bytes.readBigUInt64BE()) : NaN;
  if (!Number.isSafeInteger(time)) return undefined;
  return verifyBytes(key, messageOf(text, time), bytes.subarray(TIME_BYTES)) ? { key, time, line } : undefined;
}

/** What is signed: the text, and by a witness the time too (C2SP tlog-cosignature, `cosignature/v1`). */
function messageOf(text: string, time?: number): Buffer {
  return Buffer.from(time === undefined ? text : `cosignature/v1\ntime ${time}\n${text}`);
}

function timeBytes(time: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeBigUInt64BE(BigInt(time));
  return bytes;
}

/** @throws TypeError for a text that can't be signed: our own mistake */
function requireText(text: string): void {
  if (!text.endsWith('\n') || !text.isWellFormed() || CONTROL.test(text)) throw new TypeError('a note’s text ends with a line break and holds no other control characters');
}

/** Any below U+0020 but the line break. */
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

function wellFormed(note: Uint8Array | string): string {
  const bytes = Buffer.from(note as string);
  if (bytes.length > MAX_BYTES) throw malformed(`it has more than ${MAX_BYTES} bytes`);
  const text = bytes.toString();
  // What is no UTF-8 becomes U+FFFD, which other bytes stand for.
  if (!Buffer.from(text).equals(bytes) || (typeof note === 'string' && text !== note)) throw malformed('it is no UTF-8');
  if (CONTROL.test(text)) throw malformed('it holds control characters');
  return text;
}

function malformed(reason: string): NoteRefused {
  return new NoteRefused('malformed', `this is no signed note: ${reason}`);
}
