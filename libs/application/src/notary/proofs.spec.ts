import { rm } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { fromBase64, leafHash, verifyEventProof, verifyInclusion } from '#libs/proof';
import { dataFolder, trustOf, writeMill } from '../../../../test/support/notary.js';

const { at, open, close } = dataFolder();

describe('proofs', () => {
  it('convince whoever has the key', async () => {
    const parley = await open();
    await writeMill(parley, 40);
    for (const seq of [0, 17, 41]) {
      const { head, leafHash: leaf, hashes, root, size } = await parley.proofs.inclusion(seq);
      expect(leaf).toBe(leafHash(head).toString('base64'));
      expect(verifyInclusion(seq, size, leafHash(head), hashes.map((hash) => fromBase64(hash)!), fromBase64(root)!)).toBe(true);
      expect(JSON.parse(verifyEventProof((await parley.proofs.ofEvent(seq)).text, trustOf(parley)).head)).toMatchObject({ seq });
    }
    const { name, text } = await parley.proofs.ofFact('mill.N3');
    expect(name).toBe('mill.N3-r1.tlog-proof');
    expect(JSON.parse(verifyEventProof(text, trustOf(parley)).body!)).toMatchObject({ claims: [{ data: { count: { low: 4 } } }] });
  });

  it('are refused for what is not there', async () => {
    const parley = await open();
    await writeMill(parley, 1);
    await expect(parley.proofs.inclusion(3)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.inclusion(0, 4)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.consistency(2, 1)).rejects.toMatchObject({ code: 'bad-parameter' });
    await expect(parley.proofs.consistency(1, 4)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.ofEvent(3)).rejects.toMatchObject({ code: 'ledger-beyond-head' });
    await expect(parley.proofs.ofFact('mill.N9')).rejects.toMatchObject({ code: 'unknown-fact' });
    await expect(parley.proofs.ofFact('mill.N0', 2)).rejects.toMatchObject({ code: 'bad-parameter' });
  });

  it('and roots are the same after the index was deleted and built again', async () => {
    const before = await open();
    await writeMill(before, 30);
    const [root, proof] = [await before.tree.rootAt(21), await before.proofs.inclusion(4, 21)];
    await close(before);
    await rm(at('index.db'));
    const after = await open();
    expect(await after.tree.rootAt(21)).toEqual(root);
    expect(await after.proofs.inclusion(4, 21)).toEqual(proof);
  });
});
