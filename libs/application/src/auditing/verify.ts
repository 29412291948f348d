import type { Log } from '#libs/log';
import { type CompactTree, type OpenedCheckpoint, rootOf, toBase64 } from '#libs/proof';
import { checkLog, type Discrepancy, type Indexed, type LogCheck } from '#libs/read-model';
import { type KeptCheckpoints, refusalOf } from '../notary/kept-checkpoints.js';

export interface Verification {
  events: number;
  /** Of the heads, in base 64. */
  root: string;
  /** Events of the index that were compared; absent where there is no index. */
  indexed?: number;
  /** true where all rows of the index were compared, too. */
  rows?: true;
  /** Signed checkpoints that were compared; absent where none are kept. */
  checkpoints?: number;
  /** The newest of them: of how many events, which keys signed it, and how these are known. */
  signed?: { size: number; keys: string[]; from: Believed['from'] };
  /** The checkpoint that was given: how many events it is of. */
  continues?: number;
  /** Those that are set, each with the largest checkpoint that it cosigned, if any: when, and how many seconds ago. */
  witnesses?: { name: string; cosigned?: { size: number; at: string; age: number } }[];
  discrepancy?: Discrepancy;
}

/** The verifier keys of which one must have signed the newest checkpoint. */
export interface Believed {
  keys: readonly string[];
  /** Given by whoever asks; in the file of the signing key; or found in the file of the checkpoints, whose writer can exchange both. */
  from: 'given' | 'key-file' | 'checkpoints';
}

/** What a log is compared with, each where it is there. */
export interface Compared {
  indexed?: Indexed | undefined;
  kept?: KeptCheckpoints | undefined;
  believed: Believed;
  /** A checkpoint that whoever asks has kept. */
  given?: OpenedCheckpoint | undefined;
}

/**
 * Checks the log against its own hashes, against what the index took from it, and against every checkpoint that was signed. Reads a page at a time and
 * stops at the first discrepancy.
 */
export async function verifyLog(log: Log, compared: Compared, onProgress: (done: number, total: number) => void = () => undefined): Promise<Verification> {
  const { indexed, kept, believed, given } = compared;
  const signed = comparison(compared);
  const turn = async (done: number, total: number): Promise<boolean> => {
    onProgress(done, total);
    return true;
  };
  const { tree, found: discrepancy } = await checkLog(log, { indexed, turn, ...signed.check });
  return {
    events: tree.size,
    root: toBase64(rootOf(tree)),
    ...(indexed === undefined ? {} : { indexed: Math.min(indexed.size, tree.size) }),
    ...(kept === undefined ? {} : { checkpoints: signed.count() }),
    ...(kept?.newest === undefined ? {} : { signed: { size: kept.newest.size, keys: believed.keys.filter((key) => refusalOf(kept.newest!, [key]) === undefined), from: believed.from } }),
    ...(given === undefined ? {} : { continues: given.size }),
    ...(discrepancy === undefined ? {} : { discrepancy }),
  };
}

/** Holds a growing tree against the kept checkpoints, one after the other, and against the one that was given. */
function comparison({ kept, believed, given }: Compared): { check: Required<Pick<LogCheck, 'wrongTree' | 'wrongEnd'>>; count(): number } {
  let next = kept?.after(-1);
  let agreed = 0;
  let count = 0;
  /** Older ones may be by keys that nobody uses any more: that their events are those of the newest shows without them. */
  const keysFor = (size: number): readonly string[] => (size === kept?.newest?.size ? believed.keys : [...believed.keys, ...(kept?.keys ?? [])]);
  const below = (size: number, what: string): Discrepancy => ({ seq: Math.min(agreed, Math.max(size - 1, 0)), ...(size - 1 > agreed ? { to: size - 1 } : {}), what, against: 'checkpoint' });
  const andAgrees = (): string => (agreed === 0 ? '' : `; the one of ${agreed} agrees`);

  function wrongTree(tree: CompactTree): Discrepancy | undefined {
    if (given?.size === tree.size && !given.root.equals(rootOf(tree))) return below(tree.size, `the checkpoint of ${given.size} events that was given has another root (${toBase64(given.root)})${andAgrees()}`);
    if (next?.size !== tree.size) return undefined;
    const refusal = refusalOf(next, keysFor(next.size));
    if (refusal !== undefined) return below(next.size, `the kept checkpoint of ${next.size} events is not to be believed: ${refusal}`);
    if (next.root !== toBase64(rootOf(tree))) return below(next.size, `the checkpoint of ${next.size} events was signed with another root (${next.root})${andAgrees()}`);
    [agreed, count, next] = [next.size, count + 1, kept?.after(next.size)];
    return undefined;
  }

  function wrongEnd(size: number): Discrepancy | undefined {
    const missing = Math.max(next?.size ?? 0, given?.size ?? 0);
    return missing > size ? { seq: size, what: `the log ends here, and a checkpoint of ${missing} events was signed: it was cut off, or is a restored backup`, against: 'checkpoint' } : undefined;
  }

  return { check: { wrongTree, wrongEnd }, count: () => count };
}
