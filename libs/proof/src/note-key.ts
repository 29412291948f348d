import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.js';

/**
 * Ed25519 keys of signed notes (C2SP signed-note). `log` keys sign a note's text (type 0x01); `witness` keys sign a checkpoint together with the time at
 * which it was seen (type 0x04, C2SP tlog-cosignature).
 */
export type KeyUse = 'log' | 'witness';

export interface VerifierKey {
  /** Without spaces or plus; by custom an address without its scheme: `example.com/parley`. */
  name: string;
  use: KeyUse;
  /** Eight hex digits, computed from the rest. Name and id together tell which key made a signature. */
  id: string;
  /** 32 bytes (RFC 8032). */
  publicKey: Buffer;
}

export interface SigningKey extends VerifierKey {
  /** 32 secret bytes. */
  seed: Buffer;
}

/** A key that can't be used. The text of the key is not in the message, for it may be a secret. */
export class BadKey extends Error {
  readonly code = 'bad-key';
  constructor(message: string) {
    super(message);
    this.name = 'BadKey';
  }
}

const TYPES: Readonly<Record<KeyUse, number>> = { log: 0x01, witness: 0x04 };
const KEY_BYTES = 32;

/** The fixed beginnings of Ed25519 keys in DER (RFC 8410), in front of the 32 bytes themselves. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** @throws BadKey for a name that a note can't carry, and for a seed that is not 32 bytes long */
export function signingKey(name: string, use: KeyUse, seed: Uint8Array): SigningKey {
  if (seed.length !== KEY_BYTES) throw new BadKey(`a signing key has ${KEY_BYTES} bytes, not ${seed.length}`);
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  return { ...verifierKey(name, use, spki.subarray(SPKI.length)), seed: Buffer.from(seed) };
}

/** @throws BadKey for a name that a note can't carry, and for a key that is not 32 bytes long */
export function verifierKey(name: string, use: KeyUse, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new BadKey(`${JSON.stringify(name)} is no name for a key: it needs at least one character, and no spaces, plus or control characters`);
  if (publicKey.length !== KEY_BYTES) throw new BadKey(`a verifier key has ${KEY_BYTES} bytes, not ${publicKey.length}`);
  const id = createHash('sha256').update(`${name}\n`).update(Buffer.of(TYPES[use])).update(publicKey).digest('hex').slice(0, 8);
  return { name, use, id, publicKey: Buffer.from(publicKey) };
}

export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^\p{White_Space}\p{Cc}+]+$/u.test(name);
}

/** The text by which a key is published: `example.com/parley+c74f20a3+AQ…`. */
export function verifierKeyText({ name, use, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(Buffer.concat([Buffer.of(TYPES[use]), publicKey]))}`;
}

/** @throws BadKey for anything but what `verifierKeyText` writes */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, use, id, bytes } = parts(text);
  return sameId(verifierKey(name, use, bytes), id);
}

/** The text in which a signing key is kept: `PRIVATE+KEY+example.com/parley+c74f20a3+AQ…`. Whoever reads it can sign. */
export function signingKeyText({ name, use, id, seed }: SigningKey): string {
  return `PRIVATE+KEY+${name}+${id}+${toBase64(Buffer.concat([Buffer.of(TYPES[use]), seed]))}`;
}

/** @throws BadKey for anything but what `signingKeyText` writes */
export function parseSigningKey(text: string): SigningKey {
  const [, rest] = /^PRIVATE\+KEY\+(.+)$/su.exec(text) ?? [];
  if (rest === undefined) throw new BadKey('this is no signing key: one begins with PRIVATE+KEY+');
  const { name, use, id, bytes } = parts(rest);
  return sameId(signingKey(name, use, bytes), id);
}

export function signBytes({ seed }: SigningKey, message: Uint8Array): Buffer {
  return sign(null, message, privateKeyOf(seed));
}

export function verifyBytes({ publicKey }: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }), signature);
}

function privateKeyOf(seed: Uint8Array): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

function parts(text: string): { name: string; use: KeyUse; id: string; bytes: Buffer } {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(text) ?? [];
  const bytes = fromBase64(base64 ?? '');
  if (name === undefined || id === undefined || bytes === undefined) throw new BadKey('this is no key of a signed note: one is written NAME+ID+BASE64');
  const use = (Object.keys(TYPES) as KeyUse[]).find((each) => TYPES[each] === bytes[0]);
  if (use === undefined) throw new BadKey(`a key of type ${bytes[0]}: only Ed25519 keys of logs (1) and witnesses (4) are known`);
  return { name, use, id, bytes: bytes.subarray(1) };
}

function sameId<Key extends VerifierKey>(key: Key, id: string): Key {
  if (key.id !== id) throw new BadKey(`the key of ${key.name} has the id ${key.id}, but its text says ${id}: a character was lost or changed`);
  return key;
}
