import type { Parley, Settings } from '#libs/application';
import type { Context } from '../context.js';
import { openLedger, told, verifyHere } from '../direct.js';
import { EXIT, type ExitCode, Failure, usage } from '../failure.js';
import { textOf } from '../input.js';
import { verificationLines } from '../pages/verification.js';
import { progressBar } from '../progress.js';

/** Commands that keep the ledger of this machine: they need its folder, not a server. */

/** @param mayBegin whether a ledger is made where there is none @throws Failure where a server is named; no-ledger */
export async function withLedger<T>({ options, env, stderr }: Context, work: (parley: Parley, settings: Settings) => Promise<T>, mayBegin = false): Promise<T> {
  if (options.url !== undefined) throw usage('this is done where the ledger is: leave --url out, and name the folder with --data');
  const { parley, settings } = await openLedger(options.data, env, stderr, { mayBegin });
  try {
    return await told(() => work(parley, settings));
  } finally {
    await parley.close();
  }
}

export async function rebuild(context: Context): Promise<void> {
  await withLedger(context, async (parley) => {
    const bar = progressBar(context.stderr, 'building the index');
    await parley.rebuild((done, total) => bar.to(done, total)).finally(() => bar.end());
    const { ledger, index } = await parley.readiness();
    await context.print(`the index holds ${index.position} of ${ledger.size} events\n`);
  });
}

/** Exit code 1 where something differs, with the first event that does. */
export async function verify(context: Context, { json, quick, key, checkpoint }: { json?: boolean; quick?: boolean; key?: string[]; checkpoint?: string }): Promise<ExitCode> {
  const { options, env, stderr } = context;
  if (options.url !== undefined) throw usage('this is done where the ledger is: leave --url out, and name the folder with --data');
  const note = checkpoint === undefined ? undefined : await textOf(checkpoint);
  const { found, places } = await verifyHere(options.data, env, stderr, { quick: quick === true, keys: key, checkpoint: note });
  await (json === true ? context.print(`${JSON.stringify(found, null, 2)}\n`) : context.printLines(verificationLines(found, places)));
  return found.discrepancy === undefined ? EXIT.ok : EXIT.checkFailed;
}

/** The token alone goes to stdout, so that a script can take it. */
export async function createToken(context: Context, name: string): Promise<void> {
  await withLedger(context, async ({ tokens }) => {
    const token = await tokens.create(name).catch((error: unknown) => Promise.reject(error instanceof RangeError ? usage(error.message) : error));
    context.say(`a token for ${name}; keep it, it can't be shown again:`);
    await context.print(`${token}\n`);
  }, true);
}

export async function listTokens(context: Context, { json }: { json?: boolean }): Promise<void> {
  await withLedger(context, async ({ tokens }) => {
    const list = await tokens.list();
    if (json === true) return context.print(`${JSON.stringify(list, null, 2)}\n`);
    if (list.length === 0) context.say('no tokens; parley token create NAME makes one');
    await context.printLines(list.map(({ name, createdAt }) => `${name}  since ${createdAt}`));
  });
}

export async function revokeTokens(context: Context, name: string): Promise<void> {
  await withLedger(context, async ({ tokens }) => {
    const count = await tokens.revoke(name);
    if (count === 0) throw new Failure('not-found', `no token has the name ${name}; parley token list shows those that are there`);
    context.say(`${count === 1 ? 'a token' : `${count} tokens`} of ${name} made invalid`);
  });
}
