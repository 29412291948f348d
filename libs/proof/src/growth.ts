import type { AddCheckpoint } from './add-checkpoint.js';
import type { Checkpoint } from './checkpoint.js';
import { emptyTree, rootOf, verifyConsistency } from './merkle.js';

export type Growth =
  /** The tree of the checkpoint begins with the one seen last, or is the same. */
  | 'grown'
  /** The request is not about the checkpoint that was seen last. */
  | 'other-size'
  /** The same size with another root: two histories. */
  | 'other-root'
  /** The proof does not show it. */
  | 'unproven';

/**
 * Whether a log only grew, as a witness decides it (C2SP tlog-witness).
 * @param seen the checkpoint that was cosigned last; absent where there is none
 */
export function growthOf(seen: Checkpoint | undefined, { old, hashes }: Pick<AddCheckpoint, 'old' | 'hashes'>, next: Checkpoint): Growth {
  if (old !== (seen?.size ?? 0)) return 'other-size';
  if (seen !== undefined && seen.size === next.size && !seen.root.equals(next.root)) return 'other-root';
  // Of an empty tree there is nothing to prove, whatever follows it.
  const isProven = old === 0 ? hashes.length === 0 && isPossible(next) : verifyConsistency(old, next.size, seen!.root, next.root, hashes);
  return isProven ? 'grown' : 'unproven';
}

/** The empty tree has one root. */
function isPossible({ size, root }: Checkpoint): boolean {
  return size > 0 || root.equals(rootOf(emptyTree()));
}
