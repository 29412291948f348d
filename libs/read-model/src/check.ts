import { setImmediate } from 'node:timers/promises';
import type { Log } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { readCheckpoint } from './checkpoint.js';
import type { OnProgress } from './indexer.js';
import type { IndexPosition } from './read-model.js';
import type { Sql } from './sql.js';

const PAGE = 2_000;

/**
 * Whether the index holds exactly the first events of the log. Most other ledgers differ in length or in the last
 * head and are found at once; to be sure of the rest, the tree's root is computed from all heads again, which reads the
 * log up to the checkpoint.
 */
export async function isOfLog(log: Log, sql: Sql, onProgress?: OnProgress): Promise<boolean> {
  const checkpoint = checkpointIn(sql);
  if (checkpoint === undefined) return false;
  const total = checkpoint.seq;
  if (total === 0) return true;
  if ((await log.head()) < total) return false;
  const [last] = await log.read(total - 1, 1);
  const indexed = sql.get<{ head: string }>('SELECT head FROM events WHERE seq = ?', total - 1);
  if (last === undefined || last.head !== indexed?.head) return false;

  let tree = emptyTree();
  while (tree.size < total) {
    const events = await log.read(tree.size, Math.min(PAGE, total - tree.size));
    if (events.length === 0) return false;
    for (const { head } of events) tree = append(tree, leafHash(head));
    onProgress?.({ phase: 'checking', done: tree.size, total });
    await setImmediate();
  }
  return rootOf(tree).toString('hex') === checkpoint.root;
}

function checkpointIn(sql: Sql): IndexPosition | undefined {
  try {
    return readCheckpoint(sql);
  } catch {
    return undefined;
  }
}
