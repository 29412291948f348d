import { fromBase64, toBase64 } from './base64.js';
import { type Hash, HASH_BYTES, MAX_HASHES } from './merkle.js';
import { NoteRefused } from './note.js';

/** What a log sends to a witness: a signed checkpoint, with the proof that it goes on from one that the witness has seen (C2SP tlog-witness, `add-checkpoint`). */
export interface AddCheckpoint {
  /** Size of the checkpoint that the witness cosigned last; 0 where it has cosigned none. */
  old: number;
  /** The consistency proof from there (RFC 6962 §2.1.2); empty where `old` is 0. */
  hashes: readonly Hash[];
  /** The signed note. */
  checkpoint: Uint8Array | string;
}

export function writeAddCheckpoint({ old, hashes, checkpoint }: AddCheckpoint): Buffer {
  return Buffer.concat([Buffer.from([`old ${old}`, ...hashes.map(toBase64), '', ''].join('\n')), Buffer.from(checkpoint as string)]);
}

/**
 * The parts of a request, unverified.
 * @throws NoteRefused for anything but what `writeAddCheckpoint` writes; the checkpoint itself is not looked at
 */
export function parseAddCheckpoint(body: Uint8Array): AddCheckpoint {
  const bytes = Buffer.from(body);
  const end = bytes.indexOf('\n\n');
  const [first, ...lines] = bytes.toString('latin1', 0, Math.max(0, end)).split('\n');
  const [, old] = /^old (0|[1-9]\d*)$/.exec(first ?? '') ?? [];
  if (old === undefined || !Number.isSafeInteger(Number(old))) throw malformed('it does not begin with a line such as "old 20852014", and have a checkpoint after a blank line');
  const hashes = lines.map(fromBase64);
  if (hashes.length > MAX_HASHES || hashes.some((hash) => hash?.length !== HASH_BYTES)) throw malformed(`its proof is not up to ${MAX_HASHES} hashes of ${HASH_BYTES} bytes in base 64, a line each`);
  return { old: Number(old), hashes: hashes as Hash[], checkpoint: bytes.subarray(end + 2) };
}

function malformed(reason: string): NoteRefused {
  return new NoteRefused('malformed', `this is no add-checkpoint request: ${reason}`);
}
