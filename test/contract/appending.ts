import { join } from 'node:path';
import { isLogConflict, openLog } from '#libs/log';
import { event } from '../../libs/log/src/testing/events.js';

/**
 * Appends so much to a ledger in SQLite that a thread does it, and prints what came out as one line of JSON.
 * Usage: appending.ts FOLDER
 */
const MANY = 250;

let threads = 0;
process.on('worker', () => (threads += 1));
const log = await openLog(`sqlite:${join(process.argv[2]!, 'ledger.db')}`, { threaded: true });
const events = Array.from({ length: MANY + 1 }, (_, seq) => event(seq));

/** What a refused append says. */
async function refusal(expectedSeq: number, first: number): Promise<unknown> {
  const moved = events.slice(0, MANY).map((each, n) => ({ ...each, seq: first + n }));
  return log.append(expectedSeq, moved).then(() => 'none', (error: unknown) => isLogConflict(error) && [error.head, error.takenId]);
}

await log.append(0, events.slice(0, MANY));
const refusals = [await refusal(0, 0), await refusal(MANY, MANY)];
await log.append(MANY, events.slice(MANY));
const read = await log.read(0, 1_000);
await log.close();
process.stdout.write(`${JSON.stringify({ threads, refusals, same: JSON.stringify(read) === JSON.stringify(events) })}\n`);
