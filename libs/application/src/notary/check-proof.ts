import type { EventBody, EventHead } from '#libs/domain';
import { parseCanonicalJson, parseVerifierKey, type Signature, type VerifierKey, verifyEventProof } from '#libs/proof';

/** What a proof file says, once it is believed. */
export interface CheckedProof {
  origin: string;
  /** How many events the log had. */
  size: number;
  head: EventHead;
  /** null where the file holds none. */
  body: EventBody | null;
  /** Who signed: the log's keys, and witnesses with the time at which they saw it (seconds since 1970). */
  signedBy: { name: string; id: string; time?: number }[];
  /** Of how many witnesses that were asked for how many cosigned, and how many had to; one that has several keys counts once. */
  witnesses: { known: number; cosigned: number; quorum: number };
}

/**
 * Checks a file that `Proofs` made, against verifier keys alone: no ledger is asked.
 * @param keys of the log; one of them must have signed
 * @param quorum how many of the witnesses must have cosigned
 * @throws BadKey; NoteRefused or ProofRefused where the file proves nothing
 */
export function checkProofFile(file: string, keys: readonly string[], witnesses: readonly string[] = [], quorum = 0): CheckedProof {
  const known = witnesses.map(parseVerifierKey);
  const { head, body, checkpoint } = verifyEventProof(file, { logs: keys.map(parseVerifierKey), witnesses: known, quorum });
  const signedBy = [...checkpoint.signatures, ...checkpoint.cosignatures].map(({ key: { name, id }, time }: Signature) => ({ name, id, ...(time === undefined ? {} : { time }) }));
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    head: parseCanonicalJson(head) as EventHead,
    body: body === null ? null : (parseCanonicalJson(body) as EventBody),
    signedBy,
    witnesses: { known: countOf(known), cosigned: countOf(checkpoint.cosignatures.map(({ key }) => key)), quorum },
  };
}

function countOf(keys: readonly VerifierKey[]): number {
  return new Set(keys.map(({ name }) => name)).size;
}
