import { stat } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { fromBase64, openCheckpoint, verifyConsistency } from '#libs/proof';
import { dataFolder, trustOf, writeMill } from '../../../../test/support/notary.js';

const { at, open, close } = dataFolder();

describe('checkpoints', () => {
  it('are signed when asked for, once for each size, and each goes on from the one before', async () => {
    const parley = await open();
    const empty = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect([empty.size, empty.origin]).toEqual([0, parley.notary.origin]);
    await writeMill(parley, 5);
    const first = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect(await parley.notary.checkpoint()).toEqual(parley.notary.at(7));
    await writeMill(parley, 9);
    const second = openCheckpoint((await parley.notary.checkpoint()).note, trustOf(parley));
    expect([first.size, second.size]).toEqual([7, 11]);
    const { hashes } = await parley.proofs.consistency(7, 11);
    expect(verifyConsistency(7, 11, first.root, second.root, hashes.map((hash) => fromBase64(hash)!))).toBe(true);
    expect(parley.notary.list(-1, 10).map(({ size }) => size)).toEqual([0, 7, 11]);
  });

  it('that cover a size are the first that do', async () => {
    const parley = await open();
    await writeMill(parley, 5);
    await parley.notary.checkpoint();
    await writeMill(parley, 9);
    expect((await parley.notary.covering(3)).size).toBe(7);
    expect((await parley.notary.covering(8)).size).toBe(11);
    await expect(parley.notary.covering(12)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
  });

  it('are signed a while after a write, and at the latest when the ledger is closed', async () => {
    const parley = await open({ PARLEY_CHECKPOINT_SECONDS: '86400' });
    await writeMill(parley, 1);
    expect(parley.notary.list(-1, 10)).toEqual([]);
    await close(parley);
    expect((await open()).notary.list(-1, 10).map(({ size }) => size)).toEqual([3]);
  });

  it('can’t be altered or taken out of their file', async () => {
    const parley = await open();
    await parley.notary.checkpoint();
    const file = new Database(at('checkpoints.db'));
    expect(() => file.exec("UPDATE checkpoints SET note = ''")).toThrow(/stays as it is/);
    expect(() => file.exec('DELETE FROM checkpoints')).toThrow(/is kept/);
    file.close();
  });

  it('are the same story from two processes at once', async () => {
    const [one, two] = [await open(), await open()];
    await writeMill(one, 4);
    await two.ask({ ask: 'negotiations' });
    const signed = await Promise.all([one.notary.checkpoint(), two.notary.checkpoint(), one.notary.checkpoint()]);
    for (const { note } of signed) expect(() => openCheckpoint(note, trustOf(two))).not.toThrow();
    expect(one.notary.keys()).toEqual(two.notary.keys());
  });
});

it('a ledger in memory leaves nothing signed behind', async () => {
  const parley = await open({ PARLEY_LOG: 'memory:' });
  await writeMill(parley, 2);
  expect((await parley.notary.checkpoint()).size).toBe(4);
  await expect(stat(at('signing.key'))).rejects.toThrow(/ENOENT/);
});
