import { fromBase64, toBase64 } from './base64.js';
import { type Hash, HASH_BYTES } from './merkle.js';
import type { VerifierKey } from './note-key.js';
import { NoteRefused, openNote, type Signature } from './note.js';

/** A tree head as C2SP tlog-checkpoint writes it: which log, how many leaves, and their root. */
export interface Checkpoint {
  /** The log's name for ever; the names of its keys say the same. */
  origin: string;
  size: number;
  root: Hash;
}

/** Whom to believe about a log. */
export interface Trust {
  /** The log's own keys; their name is its origin. */
  logs: readonly VerifierKey[];
  /** Those who watch that it only grows. */
  witnesses?: readonly VerifierKey[];
  /** How many of the witnesses must have cosigned; one that has several keys of its name counts once. Default 0. */
  quorum?: number;
}

export interface OpenedCheckpoint extends Checkpoint {
  /** What was signed. */
  text: string;
  /** By the log itself, at least one. */
  signatures: Signature[];
  /** By witnesses, with their times. */
  cosignatures: Signature[];
}

/** The text to sign: three lines. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * What a checkpoint's text says. Further lines, which tlog-checkpoint allows, are passed over: nobody could check them against the log.
 * @throws NoteRefused where it is none
 */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin, size, root, ...extensions] = text.split('\n').slice(0, -1);
  const hash = fromBase64(root ?? '');
  const isCheckpoint = text.endsWith('\n') && origin !== '' && /^(0|[1-9]\d*)$/.test(size ?? '') && Number.isSafeInteger(Number(size)) && hash?.length === HASH_BYTES && !extensions.includes('');
  if (!isCheckpoint) throw new NoteRefused('malformed', 'this is no checkpoint: it has no origin, size and root, a line each');
  return { origin: origin!, size: Number(size), root: hash };
}

/**
 * What a signed checkpoint says, once it is known that its log signed it.
 * @throws NoteRefused where it is malformed, where a signature by a known key is wrong, where no key of the log of that origin signed it, or where too few witnesses cosigned it
 */
export function openCheckpoint(note: Uint8Array | string, { logs, witnesses = [], quorum = 0 }: Trust): OpenedCheckpoint {
  const { text, signatures } = openNote(note, [...logs, ...witnesses]);
  const checkpoint = parseCheckpointText(text);
  const own = signatures.filter(({ key }) => logs.includes(key) && key.name === checkpoint.origin);
  if (own.length === 0) throw new NoteRefused('untrusted', `no trusted key of the log ${checkpoint.origin} signed it`);
  const cosignatures = signatures.filter(({ key }) => witnesses.includes(key));
  const [cosigned, known] = [namesOf(cosignatures.map(({ key }) => key)), namesOf(witnesses)];
  if (cosigned.size < quorum) throw new NoteRefused('untrusted', `${quorum} of ${known.size} witnesses are needed, and ${cosigned.size === 0 ? 'none' : cosigned.size} cosigned it`);
  return { ...checkpoint, text, signatures: own, cosignatures };
}

function namesOf(keys: readonly VerifierKey[]): Set<string> {
  return new Set(keys.map(({ name }) => name));
}
