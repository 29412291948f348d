import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parley as cli } from '../../apps/cli/test/run.js';
import { signingKey, verifierKeyText } from '#libs/proof';
import { buildVerifier, connecticut, exported, filesOf, rezipped, unzip, verified, withLedgerIn } from '../support/bundles.js';
import { checkAsync } from '../support/property.js';
import { breachesOf, type DataPackage, misfitsIn } from '../support/data-package.js';
import { run } from '../support/shell.js';

/** What an auditor takes home: whether nothing in it can be altered unseen. */

const FOLDER = mkdtempSync(join(tmpdir(), 'parley-bundle-spec-'));
const ZIP = join(FOLDER, 'ledger.zip');
const SCRATCH = join(FOLDER, 'scratch.zip');
let bytes: Buffer;
let key: string;

beforeAll(async () => {
  await buildVerifier();
  await withLedgerIn(async (parley) => {
    await parley.importCase(connecticut(), 'archivist');
    bytes = await exported(parley, ZIP);
    key = parley.notary.keys()[0]!;
  });
});
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** The bundle with one file changed, as a forger would change it: checksums made anew. */
async function forged(name: string, change: (text: string) => string): Promise<string[]> {
  const files = filesOf(ZIP);
  files.set(name, Buffer.from(change(files.get(name)!.toString())));
  const { differences } = await verified(await rezipped(files, SCRATCH), SCRATCH);
  return differences.map(({ where, seq, message }) => `${where}${seq === undefined ? '' : ` ${seq}`}: ${message}`);
}

describe('a bundle as it was exported', () => {
  it('is found sound by parley verify, which needs no ledger', async () => {
    const { code, out } = await cli(['verify', ZIP, '--key', key]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('nothing was altered')});
  });

  it('is found sound by its own verify.mjs: given the zip, and inside the unzipped folder', async () => {
    const folder = join(FOLDER, 'unzipped');
    unzip(ZIP, folder);
    const program = join(folder, 'verify.mjs');
    for (const words of [[program, ZIP], [program], [program, '--key', key]]) expect(await run(process.execPath, words, { cwd: tmpdir() })).toMatchObject({ code: 0, err: '' });
    writeFileSync(join(folder, 'events.jsonl'), readFileSync(join(folder, 'events.jsonl'), 'utf8').replace('2011', '2012'));
    expect(await run(process.execPath, [program], {})).toMatchObject({ code: 1, err: expect.stringContaining('events.jsonl, seq 0')});
    expect(await run(process.execPath, [program, 'a', 'b'], {})).toMatchObject({ code: 2 });
    expect(await run(process.execPath, [program, join(FOLDER, 'nowhere.zip')], {})).toMatchObject({ code: 2 });
  });

  it('is not believed under another key', async () => {
    const other = verifierKeyText(signingKey('example.com/docket', 'log', Buffer.alloc(32, 7)));
    expect(await cli(['verify', ZIP, '--key', other])).toMatchObject({ code: 1, out: expect.stringContaining('checkpoint:')});
    expect(await cli(['verify', ZIP, '--key', 'no key'])).toMatchObject({ code: 2 });
    expect((await cli(['verify', join(FOLDER, 'nowhere.zip')])).code).not.toBe(0);
  });

  it('is read by the tools that auditors have', async () => {
    expect(await run('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))', ZIP], {})).toMatchObject({ code: 0, out: `None ${filesOf(ZIP).size}\n` });
    const folder = join(FOLDER, 'summed');
    unzip(ZIP, folder);
    expect(await run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it('holds the totals that the server answers', async () => {
    const totals = JSON.parse(filesOf(ZIP).get('negotiations/connecticut-2011/totals.json')!.toString()) as { basis: { at: { instant: string }; ledger: { size: number } } };
    await withLedgerIn(async (parley) => {
      await parley.importCase(connecticut(), 'archivist');
      const { at, ledger } = totals.basis;
      const { body } = await parley.ask({ ask: 'state', negotiation: 'connecticut-2011', at: at.instant, known: at.instant, ledger: String(ledger.size) });
      expect(JSON.parse(JSON.stringify(body))).toEqual(totals);
    });
  });
});

describe('its data package', () => {
  it('keeps the rules of Data Package v2, and its tables keep to their schemas', () => {
    const files = filesOf(ZIP);
    const told = JSON.parse(files.get('datapackage.json')!.toString()) as DataPackage;
    expect(breachesOf(told)).toEqual([]);
    const tables = told.resources.filter(({ schema }) => schema !== undefined);
    expect(tables.map(({ name }) => name)).toEqual(['facts-1', 'facts-exact-1', 'reconciliation-1']);
    for (const table of tables) expect(misfitsIn(table, files.get(table.path)!.toString())).toEqual([]);
    for (const { path, bytes: length } of told.resources) expect(files.get(path)).toHaveLength(length!);
  });

  it('is checked by rules that find what breaks them', () => {
    const [told] = [JSON.parse(filesOf(ZIP).get('datapackage.json')!.toString()) as DataPackage];
    const [facts] = told.resources.slice(1);
    const broken = { ...told, resources: [{ ...facts!, path: '../facts.csv' }, { ...facts!, schema: { fields: [{ name: 'a', type: 'text' }], primaryKey: ['b'] } }] };
    expect(breachesOf(broken)).toEqual(['facts-1: the path ../facts.csv leaves the package', 'facts-1: the name is taken', 'facts-1: a is of the type text, which there is not', 'facts-1: the key b is no field']);
    expect(misfitsIn(facts!, 'fact,seq\r\n,x\r\n')[0]).toMatch(/^the columns are fact, seq/);
  });
});

describe('a bundle that was altered', () => {
  it('is found out by any single bit, and the place is named', async () => {
    let end = 0;
    const ends = [...filesOf(ZIP)].map(([name, { length }]) => ({ name, end: (end += 30 + name.length + length) }));
    await checkAsync(fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (position, bit) => {
      const altered = Buffer.from(bytes);
      altered[position] = altered[position]! ^ (1 << bit);
      const { differences } = await verified(altered, SCRATCH);
      const file = ends.find((each) => position < each.end)?.name;
      expect(differences[0]?.where).toEqual(file ?? expect.any(String));
    }), 60);
  });

  it('is found out when it is cut off, or something is added', async () => {
    for (const altered of [bytes.subarray(0, -1), bytes.subarray(0, 10), Buffer.alloc(0), Buffer.concat([bytes, Buffer.of(0)]), Buffer.concat([Buffer.of(0), bytes])]) {
      expect((await verified(altered, SCRATCH)).differences).not.toEqual([]);
    }
  });

  it('is found out when a file is taken out, put in, or put elsewhere', async () => {
    const files = [...filesOf(ZIP)];
    const without = files.filter(([name]) => name !== 'negotiations/connecticut-2011/facts.csv');
    expect((await verified(await rezipped(without, SCRATCH), SCRATCH)).differences[0]).toEqual({ where: 'negotiations/connecticut-2011/facts.csv', message: 'it is missing' });
    expect((await verified(await rezipped([...files, ['more.txt', 'x']], SCRATCH), SCRATCH)).differences).toEqual([{ where: 'more.txt', message: 'it does not belong to the bundle' }]);
    expect((await verified(await rezipped([files[1]!, files[0]!, ...files.slice(2)], SCRATCH), SCRATCH)).differences.map(({ where }) => where)).toEqual(['README.txt', 'bundle.json']);
  });

  it('is found out when its files were made to agree', async () => {
    expect(await forged('events.jsonl', (text) => text.replace('"reason"', '"season"').replace('2011-07-13', '2011-07-14'))).toEqual([expect.stringMatching(/^events\.jsonl \d+: its body is not the one that its head vouches for/)]);
    expect(await forged('events.jsonl', (text) => text.split('\n').slice(0, -2).join('\n') + '\n')).toEqual([expect.stringMatching(/^events\.jsonl \d+: it is missing/)]);
    expect(await forged('negotiations/connecticut-2011/totals.json', (text) => text.replace('"low": 446', '"low": 447'))).toEqual([expect.stringMatching(/totals\.json: notices\..*low is 447; the events give 446/)]);
    expect(await forged('negotiations/connecticut-2011/facts.csv', (text) => text.replace('certain', 'possible'))).toEqual([expect.stringMatching(/facts\.csv: line \d+ reads/)]);
    expect(await forged('negotiations/connecticut-2011/reconciliation.json', (text) => text.replace('"ties"', '"excess"'))).toEqual([expect.stringContaining('reconciliation.json')]);
    expect((await forged('verify.mjs', (text) => text.replace('nothing was altered', 'everything is fine')))[0]).toMatch(/^verify\.mjs: /);
    expect(await forged('checkpoint', (text) => text.replace(/\n\d+\n/, '\n1\n'))).toEqual([expect.stringContaining('does not verify')]);
    expect((await forged('policy', (text) => text.replace('example.com', 'example.org')))[0]).toMatch(/^policy: /);
    expect(await forged('bundle.json', () => 'null')).toEqual(['bundle.json: it is no object in JSON']);
    expect((await forged('README.txt', (text) => `${text}\n`))[0]).toMatch(/^README\.txt: it goes on/);
    expect((await forged('SHA256SUMS', (text) => text.replace(/^./, 'x')))[0]).toMatch(/^SHA256SUMS: line 1 reads/);
  });
});
