import { once } from 'node:events';
import { openWitness, watchedLogs, witnessKeys, type WitnessSettings } from '#libs/application';
import type { Context } from '../context.js';
import { told } from '../direct.js';
import { Failure, usage } from '../failure.js';
import { requireFolder } from '../folders.js';
import { listenWitness } from '../witness/server.js';

/** Commands of a witness: it has a folder of its own, and needs no ledger. */

export interface WitnessOptions {
  state: string;
  key?: string;
  name?: string;
}

/** @throws Failure where its folder is a file */
function settingsOf({ state, key, name }: WitnessOptions): WitnessSettings {
  requireFolder(state, '--state');
  return { folder: state, ...(key === undefined ? {} : { keyFile: key }), ...(name === undefined ? {} : { name }) };
}

/** Watches logs until it is told to stop. */
export async function serveWitness(context: Context, { log = [], host, port, ...options }: WitnessOptions & { log?: string[]; host: string; port: number }): Promise<void> {
  if (context.options.url !== undefined) throw usage('a witness is asked by logs, and asks no server: leave --url out');
  const witness = await told(async () => openWitness(settingsOf(options), watchedLogs(log)));
  try {
    const server = await listenWitness(witness, { host, port }, context.say).catch((error: unknown) => Promise.reject(cannotListen(error, host, port)));
    const stopped = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
    await context.printLines([
      `The witness ${witness.name} is at ${server.url} and watches ${witness.logs.join(', ')}.`,
      `What it has cosigned: curl ${server.url}/`,
      'A Parley server sends it checkpoints where PARLEY_WITNESSES has its address and key:',
      `  ${server.url} ${witness.keys.at(-1)}`,
    ]);
    await stopped;
    await server.close();
  } finally {
    witness.close();
  }
}

/** Prints the verifier keys, and nothing else: the newest is the last. */
export async function showKey(context: Context, options: WitnessOptions): Promise<void> {
  await context.printLines(await told(() => witnessKeys(settingsOf(options))));
}

function cannotListen(error: unknown, host: string, port: number): Failure {
  return new Failure('bad-setting', `${host}:${port} can't be listened on (${(error as Error).message}): choose another with --host and --port`, [], { cause: error });
}
