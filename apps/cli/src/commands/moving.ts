import { copyLedger, postgresSchema } from '#libs/application';
import type { Context } from '../context.js';
import { told } from '../direct.js';
import { requireLedgerFile } from '../folders.js';
import { progressBar } from '../progress.js';

/** Commands that take a ledger from one engine to another. */

export async function copy(context: Context, { from, to, json }: { from: string; to: string; json?: boolean }): Promise<void> {
  for (const log of [from, to]) requireLedgerFile(log);
  const bar = progressBar(context.stderr, 'copying');
  const done = await told(() => copyLedger(from, to, (events, total) => bar.to(events, total)).finally(() => bar.end()));
  if (json === true) return context.print(`${JSON.stringify(done, null, 2)}\n`);
  const { size, root, copied, erased } = done;
  await context.printLines([
    `${copied.toLocaleString('en')} of ${size.toLocaleString('en')} events copied; both ledgers have the root ${root}`,
    ...(erased === false ? ['what is redacted can not be erased there: its index masks it'] : []),
  ]);
}

export async function schema(context: Context, { role }: { role?: string }): Promise<void> {
  await context.print(await postgresSchema(role));
}
