import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { openParley, type Parley, readSettings, type Settings } from '../../libs/application/src/index.js';
import { parseVerifierKey, type Trust } from '../../libs/proof/src/index.js';

/** A data folder, new for each test. What is opened in it is closed at the test's end. */
export interface DataFolder {
  /** A path in it. */
  at(name: string): string;
  settings(env?: Record<string, string>): Settings;
  open(env?: Record<string, string>): Promise<Parley>;
  close(parley: Parley): Promise<void>;
}

/** For a spec file, or a `describe` of one. Nothing is signed there but when it is asked for, unless the settings say otherwise. */
export function dataFolder(): DataFolder {
  let folder: string;
  let opened: Parley[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-notary-'));
    opened = [];
  });
  afterEach(async () => {
    for (const parley of opened) await parley.close();
    await rm(folder, { recursive: true });
  });
  const settings = (env: Record<string, string> = {}): Settings => readSettings({ PARLEY_DATA: folder, PARLEY_CHECKPOINT_SECONDS: '0', ...env });
  return {
    at: (name) => join(folder, name),
    settings,
    async open(env) {
      const parley = await openParley(settings(env));
      opened.push(parley);
      return parley;
    },
    async close(parley) {
      opened = opened.filter((each) => each !== parley);
      await parley.close();
    },
  };
}

/** Has the ledger hold a negotiation with a source and so many batches. */
export async function writeMill(parley: Parley, batches: number): Promise<void> {
  const rows = Array.from({ length: batches }, (_, row) => `N${row},issued,2011-05-10,${row + 1},S1 ¶2\n`);
  await parley.importCase([
    { path: 'case.yaml', text: 'negotiation: {id: mill, title: The mill, zone: America/New_York}\nsources:\n  S1: {title: Report, published: 2011-06-01}\nlists:\n  notices.csv: {}\n' },
    { path: 'notices.csv', text: `id,type,when,count,source\n${rows.join('')}` },
  ], 'ann');
}

/** Whoever has the ledger's own keys, and no other. */
export const trustOf = (parley: Parley): Trust => ({ logs: parley.notary.keys().map(parseVerifierKey) });
