import { closeSync, openSync, readSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { CaseFile, ImportOptions, ImportReport } from '#libs/application';
import type { Context } from '../context.js';
import { Failure } from '../failure.js';
import { folderFailure, insteadOfCase, noCaseIn } from '../folders.js';
import { fileFailure } from '../input.js';
import { printable } from '../layout.js';
import { counting, progressBar } from '../progress.js';

/** Records a case, or prints what that would do. */
export async function importFolder(context: Context, dir: string, { json, ...options }: ImportOptions & { json?: boolean }): Promise<void> {
  const files = await readCase(dir);
  const bar = progressBar(context.stderr, 'importing');
  const told = { onProgress: bar.to, onSent: () => bar.say('importing: all is sent, now the server checks and writes it') };
  const report = await (await context.door(true)).importCase(files, { ...options, ...told }).finally(() => bar.end());
  if (json === true) return context.print(`${JSON.stringify(report, null, 2)}\n`);
  await context.printLines([...printable(report.plan), summaryOf(report)]);
  const { counts, missing } = report;
  if (missing.length > 0 && options.retractMissing !== true) {
    context.say(`${counts.missing} recorded facts are no longer in the files; --retract-missing would retract them:`);
    for (const fact of missing) context.say(`  ${fact}`);
    if (counts.missing > missing.length) context.say(`  and ${counts.missing - missing.length} more`);
  }
}

function summaryOf({ negotiation, dryRun, counts }: ImportReport): string {
  const { unchanged, missing: _, ...changes } = counts;
  const done = Object.entries(changes).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  const told = done.length === 0 ? 'nothing to write' : `${dryRun ? 'would be ' : ''}${done.join(', ')}`;
  return `${negotiation}: ${told}; ${unchanged} unchanged`;
}

/** `case.yaml` and the CSV lists of a folder, named as the folder was. Lists are read when they are gone through. */
async function readCase(dir: string): Promise<CaseFile[]> {
  try {
    const names = (await readdir(dir)).filter((name) => name === 'case.yaml' || name.endsWith('.csv')).sort();
    if (!names.includes('case.yaml')) throw noCaseIn(dir);
    return await Promise.all(names.map(async (name) => {
      const path = join(dir, name);
      return { path, text: name === 'case.yaml' ? await readFile(path, 'utf8') : piecesOf(path) };
    }));
  } catch (error) {
    throw error instanceof Failure ? error : folderFailure(dir, error, insteadOfCase);
  }
}

/** Bytes of a list that are read at a time. */
const PIECE = 65_536;

function* piecesOf(path: string): Generator<string, void> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.allocUnsafe(PIECE);
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    for (let length = PIECE; length > 0; ) {
      length = readSync(file, buffer, 0, PIECE, null);
      yield decoder.write(buffer.subarray(0, length));
    }
    yield decoder.end();
  } catch (error) {
    throw fileFailure(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The events of a negotiation as they were recorded, one a line. */
export async function exportLedger(context: Context, negotiation: string, { ledger }: { ledger?: string }): Promise<void> {
  const bar = progressBar(context.stderr, 'exporting', context.stdout);
  for await (const line of counting((await context.door()).exportLines(negotiation, ledger), bar)) await context.print(line);
}
