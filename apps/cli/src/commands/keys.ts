import { addSigningKey, retireSigningKey } from '#libs/application';
import { randomBytes } from 'node:crypto';
import type { Context } from '../context.js';
import { Failure } from '../failure.js';
import { withLedger } from './keeping.js';

/** Verifier keys go to stdout, one a line, so that a script can take them. */
export async function listKeys(context: Context): Promise<void> {
  await context.print(await (await context.door()).keys());
}

export async function rotateKey(context: Context): Promise<void> {
  await withLedger(context, async (_parley, settings) => {
    const added = await addSigningKey(settings, () => randomBytes(32));
    context.say('a new key signs from the next checkpoint on, beside the one before; publish it, and retire the old one when everybody knows it:');
    await context.print(`${added}\n`);
  });
}

export async function retireKey(context: Context, id: string): Promise<void> {
  await withLedger(context, async (_parley, settings) => {
    const isRetired = await retireSigningKey(settings, id);
    if (!isRetired) throw new Failure('not-found', `no key of the id ${id} signs here; the id is the middle part of what parley keys list shows`);
    context.say(`${id} signs no more; what it signed stays on record`);
  });
}
