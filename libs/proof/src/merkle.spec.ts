import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { check } from '../../../test/support/property.js';
import { append, emptyTree, leafHash, nodeHash, restore, rootOf, serialise, verifyConsistency, verifyInclusion } from './merkle.js';
import type { CompactTree, Hash } from './merkle.js';

interface InclusionVector { name: string; leafIdx: number; treeSize: number; root: string; leafHash: string; proof: string[] | null; wantErr: boolean }
interface ConsistencyVector { name: string; size1: number; size2: number; root1: string; root2: string; proof: string[] | null; wantErr: boolean }

const published = existsSync(resolve('../shared/vectors/merkle'));
const bytes = (base64: string | null) => Buffer.from(base64 ?? '', 'base64');
function vectorsOf<T>(name: string): T[] {
  return published ? (JSON.parse(readFileSync(resolve(`../shared/vectors/merkle/${name}.json`), 'utf8')) as T[]) : [];
}

(published ? describe : describe.skip)('Merkle proofs, published vectors (../shared/vectors/merkle)', () => {
  const inclusion = vectorsOf<InclusionVector>('inclusion');
  const consistency = vectorsOf<ConsistencyVector>('consistency');

  it('has them all', () => expect([inclusion.length, consistency.length]).toEqual([98, 98]));

  it('judges every inclusion proof rightly', () => {
    const wrong = inclusion.filter((v) => verifyInclusion(v.leafIdx, v.treeSize, bytes(v.leafHash), (v.proof ?? []).map(bytes), bytes(v.root)) === v.wantErr);
    expect(wrong.map((v) => v.name)).toEqual([]);
  });

  it('judges every consistency proof rightly', () => {
    const wrong = consistency.filter((v) => verifyConsistency(v.size1, v.size2, bytes(v.root1), bytes(v.root2), (v.proof ?? []).map(bytes)) === v.wantErr);
    expect(wrong.map((v) => v.name)).toEqual([]);
  });
});

describe('Merkle tree', () => {
  it('hashes as RFC 6962 says', () => {
    expect(rootOf(emptyTree()).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('').toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    // Eight leaves in hex, the tree head that certificate transparency's own tests use.
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const tree = leaves.reduce((grown, hex) => append(grown, leafHash(Buffer.from(hex, 'hex'))), emptyTree());
    expect(rootOf(tree).toString('hex')).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('grown leaf by leaf has the root that the definition gives, and survives being kept as text', () => {
    let tree = emptyTree();
    for (let size = 0; size <= 130; size += 1) {
      expect(rootOf(tree)).toEqual(definedRoot(leaves(size)));
      expect(tree.peaks.length).toBeLessThanOrEqual(8);
      const kept: CompactTree = restore(serialise(tree));
      expect(kept).toEqual(tree);
      tree = append(kept, leaf(size));
    }
  });

  it('leaves the tree it grew from as it was', () => {
    const three = [0, 1, 2].reduce((tree, n) => append(tree, leaf(n)), emptyTree());
    const before = serialise(three);
    append(three, leaf(3));
    expect(serialise(three)).toBe(before);
  });

  it.each(['', 'x', '1', '1:', '0:00', `2:${'00'.repeat(64)}`, `-1:${'00'.repeat(32)}`, `1:${'0G'.repeat(32)}`, `9007199254740993:${'00'.repeat(64)}`])('does not restore %p', (text) => {
    expect(() => restore(text)).toThrow(/not a serialised Merkle tree/);
  });

  it('accepts each right inclusion proof, and none for another place, leaf or root', () => {
    const property = fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
      const [index, other] = [a % size, b % size];
      const all = leaves(size);
      const proof = inclusionProof(index, all);
      const root = definedRoot(all);
      expect(verifyInclusion(index, size, leaf(index), proof, root)).toBe(true);
      expect(verifyInclusion(other, size, leaf(index), proof, root)).toBe(other === index);
      expect(verifyInclusion(index, size, leaf(size), proof, root)).toBe(false);
      expect(verifyInclusion(index, size, leaf(index), [...proof, leaf(0)], root)).toBe(false);
      expect(verifyInclusion(index, size, leaf(index), proof, leaf(index))).toBe(size === 1);
    });
    check(property, 400);
  });

  it('accepts each right consistency proof, and none for a history that was altered', () => {
    const property = fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size2, a, b) => {
      const size1 = 1 + (a % size2);
      const now = leaves(size2);
      const proof = consistencyProof(size1, now);
      expect(verifyConsistency(size1, size2, definedRoot(leaves(size1)), definedRoot(now), proof)).toBe(true);
      const altered = leaves(size1).with(b % size1, leaf(1000));
      expect(verifyConsistency(size1, size2, definedRoot(altered), definedRoot(now), proof)).toBe(false);
      expect(verifyConsistency(size1, size2, definedRoot(leaves(size1)), definedRoot(now), [...proof, leaf(0)])).toBe(false);
    });
    check(property, 400);
  });

  it('counts beyond 2^32', () => {
    const size = 2 ** 40 + 1;
    // The last leaf of such a tree is carried up alone: its only sibling is the perfect subtree of 2^40 to its left.
    const [subtree, last] = [leaf(1), leaf(2)];
    expect(verifyInclusion(2 ** 40, size, last, [subtree], nodeHash(subtree, last))).toBe(true);
    expect(verifyInclusion(2 ** 32, size, last, [subtree], nodeHash(subtree, last))).toBe(false);
    expect(verifyConsistency(2 ** 40, size, subtree, nodeHash(subtree, last), [last])).toBe(true);
    expect(rootOf(append({ size: 2 ** 40, peaks: [subtree] }, last))).toEqual(nodeHash(subtree, last));
  });

  it('refuses hashes of another length and positions that are no counts', () => {
    const root = leaf(0);
    expect(verifyInclusion(0, 1, root.subarray(0, 31), [], root.subarray(0, 31))).toBe(false);
    expect(verifyInclusion(0.5, 1, root, [], root)).toBe(false);
    expect(verifyInclusion(-1, 1, root, [], root)).toBe(false);
    expect(verifyConsistency(1, NaN, root, root, [])).toBe(false);
  });
});

const leaf = (n: number) => leafHash(`leaf ${n}`);
const leaves = (size: number) => Array.from({ length: size }, (_, n) => leaf(n));

/** The largest power of two smaller than n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** RFC 6962 §2.1, word for word: the oracle of the tests above. */
function definedRoot(hashes: Hash[]): Hash {
  if (hashes.length === 0) return rootOf(emptyTree());
  if (hashes.length === 1) return hashes[0]!;
  const k = split(hashes.length);
  return nodeHash(definedRoot(hashes.slice(0, k)), definedRoot(hashes.slice(k)));
}

/** RFC 6962 §2.1.1. */
function inclusionProof(index: number, hashes: Hash[]): Hash[] {
  if (hashes.length === 1) return [];
  const k = split(hashes.length);
  return index < k
    ? [...inclusionProof(index, hashes.slice(0, k)), definedRoot(hashes.slice(k))]
    : [...inclusionProof(index - k, hashes.slice(k)), definedRoot(hashes.slice(0, k))];
}

/** RFC 6962 §2.1.2. */
function consistencyProof(size: number, hashes: Hash[], whole = true): Hash[] {
  if (size === hashes.length) return whole ? [] : [definedRoot(hashes)];
  const k = split(hashes.length);
  return size <= k
    ? [...consistencyProof(size, hashes.slice(0, k), whole), definedRoot(hashes.slice(k))]
    : [...consistencyProof(size - k, hashes.slice(k), false), definedRoot(hashes.slice(0, k))];
}
