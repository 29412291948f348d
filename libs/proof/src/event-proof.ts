import { bodyHashOf } from './body-hash.js';
import { parseCanonicalJson } from './canonical.js';
import type { OpenedCheckpoint, Trust } from './checkpoint.js';
import { parseTlogProof, ProofRefused, type TlogProof, verifyTlogProof, writeTlogProof } from './tlog-proof.js';

/** One event with the proof that it is in the log, in one file: the proof's extra data are the event's head and, unless it was redacted, its body, a line each. */
export interface EventProof extends Omit<TlogProof, 'extra'> {
  head: string;
  body: string | null;
}

/** What a file that was checked says. */
export interface ProvenEvent {
  /** Canonical JSON, exactly as recorded. */
  head: string;
  /** null where the file holds none. */
  body: string | null;
  checkpoint: OpenedCheckpoint;
}

export function writeEventProof({ head, body, ...proof }: EventProof): string {
  return writeTlogProof({ ...proof, extra: Buffer.from(body === null ? head : `${head}\n${body}`) });
}

/**
 * Checks a file without asking anybody: that the log's key signed the checkpoint, that the head is in the tree of that checkpoint at its own position, and that the
 * body is the one whose hash the head holds.
 * @throws NoteRefused, ProofRefused where it proves nothing
 */
export function verifyEventProof(file: string, trust: Trust): ProvenEvent {
  const proof = parseTlogProof(file);
  const [head = '', body = null, ...more] = proof.extra?.toString().split('\n') ?? [];
  if (head === '' || more.length > 0) throw new ProofRefused('malformed', 'this file holds no event: its extra line is not a head and a body');
  const checkpoint = verifyTlogProof(proof, head, trust);
  const { seq, bodyHash } = parseCanonicalJson(head) as { seq?: unknown; bodyHash?: unknown };
  if (seq !== proof.index) throw new ProofRefused('not-included', `the event says that it is number ${String(seq)}, the log has it as number ${proof.index}`);
  if (body !== null && bodyHashOf(body) !== bodyHash) throw new ProofRefused('not-included', 'the body is not the one that the log vouches for: it was altered');
  return { head, body, checkpoint };
}
