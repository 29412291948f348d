import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addSigningKey, type Parley, retireSigningKey, verifierFile } from '#libs/application';
import { parseVerifierKey } from '#libs/proof';
import { parley as cli } from '../../apps/cli/test/run.js';
import { buildVerifier, exported, filesOf, ledgerSettings, openLedger, rezipped, verified } from '../support/bundles.js';
import { run } from '../support/shell.js';

/** A bundle of a ledger whose signing key was changed, checked offline by those who know the old key, the new one, or none. */

const FOLDER = mkdtempSync(join(tmpdir(), 'parley-bundle-keys-'));
const DATA = join(FOLDER, 'data');
const at = (name: string): string => join(FOLDER, name);
const verify = (...words: string[]) => run(process.execPath, [verifierFile(), ...words], {});

/** Records another negotiation and signs. */
async function signed<T>(negotiation: string, then: (parley: Parley, note: string) => Promise<T>): Promise<T> {
  const parley = await openLedger(DATA);
  try {
    await parley.submit([{ op: 'record', id: `${negotiation}-open`, fact: negotiation, negotiation, type: 'negotiation.opened', claims: [{ data: { title: 'Talks', zone: 'UTC' } }] }], 'archivist');
    return await then(parley, (await parley.notary.checkpoint()).note);
  } finally {
    await parley.close();
  }
}

let [oldKey, newKey, firstNote] = ['', '', ''];

beforeAll(async () => {
  await buildVerifier();
  [oldKey, firstNote] = await signed('first', async (parley, note) => [parley.notary.keys()[0]!, note]);
  newKey = await addSigningKey(ledgerSettings(DATA), () => Buffer.alloc(32, 9));
  await signed('second', async (parley) => exported(parley, at('both.zip')));
  await retireSigningKey(ledgerSettings(DATA), parseVerifierKey(oldKey).id);
  await signed('third', async (parley) => exported(parley, at('new.zip')));
});
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('a bundle across a change of keys', () => {
  it.each(['both.zip', 'new.zip'])('%s names both keys, and is sound with what each of them signed', async (name) => {
    expect(filesOf(at(name)).get('policy')!.toString()).toBe(`log ${oldKey}\nlog ${newKey}\nquorum none\n`);
    expect(await verified(readFileSync(at(name)), at(name), firstNote)).toMatchObject({ differences: [], keys: [oldKey, newKey], continues: 1 });
    expect(await verify(at(name), '--key', newKey)).toMatchObject({ code: 0 });
  });

  it('is believed under the old key as long as that signs', async () => {
    expect(await verify(at('both.zip'), '--key', oldKey)).toMatchObject({ code: 0 });
    expect(await verify(at('new.zip'), '--key', oldKey)).toMatchObject({ code: 1, err: expect.stringContaining('checkpoint:') });
  });

  it('has each of its negotiations compared, in whatever thread', async () => {
    for (const file of ['negotiations/second/facts.csv', 'negotiations/third/totals.json']) {
      const files = filesOf(at('new.zip'));
      files.set(file, Buffer.concat([files.get(file)!, Buffer.from(' ')]));
      await rezipped(files, at('altered.zip'));
      const found = expect.stringContaining(`  ${file}: it goes on for 1 bytes`);
      expect(await verify(at('altered.zip'))).toMatchObject({ code: 1, err: found });
      expect(await cli(['verify', at('altered.zip')])).toMatchObject({ code: 1, out: found });
    }
  });
});
