import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openParley } from './open.js';
import type { CaseFile, Parley } from './parley.js';
import { readSettings } from './settings.js';

let folder: string;
let parley: Parley;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-import-'));
  parley = await openParley(readSettings({ PARLEY_DATA: folder }));
});
afterEach(async () => {
  await parley.close();
  await rm(folder, { recursive: true });
});

const ROWS = 3_000;

function listed(count: (row: number) => number): CaseFile[] {
  const rows = Array.from({ length: ROWS }, (_, row) => `N${row},issued,2011-05-${String(1 + (row % 28)).padStart(2, '0')},${count(row)},S1 ¶2\n`);
  return [
    { path: 'case.yaml', text: 'negotiation: {id: mill, title: The mill, zone: America/New_York}\nsources:\n  S1: {title: Report, published: 2011-06-01}\nlists:\n  notices.csv: {}\n' },
    { path: 'notices.csv', text: `id,type,when,count,source\n${rows.join('')}` },
  ];
}

describe('a large import', () => {
  it('lets others have their turn while it is read, planned and written, and says how far it is', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const told: [number, number][] = [];
    const { counts } = await parley.importCase(listed(() => 3), 'ann', { onProgress: (done, total) => told.push([done, total]) });
    clearInterval(others);
    expect(counts).toMatchObject({ recorded: ROWS + 2, unchanged: 0 });
    expect(turns).toBeGreaterThan(10);
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toEqual([ROWS + 2, ROWS + 2]);
  });

  it('is compared fact by fact with what the ledger has when it comes again', async () => {
    await parley.importCase(listed(() => 3), 'ann');
    const { counts } = await parley.importCase(listed((row) => (row % 1_000 === 0 ? 4 : 3)), 'ann');
    expect(counts).toMatchObject({ recorded: 0, mended: 3, unchanged: ROWS - 1 });
  });
});
