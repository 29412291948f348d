import type { Log } from '#libs/log';
import { type CompactTree, rootOf, toBase64 } from '#libs/proof';
import { checkLog, type Discrepancy, type Indexed, type LogCheck } from '#libs/read-model';
import { type KeptCheckpoints, refusalOf } from './notary/kept-checkpoints.js';

export interface Verification {
  events: number;
  /** Of the heads, in hex. */
  root: string;
  /** Events of the index that were compared; absent where there is no index. */
  indexed?: number;
  /** true where all rows of the index were compared, too. */
  rows?: true;
  /** Signed checkpoints that were compared; absent where none are kept. */
  checkpoints?: number;
  discrepancy?: Discrepancy;
}

/** What a log is compared with, each where it is there. */
export interface Witnesses {
  indexed?: Indexed | undefined;
  kept?: KeptCheckpoints | undefined;
}

/**
 * Checks the log against its own hashes, against what the index took from it, and against every checkpoint that was signed. Reads a page at a time and
 * stops at the first discrepancy.
 */
export async function verifyLog(log: Log, { indexed, kept }: Witnesses, onProgress: (done: number, total: number) => void = () => undefined): Promise<Verification> {
  const signed = kept === undefined ? undefined : comparison(kept);
  const turn = async (done: number, total: number): Promise<boolean> => {
    onProgress(done, total);
    return true;
  };
  const { tree, found: discrepancy } = await checkLog(log, { indexed, turn, ...signed?.check });
  return {
    events: tree.size,
    root: rootOf(tree).toString('hex'),
    ...(indexed === undefined ? {} : { indexed: Math.min(indexed.size, tree.size) }),
    ...(signed === undefined ? {} : { checkpoints: signed.count() }),
    ...(discrepancy === undefined ? {} : { discrepancy }),
  };
}

/** Holds a growing tree against the kept checkpoints, one after the other. */
function comparison(kept: KeptCheckpoints): { check: Required<Pick<LogCheck, 'wrongTree' | 'wrongEnd'>>; count(): number } {
  let next = kept.after(-1);
  let agreed = 0;
  let count = 0;
  function wrongTree(tree: CompactTree): Discrepancy | undefined {
    if (next?.size !== tree.size) return undefined;
    const { size, root } = next;
    const range = { seq: Math.min(agreed, Math.max(size - 1, 0)), ...(size - 1 > agreed ? { to: size - 1 } : {}), against: 'checkpoint' as const };
    const refusal = refusalOf(next, kept.keys);
    if (refusal !== undefined) return { ...range, what: `the kept checkpoint of ${size} events is not to be believed: ${refusal}` };
    if (toBase64(rootOf(tree)) !== root) return { ...range, what: `the checkpoint of ${size} events was signed with another root (${root})${agreed === 0 ? '' : `; the one of ${agreed} agrees`}` };
    [agreed, count, next] = [size, count + 1, kept.after(size)];
    return undefined;
  }

  function wrongEnd(size: number): Discrepancy | undefined {
    return next && { seq: size, what: `the log ends here, and a checkpoint of ${next.size} events was signed: it was cut off, or is a restored backup`, against: 'checkpoint' };
  }

  return { check: { wrongTree, wrongEnd }, count: () => count };
}
