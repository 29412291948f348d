import { setTimeout as pause } from 'node:timers/promises';
import { openLog } from '#libs/log';
import { appendWithRetry, take } from '../../libs/log/src/testing/events.js';

/**
 * A process that shares a ledger with WRITERS − 1 others: waits until all are there, then appends COUNT events under ids of its own.
 * Usage: writer.ts URL NAME COUNT WRITERS
 */
const [url, name, count, writers] = process.argv.slice(2);
const log = await openLog(url!);
await appendWithRetry(log, `${name}-ready`);
await take(log.follow(0), Number(writers));
for (let n = 0; n < Number(count); n += 1) {
  await appendWithRetry(log, `${name}-${n}`);
  await pause(1);
}
await log.close();
