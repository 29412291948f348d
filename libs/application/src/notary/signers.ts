import { parseNote } from '#libs/proof';

/** Who a signed note names. */
export interface Signer {
  name: string;
  /** Of the key, as its verifier key has it. */
  id: string;
  /** Of a cosignature: when the witness saw it by its own clock, in seconds since 1970. */
  time?: number;
}

/** A log signs with 64 bytes (Ed25519); a witness puts its time before them (C2SP tlog-cosignature). */
const [SIGNATURE, TIME] = [64, 8];

/** Who signed a note, as its last lines say; nothing is verified. @throws NoteRefused where it is no note */
export function signersOf(note: string): Signer[] {
  return parseNote(note).signatures.map(({ name, id, bytes }) => ({
    name,
    id,
    ...(bytes.length === TIME + SIGNATURE ? { time: Number(bytes.readBigUInt64BE()) } : {}),
  }));
}
