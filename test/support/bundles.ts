import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CaseFile, openParley, type Parley, readSettings, type Settings, verifierFile } from '#libs/application';
import { createZipWriter, verifyBundle, type Verification } from '#libs/bundle';
import { openZip } from '../../libs/bundle/src/zip-reader.js';
import { run } from './shell.js';

/** Builds the program that goes into bundles, as the build does. */
export async function buildVerifier(): Promise<void> {
  mkdirSync(dirname(verifierFile()), { recursive: true });
  const { code, err } = await run(process.execPath, [fileURLToPath(new URL('../../scripts/verifier.mjs', import.meta.url)), verifierFile()], {});
  if (code !== 0) throw new Error(err);
}

/** A ledger's settings: checkpoints are signed when they are asked for. */
export function ledgerSettings(data: string): Settings {
  return readSettings({ PARLEY_DATA: data, PARLEY_CHECKPOINT_SECONDS: '0', PARLEY_ORIGIN: 'example.com/docket' });
}

/** Opens a ledger whose clock and randomness count: the same commands make the same ledger. */
export async function openLedger(data: string): Promise<Parley> {
  let [now, drawn] = [1_700_000_000_000_000n, 0];
  return openParley(ledgerSettings(data), {
    clock: () => (now += 1_000n),
    random: (bytes) => Buffer.alloc(bytes, String((drawn += 1)).padStart(8, '0')),
  });
}

/** A ledger in a folder of its own. */
export async function withLedgerIn<T>(work: (parley: Parley, data: string) => Promise<T>, data = mkdtempSync(join(tmpdir(), 'parley-bundles-'))): Promise<T> {
  const parley = await openLedger(data);
  try {
    return await work(parley, data);
  } finally {
    await parley.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** The shipped record. */
export function connecticut(): CaseFile[] {
  const folder = fileURLToPath(new URL('../../cases/connecticut-2011', import.meta.url));
  return readdirSync(folder).filter((name) => name === 'case.yaml' || name.endsWith('.csv')).map((name) => ({ path: join('connecticut-2011', name), text: readFileSync(join(folder, name), 'utf8') }));
}

export async function exported(parley: Parley, file: string, ledger?: string): Promise<Buffer> {
  const handle = await open(file, 'w');
  await parley.writeBundle(handle, ledger).finally(() => handle.close());
  return readFileSync(file);
}

/** Checks bytes as a bundle. @param kept a checkpoint that it must begin with */
export async function verified(bytes: Uint8Array, file: string, kept?: string): Promise<Verification> {
  writeFileSync(file, bytes);
  return verifyBundle(file, { verifier: readFileSync(verifierFile()), ...(kept === undefined ? {} : { kept }) });
}

/** The files of a bundle, in their order. */
export function filesOf(file: string): Map<string, Buffer> {
  const archive = openZip(file);
  try {
    return new Map(archive.names.map((name) => [name, archive.readAt(name, 0, archive.sizeOf(name))]));
  } finally {
    archive.close();
  }
}

/** An archive as a forger makes it: of the right form, whatever its files say. */
export async function rezipped(files: Iterable<readonly [string, string | Uint8Array]>, file: string): Promise<Buffer> {
  const handle = await open(file, 'w');
  const zip = createZipWriter(handle);
  for (const [name, bytes] of files) await zip.add(name, [bytes]);
  await zip.end();
  await handle.close();
  return readFileSync(file);
}

export function unzip(file: string, folder: string): void {
  for (const [name, bytes] of filesOf(file)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
}
