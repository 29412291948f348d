import { BadKey, fromBase64, type Hash, NoteRefused, openCheckpoint, type OpenedCheckpoint, parseNote, parseVerifierKey, type VerifierKey, verifyConsistency } from '#libs/proof';
import { type Archive, Damaged, linesOf, textOf } from './archive.js';
import { type Consistency } from './contents.js';
import { FILES } from './paths.js';

/** What was signed of a bundle's log, once its signatures are known to be right. */
export interface Signed {
  /** The verifier keys of the policy, as they are published. */
  keys: string[];
  trusted: VerifierKey[];
  /** The note that covers the bundle, and what it says. */
  note: string;
  checkpoint: OpenedCheckpoint;
  consistency?: Consistency;
  /** Notes of smaller sizes, the smallest first. */
  earlier: { note: string; checkpoint: OpenedCheckpoint }[];
}

/**
 * Reads policy and checkpoints.
 * @param pinned keys of which one must have signed the newest checkpoint; absent: those of the policy are believed
 * @throws Damaged where a signature is wrong, or what is signed does not belong together
 */
export function readSigned(archive: Archive, pinned?: readonly VerifierKey[]): Signed {
  const keys = policyKeys(textOf(archive, FILES.policy));
  const trusted = keys.map(keyOf);
  const note = textOf(archive, FILES.checkpoint);
  const checkpoint = openedNote(FILES.checkpoint, note, trusted);
  if (pinned !== undefined) openedNote(FILES.checkpoint, note, pinned);
  const earlier: Signed['earlier'] = [];
  textOf(archive, FILES.checkpoints);
  for (const { text } of linesOf(archive, FILES.checkpoints)) {
    const where = `${FILES.checkpoints}, line ${earlier.length + 1}`;
    const older = parsed(where, text) as { note?: unknown };
    const read = openedNote(where, String(older.note), trusted);
    if (read.origin !== checkpoint.origin) throw new Damaged(where, `it is of the log ${read.origin}, not of ${checkpoint.origin}`);
    if (read.size <= (earlier.at(-1)?.checkpoint.size ?? -1) || read.size >= checkpoint.size) throw new Damaged(where, `its size, ${read.size}, does not lie between those before and after it`);
    earlier.push({ note: String(older.note), checkpoint: read });
  }
  return { keys, trusted, note, checkpoint, ...(archive.names.includes(FILES.consistency) ? { consistency: readConsistency(archive) } : {}), earlier };
}

/** Says what does not follow from what was signed; undefined where the checkpoint covers exactly these events, or provably begins with them. */
export function unsigned({ checkpoint, consistency }: Signed, size: number, root: Hash): string | undefined {
  if (consistency === undefined) {
    if (checkpoint.size !== size) return `it was signed for ${checkpoint.size} events, and the bundle has ${size}`;
    return checkpoint.root.equals(root) ? undefined : 'the events are not those that were signed: their Merkle root is another';
  }
  const { from, to, hashes } = consistency;
  if (from !== size || to !== checkpoint.size) return `the proof in ${FILES.consistency} is from ${from} to ${to}, not from ${size} to ${checkpoint.size}`;
  const holds = size === 0 ? hashes.length === 0 : verifyConsistency(from, to, root, checkpoint.root, hashes);
  return holds ? undefined : `the events are not those that were signed: the proof in ${FILES.consistency} does not lead from their Merkle root to the checkpoint's`;
}

/** Of verifier keys, as they are published, those that signed one of these notes. */
export function keysThatSigned(keys: readonly string[], notes: readonly string[]): string[] {
  const signed = new Set(notes.flatMap((note) => parseNote(note).signatures.map(({ name, id }) => `${name}+${id}`)));
  return keys.filter((text) => {
    const { name, id } = parseVerifierKey(text);
    return signed.has(`${name}+${id}`);
  });
}

function policyKeys(policy: string): string[] {
  return policy.split('\n').flatMap((line) => (line.startsWith('log ') ? [line.slice('log '.length)] : []));
}

function keyOf(text: string): VerifierKey {
  try {
    return parseVerifierKey(text);
  } catch (error) {
    if (error instanceof BadKey) throw new Damaged(FILES.policy, error.message);
    throw error;
  }
}

/** @throws Damaged where it is not signed by one of the keys */
export function openedNote(where: string, note: string, logs: readonly VerifierKey[]): OpenedCheckpoint {
  try {
    return openCheckpoint(note, { logs });
  } catch (error) {
    if (error instanceof NoteRefused) throw new Damaged(where, error.message);
    throw error;
  }
}

function readConsistency(archive: Archive): Consistency {
  const { from, to, hashes } = parsed(FILES.consistency, textOf(archive, FILES.consistency)) as { from?: unknown; to?: unknown; hashes?: unknown };
  const bytes = (Array.isArray(hashes) ? hashes : [undefined]).map((hash) => fromBase64(String(hash)));
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || bytes.includes(undefined)) throw new Damaged(FILES.consistency, 'it is no proof: from, to and hashes in base 64');
  return { from: from as number, to: to as number, hashes: bytes as Uint8Array[] };
}

/** @throws Damaged for what is no object in JSON */
export function parsed(where: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Told below, like JSON that is no object.
  }
  throw new Damaged(where, 'it is no object in JSON');
}
