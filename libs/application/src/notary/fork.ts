import { fromBase64, toBase64, verifyConsistency } from '#libs/proof';
import type { CheckpointStore, SignedCheckpoint } from './checkpoint-store.js';
import { refusalOf } from './kept-checkpoints.js';
import type { LedgerTree } from './ledger-tree.js';

/** The ledger is not the one whose checkpoints were signed: nothing more is written to it. */
export class LedgerForked extends Error {
  readonly code = 'ledger-forked';
  constructor(reason: string) {
    super(`fork or restored backup: ${reason}. Nothing is written until that is settled: put back the ledger that these checkpoints are of, or go on as a new log (docs/proof.md says how)`);
    this.name = 'LedgerForked';
  }
}

/**
 * Compares the tree with the newest checkpoint that was signed.
 * @param size of the tree, at least that of the checkpoint unless something was lost
 * @throws LedgerForked where the tree is smaller, does not begin with what was signed, or where none of `keys` signed the checkpoint
 */
export async function requireContinuation(tree: LedgerTree, size: number, signed: SignedCheckpoint, known: Pick<CheckpointStore, 'covering'> & { keys: readonly string[] }): Promise<void> {
  const refusal = refusalOf(signed, known.keys);
  if (refusal !== undefined) throw new LedgerForked(`the kept checkpoint of ${signed.size} events is not to be believed: ${refusal}`);
  if (size < signed.size) throw new LedgerForked(`a checkpoint of ${signed.size} events was signed, and the ledger ends at ${size}`);
  if (signed.size === 0) return;
  const isContinued = verifyConsistency(signed.size, size, fromBase64(signed.root)!, await tree.rootAt(size), await tree.consistency(signed.size, size));
  if (isContinued) return;
  const { good, bad } = await firstContradicted(tree, signed, known);
  throw new LedgerForked(`${good === bad - 1 ? `event ${good} is not` : `of the events ${good} to ${bad - 1} one is not`} what it was when the checkpoint of ${bad} events was signed${good === 0 ? '' : `; the first ${good} are`}`);
}

/** The first kept checkpoint that the tree contradicts, and the last before it that it does not: once two trees differ they do so at every greater size. */
async function firstContradicted(tree: LedgerTree, signed: SignedCheckpoint, store: Pick<CheckpointStore, 'covering'>): Promise<{ good: number; bad: number }> {
  let [good, bad, undecided] = [0, signed.size, signed.size];
  while (good + 1 < undecided) {
    const middle = Math.max(good + 1, Math.floor((good + undecided) / 2));
    const { size, root } = store.covering(middle)!;
    if (size >= undecided) undecided = middle;
    else if (toBase64(await tree.rootAt(size)) === root) good = size;
    else bad = undecided = size;
  }
  return { good, bad };
}
