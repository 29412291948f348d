import { setTimeout } from 'node:timers/promises';
import type { Log } from '#libs/log';
import { append, emptyTree, leafHash, rootOf } from '#libs/proof';
import { readCheckpoint } from './checkpoint.js';
import type { IndexPosition } from './read-model.js';
import type { Sql } from './sql.js';

/** Heads compared when the index is opened: all of a small ledger. */
const SAMPLE = 1_000;

/** Heads hashed at a time, and how long others have the processor between: a million heads take half a minute, and nobody waits for them. */
const PAGE = 500;
const PAUSE_MS = 10;
/** When it begins: whoever opened the index has something to do with it first. */
const BEGIN_AFTER_MS = 1_000;

/**
 * Whether the index looks like one of this log: the log is as long, and at the last position and at up to a thousand others, evenly
 * spread, both hold the same head. What that can't see, `isOfLog` does.
 */
export async function looksLikeLog(log: Log, sql: Sql): Promise<boolean> {
  const size = checkpointIn(sql)?.seq;
  if (size === undefined || (await log.head()) < size) return false;
  const step = Math.max(1, size / SAMPLE);
  for (let at = size - 1; at >= 0; at -= step) {
    const seq = Math.ceil(at);
    const [event] = await log.read(seq, 1);
    const indexed = sql.get<{ head: string }>('SELECT head FROM events WHERE seq = ?', seq);
    if (event === undefined || event.head !== indexed?.head) return false;
  }
  return true;
}

/**
 * Whether the index at `position` holds exactly the first events of the log: computes the tree's root anew from all heads, giving way
 * to others between pages.
 * @returns undefined where `signal` ended it
 */
export async function isOfLog(log: Log, position: IndexPosition, signal: AbortSignal): Promise<boolean | undefined> {
  let tree = emptyTree();
  while (tree.size < position.seq) {
    await pause(tree.size === 0 ? BEGIN_AFTER_MS : PAUSE_MS, signal);
    if (signal.aborted) return undefined;
    const events = await log.read(tree.size, Math.min(PAGE, position.seq - tree.size));
    if (events.length === 0) return false;
    for (const { head } of events) tree = append(tree, leafHash(head));
  }
  return rootOf(tree).toString('hex') === position.root;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}

function checkpointIn(sql: Sql): IndexPosition | undefined {
  try {
    return readCheckpoint(sql);
  } catch {
    return undefined;
  }
}
