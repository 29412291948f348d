import type { Log } from '#libs/log';
import type { Indexer } from '#libs/read-model';
import { beyondHead } from '../asking/errors.js';
import { IndexBehind } from '../notary/ledger-tree.js';

/** How long somebody waits for events that others have just written. Milliseconds. */
const PATIENCE = 5_000;

/**
 * Resolves when answers rest on the event at `seq`, too, whichever process wrote it: who has a receipt finds what it is for at any of them.
 * @throws QuestionError ledger-beyond-head where the log has no such event; IndexBehind where the index takes too long; IndexHalted
 */
export async function reach(seq: number, log: Pick<Log, 'head'>, indexer: Pick<Indexer, 'status' | 'catchUp'>, patience = PATIENCE): Promise<void> {
  if (indexer.status().position.seq > seq) return;
  const size = await log.head();
  if (seq >= size) throw beyondHead('after', seq + 1, size);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new IndexBehind(indexer.status().position.seq, seq + 1)), patience);
  });
  await Promise.race([indexer.catchUp(), tooLong]).finally(() => clearTimeout(timer));
}
