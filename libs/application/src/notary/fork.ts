import { fromBase64, isNoteRefused, openCheckpoint, parseVerifierKey, verifyConsistency } from '#libs/proof';
import type { SignedCheckpoint } from './checkpoint-store.js';
import type { LedgerTree } from './ledger-tree.js';

/** The ledger is not the one whose checkpoints were signed: nothing more is written to it. */
export class LedgerForked extends Error {
  readonly code = 'ledger-forked';
  constructor(reason: string) {
    super(`fork or restored backup: ${reason}. Nothing is written until that is settled: put back the ledger that these checkpoints are of, or go on as a new log (docs/proof.md says how)`);
    this.name = 'LedgerForked';
  }
}

export function isLedgerForked(error: unknown): error is LedgerForked {
  return error instanceof Error && (error as { code?: unknown }).code === 'ledger-forked';
}

/**
 * Compares the tree with the newest checkpoint that was signed.
 * @param size of the tree, at least that of the checkpoint unless something was lost
 * @throws LedgerForked where the tree is smaller, does not begin with what was signed, or where the checkpoint is not by one of `keys`
 */
export async function requireContinuation(tree: LedgerTree, size: number, signed: SignedCheckpoint, keys: readonly string[]): Promise<void> {
  try {
    openCheckpoint(signed.note, { logs: keys.map(parseVerifierKey) });
  } catch (error) {
    if (!isNoteRefused(error)) throw error;
    throw new LedgerForked(`the kept checkpoint of ${signed.size} events is not to be believed: ${error.message}`);
  }
  if (size < signed.size) throw new LedgerForked(`a checkpoint of ${signed.size} events was signed, and the ledger ends at ${size}`);
  if (signed.size === 0) return;
  const isContinued = verifyConsistency(signed.size, size, fromBase64(signed.root)!, await tree.rootAt(size), await tree.consistency(signed.size, size));
  if (!isContinued) throw new LedgerForked(`the ledger's first ${signed.size} events are not those of the checkpoint that was signed (${signed.root})`);
}
