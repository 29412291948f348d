import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { readVerifier, verifierFile } from '#libs/application';
import { BadKey, pinnedKeys, reportLines, verifyBundle } from '#libs/bundle';
import type { Context } from '../context.js';
import { told } from '../direct.js';
import { EXIT, type ExitCode, Failure, usage } from '../failure.js';
import { fileFailure } from '../input.js';
import { exportLedger } from './import.js';

/** What an auditor takes home, and checks there. */

export async function exportEither(context: Context, negotiation: string | undefined, { ledger, bundle }: { ledger?: string; bundle?: string }): Promise<void> {
  if ((negotiation === undefined) === (bundle === undefined)) throw usage('name a negotiation for its events, or --bundle FILE.zip for the whole ledger');
  if (bundle === undefined) return exportLedger(context, negotiation!, ledger === undefined ? {} : { ledger });
  const unfinished = `${bundle}.partial`;
  await writeFile(unfinished, '').catch(({ message }: Error) => Promise.reject(new Failure('file-not-found', `${bundle} can't be written: ${message}`)));
  try {
    await (await context.door()).exportBundle(unfinished, ledger);
    await rename(unfinished, bundle);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  context.say(`${bundle} is written; parley verify ${bundle} checks it, and so does verify.mjs in it`);
}

/** Exit code 1 where something is not as it was exported. */
export async function checkBundle(context: Context, bundle: string, { key, checkpoint, json }: { key?: string[]; checkpoint?: string; json?: boolean }): Promise<ExitCode> {
  const pinned = key === undefined ? undefined : keysOf(key);
  const kept = checkpoint === undefined ? undefined : (await bytesOf(checkpoint)).toString();
  const verification = await verifyBundle(bundle, { verifier: await told(readVerifier), threads: () => new Worker(verifierFile()), ...(pinned === undefined ? {} : { pinned }), ...(kept === undefined ? {} : { kept }) }).catch((error: unknown) => Promise.reject(isOfFiles(error) ? fileFailure(bundle, error) : error));
  if (json === true) await context.print(`${JSON.stringify(verification, null, 2)}\n`);
  else await context.printLines(reportLines(bundle, verification, pinned !== undefined));
  return verification.differences.length === 0 ? EXIT.ok : EXIT.checkFailed;
}

function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => Promise.reject(fileFailure(file, error)));
}

function keysOf(texts: readonly string[]): ReturnType<typeof pinnedKeys> {
  try {
    return pinnedKeys(texts);
  } catch (error) {
    throw error instanceof BadKey ? usage(`--key: ${error.message}`) : error;
  }
}

/** Of the file system, not of the bundle. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).syscall !== undefined;
}
