import { setTimeout } from 'node:timers/promises';
import type { Log } from '#libs/log';
import { carryOut, restore, rootOf, rootPlan, wrongBody } from '#libs/proof';
import { BODY_MISSING, checkLog } from './check-log.js';
import type { Discrepancy } from './discrepancy.js';
import { indexedIn } from './indexed.js';
import { hashesOf } from './models/tree-nodes.js';
import { openIndexed } from './open-indexed.js';
import type { Sql } from './sql.js';

/** Events compared when the index is opened: all of a small ledger. */
const SAMPLE = 1_000;

/** How long others have the processor between pages: a million events take a while, and nobody waits for them. */
const PAUSE_MS = 10;
/** When it begins: whoever opened the index has something to do with it first. */
const BEGIN_AFTER_MS = 1_000;

/**
 * Whether the index looks like one of this log: it agrees with itself, the log is as long, and at the last position and at up to a thousand
 * others, evenly spread, both hold the same head. What that can't see, `checkBehind` does.
 * @returns also the first event looked at whose body is not the one that was recorded
 */
export async function compareSample(log: Log, sql: Sql): Promise<{ isOfLog: boolean; damaged?: Discrepancy }> {
  const { size } = indexedIn(sql);
  if (!agreesWithItself(sql) || (await log.head()) < size) return { isOfLog: false };
  let damaged: Discrepancy | undefined;
  const step = Math.max(1, size / SAMPLE);
  for (let at = size - 1; at >= 0; at -= step) {
    const seq = Math.ceil(at);
    const [event] = await log.read(seq, 1);
    const indexed = sql.get<{ head: string; isRedacted: 0 | 1 }>('SELECT head, body IS NULL AS "isRedacted" FROM events WHERE seq = ?', seq);
    if (event === undefined || event.head !== indexed?.head) return { isOfLog: false };
    const wrong = event.body === null ? await wronglyMissing(indexed.isRedacted === 1, log, size) : wrongBody(JSON.parse(event.head) as object, event.body);
    if (wrong !== undefined) damaged = { seq, what: wrong, against: 'itself' };
  }
  return { isOfLog: true, ...(damaged === undefined ? {} : { damaged }) };
}

/** What an index knows nothing of may be redacted by an event that it has not taken yet. */
async function wronglyMissing(isRedacted: boolean, log: Log, indexed: number): Promise<string | undefined> {
  return isRedacted || (await log.head()) > indexed ? undefined : BODY_MISSING;
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
 * Compares the whole log with the index at `place`, giving way to others between pages.
 * @returns the first discrepancy; undefined where there is none, or `signal` ended it
 */
export async function checkBehind(log: Log, place: string, threaded: boolean, signal: AbortSignal): Promise<Discrepancy | undefined> {
  await pause(BEGIN_AFTER_MS, signal);
  const opened = signal.aborted ? undefined : await openIndexed(place, threaded);
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
