import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { heldSince } from '../../../../test/support/heap.js';
import { openParley } from '../open.js';
import type { CaseFile } from '#libs/formats';
import type { ImportOptions, Parley } from '../parley.js';
import { readSettings } from '../settings.js';

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

const ROWS = 1_200;

const HEAD = 'negotiation: {id: mill, title: The mill, zone: America/New_York}\nsources:\n  S1: {title: Report, published: 2011-06-01}\n';

/** The rows of a list in pieces, which are made when they are asked for. */
function* rowsOf(rows: number, count: (row: number) => number, onPiece: (row: number) => void = () => undefined): Generator<string, void> {
  yield 'id,type,when,count,source\n';
  for (let row = 0; row < rows; row += 1) {
    if (row % 1_000 === 0) onPiece(row);
    yield `N${row},issued,2011-05-${String(1 + (row % 28)).padStart(2, '0')},${count(row)},S1 ¶2\n`;
  }
}

function caseOf(text: CaseFile['text']): CaseFile[] {
  return [{ path: 'case.yaml', text: `${HEAD}lists:\n  notices.csv: {}\n` }, { path: 'notices.csv', text }];
}

const listed = (count: (row: number) => number): CaseFile[] => caseOf([...rowsOf(ROWS, count)].join(''));

describe('a large import', () => {
  it('lets others have their turn while it is read, planned and written, and says how far it is', async () => {
    let turns = 0;
    const others = setInterval(() => (turns += 1), 1);
    const told: [number, number | undefined][] = [];
    const { counts, written } = await parley.importCase(listed(() => 3), 'ann', { onProgress: (done, total) => told.push([done, total]) });
    clearInterval(others);
    expect([counts, written]).toMatchObject([{ recorded: ROWS + 2, unchanged: 0 }, ROWS + 2]);
    expect(turns).toBeGreaterThan(10);
    expect(told.length).toBeGreaterThan(10);
    expect(told.at(-1)).toEqual([ROWS + 2, ROWS + 2]);
  });

  it('is compared fact by fact with what the ledger has when it comes again', async () => {
    await parley.importCase(listed(() => 3), 'ann');
    const { counts } = await parley.importCase(listed((row) => (row % 1_000 === 0 ? 4 : 3)), 'ann');
    expect(counts).toMatchObject({ recorded: 0, mended: 2, unchanged: ROWS });
  });

  it('holds no more of a long list in memory than of a short one', async () => {
    let held = heldSince();
    const grown: number[] = [];
    const onPiece = (row: number): void => {
      // By then whatever is kept for good is there.
      if (row === 2_000) held = heldSince();
      if (row > 2_000 && row % 4_000 === 0) grown.push(held());
    };
    const { counts } = await parley.importCase(caseOf(rowsOf(10_000, () => 3, onPiece)), 'ann', { dryRun: true });
    expect([counts.recorded, grown.length]).toEqual([10_002, 2]);
    expect(Math.max(...grown)).toBeLessThan(4e6);
  });

  it('of a list in pieces is that of the whole', async () => {
    await parley.importCase(caseOf(rowsOf(300, (row) => row + 1)), 'ann');
    const { counts } = await parley.importCase(caseOf([...rowsOf(300, (row) => row + 1)].join('')), 'ann');
    expect(counts).toMatchObject({ recorded: 0, mended: 0, unchanged: 302 });
  });

  it('writes what an earlier one has not, and the second time nothing', async () => {
    await parley.importCase(caseOf(rowsOf(120, () => 3)), 'ann');
    const whole = await parley.importCase(caseOf(rowsOf(200, () => 3)), 'ann');
    expect(whole).toMatchObject({ counts: { recorded: 80, unchanged: 122 }, written: 80 });
    expect((await parley.importCase(caseOf(rowsOf(200, () => 3)), 'ann')).written).toBe(0);
  });
});

describe('statements that are each about the next', () => {
  /** More than are written at once where they stand alone. */
  const LINKS = 300;

  /** @param lastAbout what the last of them is about */
  const chain = (lastAbout: string): CaseFile[] => {
    const said = Array.from({ length: LINKS }, (_, link) => `  s${link}: { when: 2011-05-11, speaker: A. Boss, gist: No., about: ${link === LINKS - 1 ? lastAbout : `s${link + 1}`} }\n`);
    return [{ path: 'case.yaml', text: `${HEAD}statements:\n${said.join('')}` }];
  };

  it.each([['in a chain', 'S1'], ['in a ring', 's0'], ['in a ring at the end of a chain', `s${LINKS - 5}`]])('are written in one transaction, in their order, where they lie %s', async (_, lastAbout) => {
    const told: [number, number | undefined][] = [];
    const { receipts, written } = await parley.importCase(chain(lastAbout), 'ann', { onProgress: (done, total) => told.push([done, total]) });
    expect(written).toBe(LINKS + 2);
    expect(receipts.map(({ seq }) => seq)).toEqual(receipts.map((_receipt, place) => place));
    expect(receipts.slice(2).map(({ fact }) => fact)).toEqual(Array.from({ length: LINKS }, (_link, link) => `mill.s${link}`));
    expect(told.filter(([, total]) => total !== undefined)).toEqual([[LINKS + 2, LINKS + 2]]);
    expect((await parley.importCase(chain(lastAbout), 'ann')).counts).toMatchObject({ recorded: 0, unchanged: LINKS + 2 });
  });

  it('are not written at all where the last is about nothing that is there', async () => {
    await expect(parley.importCase(chain('nowhere'), 'ann')).rejects.toMatchObject({ problems: [{ message: 'there is no fact nowhere in this case' }] });
    expect((await parley.readiness()).ledger.size).toBe(0);
  });
});

describe('nothing is written', () => {
  const size = async (): Promise<number> => (await parley.readiness()).ledger.size;

  it('where the last row of a list is wrong', async () => {
    const wrong = parley.importCase(caseOf([...rowsOf(200, () => 3), 'last,issued,2011-02-30,3,S1\n']), 'ann');
    await expect(wrong).rejects.toMatchObject({ code: 'case-invalid', problems: [{ file: 'notices.csv', line: 202, column: 13 }] });
    expect(await size()).toBe(0);
  });

  it('where a row names a fact that never comes; one that comes later is fine', async () => {
    const statement = (about: string): string => `${HEAD}statements:\n  said: { when: 2011-05-11, speaker: A. Boss, gist: No., about: ${about} }\nlists:\n  notices.csv: {}\n`;
    const files = (about: string): CaseFile[] => [{ path: 'case.yaml', text: statement(about) }, { path: 'notices.csv', text: rowsOf(200, () => 3) }];
    await expect(parley.importCase(files('N200'), 'ann')).rejects.toMatchObject({ problems: [{ line: 5, column: 65, message: 'there is no fact N200 in this case', advice: expect.stringMatching(/did you mean "N\d+"/) }] });
    expect(await size()).toBe(0);
    expect((await parley.importCase(files('N199'), 'ann')).counts.recorded).toBe(203);
  });

  it('where a fact was recorded as another type', async () => {
    await parley.importCase(caseOf(rowsOf(2, () => 3)), 'ann');
    const other = parley.importCase(caseOf(['id,type,when,count,source\nN0,withdrawn,2011-05-01,3,S1\nN7,issued,2011-05-01,3,S1\n']), 'ann');
    await expect(other).rejects.toMatchObject({ problems: [{ file: 'notices.csv', line: 2, message: 'mill.N0 is recorded as notices.issued, and a fact keeps its type' }] });
    expect(await size()).toBe(4);
  });
});

describe('what the ledger has and the files do not', () => {
  it('is named, retracted only where that is asked for, and reinstated when it is back', async () => {
    await parley.importCase(caseOf(rowsOf(12, () => 3)), 'ann');
    const fewer = (options?: ImportOptions) => parley.importCase(caseOf(rowsOf(10, () => 3)), 'ann', options);
    expect(await fewer()).toMatchObject({ counts: { missing: 2, retracted: 0 }, missing: ['mill.N10', 'mill.N11'], written: 0 });
    expect(await fewer({ retractMissing: true })).toMatchObject({ counts: { missing: 0, retracted: 2 }, written: 2 });
    expect((await fewer({ retractMissing: true })).written).toBe(0);
    expect((await parley.importCase(caseOf(rowsOf(12, () => 3)), 'ann')).counts).toMatchObject({ reinstated: 2, unchanged: 12 });
  });

  it('does not count an opening by other means, under which the case goes on', async () => {
    await parley.submit([{ op: 'record', id: 'by-hand', negotiation: 'mill', fact: 'mill-opening', type: 'negotiation.opened', claims: [{ data: { title: 'The mill', zone: 'America/New_York' } }] }], 'ann');
    const { counts } = await parley.importCase(caseOf(rowsOf(2, () => 3)), 'ann');
    expect(counts).toMatchObject({ recorded: 3, mended: 0, unchanged: 1, missing: 0 });
  });
});
