import { fromBase64, toBase64 } from './base64.js';
import { openCheckpoint, type OpenedCheckpoint, type Trust } from './checkpoint.js';
import { type Hash, HASH_BYTES, leafHash, MAX_HASHES, verifyInclusion } from './merkle.js';

/** A proof to keep or to mail (C2SP tlog-proof): that an entry is in a log, checked without asking anybody. */
export interface TlogProof {
  /** The entry's position in the log. */
  index: number;
  /** The inclusion proof in the tree of the checkpoint, from the leaf's sibling up. */
  hashes: Hash[];
  /** A signed checkpoint, as its log gave it. */
  checkpoint: string;
  /** Whatever else comes along; nothing vouches for it. */
  extra?: Buffer;
}

/** A file that is no proof, or one that proves nothing. */
export class ProofRefused extends Error {
  readonly code = 'proof-refused';
  constructor(readonly why: 'malformed' | 'not-included', message: string) {
    super(message);
    this.name = 'ProofRefused';
  }
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';

export function writeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [FIRST_LINE, ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]), `index ${index}`, ...hashes.map(toBase64), '', checkpoint];
  return lines.join('\n');
}

/**
 * The parts of a proof, unverified.
 * @throws ProofRefused for anything but what `writeTlogProof` writes
 */
export function parseTlogProof(file: string): TlogProof {
  const end = file.indexOf('\n\n');
  const [first, ...lines] = file.slice(0, Math.max(0, end)).split('\n');
  if (first !== FIRST_LINE) throw malformed(`it does not begin with ${FIRST_LINE} and hold a checkpoint after a blank line`);
  const extra = lines[0]?.startsWith('extra ') === true ? bytesOf(lines.shift()!.slice('extra '.length)) : undefined;
  const [, index] = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? '') ?? [];
  if (index === undefined || !Number.isSafeInteger(Number(index))) throw malformed('it has no line that says the index');
  const hashes = lines.map(bytesOf);
  if (hashes.length > MAX_HASHES || hashes.some(({ length }) => length !== HASH_BYTES)) throw malformed(`its hashes are not up to ${MAX_HASHES} of ${HASH_BYTES} bytes`);
  return { index: Number(index), hashes, checkpoint: file.slice(end + 2), ...(extra === undefined ? {} : { extra }) };
}

/**
 * Checks that the log vouches for an entry.
 * @returns the checkpoint under which the entry is
 * @throws NoteRefused where the checkpoint is not to be believed; ProofRefused where the entry is not at that index of it
 */
export function verifyTlogProof({ index, hashes, checkpoint }: TlogProof, entry: Uint8Array | string, trust: Trust): OpenedCheckpoint {
  const opened = openCheckpoint(checkpoint, trust);
  if (!verifyInclusion(index, opened.size, leafHash(entry), hashes, opened.root)) {
    throw new ProofRefused('not-included', `the proof does not show that this entry is number ${index} of the ${opened.size} in ${opened.origin}: entry, index or proof was altered`);
  }
  return opened;
}

function bytesOf(base64: string): Buffer {
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw malformed('one of its lines is no base 64');
  return bytes;
}

function malformed(reason: string): ProofRefused {
  return new ProofRefused('malformed', `this is no proof file: ${reason}`);
}
