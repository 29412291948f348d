import { setTimeout } from 'node:timers/promises';
import type { Log } from '#libs/log';
import { carryOut, restore, rootOf, rootPlan } from '#libs/proof';
import { checkLog, type Discrepancy } from './check-log.js';
import { indexedIn, openIndexed } from './indexed.js';
import { hashesOf } from './models/tree-nodes.js';
import type { Sql } from './sql.js';

/** Heads compared when the index is opened: all of a small ledger. */
const SAMPLE = 1_000;

/** How long others have the processor between pages: a million events take a while, and nobody waits for them. */
const PAUSE_MS = 10;
/** When it begins: whoever opened the index has something to do with it first. */
const BEGIN_AFTER_MS = 1_000;

/**
 * Whether the index looks like one of this log: it agrees with itself, the log is as long, and at the last position and at up to a thousand
 * others, evenly spread, both hold the same head. What that can't see, `checkBehind` does.
 */
export async function looksLikeLog(log: Log, sql: Sql): Promise<boolean> {
  const { size } = indexedIn(sql);
  if (!agreesWithItself(sql) || (await log.head()) < size) return false;
  const step = Math.max(1, size / SAMPLE);
  for (let at = size - 1; at >= 0; at -= step) {
    const seq = Math.ceil(at);
    const [event] = await log.read(seq, 1);
    const indexed = sql.get<{ head: string }>('SELECT head FROM events WHERE seq = ?', seq);
    if (event === undefined || event.head !== indexed?.head) return false;
  }
  return true;
}

/** Whether the checkpoint says so many events as there are, and the root that the tree has there. */
function agreesWithItself(sql: Sql): boolean {
  const { checkpoint, size } = indexedIn(sql);
  if (checkpoint?.seq !== size) return false;
  try {
    const tree = restore(checkpoint.tree);
    const plan = rootPlan(size);
    const [root] = carryOut(plan, hashesOf(sql, plan.flat()));
    return tree.size === size && [rootOf(tree), root!].every((hash) => hash.toString('hex') === checkpoint.root);
  } catch {
    return false;
  }
}

/**
 * Compares the whole log with the index at `path`, giving way to others between pages.
 * @returns the first discrepancy; undefined where there is none, or `signal` ended it
 */
export async function checkBehind(log: Log, path: string, signal: AbortSignal): Promise<Discrepancy | undefined> {
  await pause(BEGIN_AFTER_MS, signal);
  const opened = signal.aborted ? undefined : await openIndexed(path);
  if (opened === undefined) return undefined;
  const turn = async (): Promise<boolean> => {
    await pause(PAUSE_MS, signal);
    return !signal.aborted;
  };
  try {
    return (await checkLog(log, { indexed: opened.indexed, turn })).found;
  } finally {
    await opened.close();
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}
