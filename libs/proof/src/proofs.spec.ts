import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { nodesFromTiles, tilesOf } from '../../../test/support/tile-reader.js';
import { emptyTree, grow, type Hash, leafHash, nodeHash, rootOf, verifyConsistency, verifyInclusion } from './merkle.js';
import { nodeCount, nodeNumber } from './nodes.js';
import { consistencyPlan, consistencyProof, inclusionPlan, inclusionProof, type NodeReader, rootAt } from './proofs.js';
import { hasTile, nodesOfTile } from './tiles.js';

const leaf = (n: number): Hash => leafHash(`leaf ${n}`);

/** All nodes of the largest tree that the tests look at, kept as a ledger keeps them: in the order in which they were completed. */
const LARGEST = 70_000;
const kept: Hash[] = [];
let tree = emptyTree();
while (tree.size < LARGEST) {
  const { tree: larger, completed } = grow(tree, leaf(tree.size));
  kept.push(...completed);
  tree = larger;
}
const read: NodeReader = (nodes) => nodes.map((node) => kept[nodeNumber(node)]!);

/** RFC 6962 §2.1 word for word, over the leaves from … to−1: the oracle. */
function definedRoot(from: number, to: number): Hash {
  if (to - from === 0) return rootOf(emptyTree());
  if (to - from === 1) return leaf(from);
  const middle = from + split(to - from);
  return nodeHash(definedRoot(from, middle), definedRoot(middle, to));
}

/** RFC 6962 §2.1.1. */
function definedInclusion(index: number, from: number, to: number): Hash[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return index < middle ? [...definedInclusion(index, from, middle), definedRoot(middle, to)] : [...definedInclusion(index, middle, to), definedRoot(from, middle)];
}

/** RFC 6962 §2.1.2. */
function definedConsistency(old: number, from: number, to: number, whole = true): Hash[] {
  if (old === to) return whole ? [] : [definedRoot(from, to)];
  const middle = from + split(to - from);
  return old <= middle ? [...definedConsistency(old, from, middle, whole), definedRoot(middle, to)] : [...definedConsistency(old, middle, to, false), definedRoot(from, middle)];
}

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

describe('nodes, kept in the order in which leaves complete them', () => {
  it('are as many as the tree says, and each has its own number', () => {
    expect(kept).toHaveLength(nodeCount(LARGEST));
    const numbers = new Set<number>();
    for (let level = 0; 2 ** level <= 100; level += 1) for (let index = 0; (index + 1) * 2 ** level <= 100; index += 1) numbers.add(nodeNumber({ level, index }));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: nodeCount(100) }, (_, n) => n));
  });

  it('are numbered beyond 2^32', () => {
    expect(nodeNumber({ level: 0, index: 2 ** 40 })).toBe(2 ** 41 - 1);
    expect(nodeNumber({ level: 40, index: 0 })).toBe(2 ** 41 - 2);
  });
});

describe('roots and proofs from kept nodes', () => {
  it('are those that the definition gives, at every size and position up to 34', () => {
    for (let size = 0; size <= 34; size += 1) {
      expect(rootAt(read, size)).toEqual(definedRoot(0, size));
      for (let at = 0; at < size; at += 1) expect(inclusionProof(read, at, size)).toEqual(definedInclusion(at, 0, size));
      for (let old = 1; old <= size; old += 1) expect(consistencyProof(read, old, size)).toEqual(definedConsistency(old, 0, size));
    }
  });

  it('agree with the definition on any size', () => {
    const property = fc.property(fc.integer({ min: 1, max: 1_500 }), fc.nat(), fc.nat(), (size, a, b) => {
      expect(rootAt(read, size)).toEqual(definedRoot(0, size));
      expect(inclusionProof(read, a % size, size)).toEqual(definedInclusion(a % size, 0, size));
      expect(consistencyProof(read, 1 + (b % size), size)).toEqual(definedConsistency(1 + (b % size), 0, size));
    });
    check(property, 60);
  });

  it('convince whoever checks them', () => {
    const property = fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), fc.nat(), (size, a, b) => {
      const root = rootAt(read, size);
      const [index, old] = [a % size, 1 + (b % size)];
      expect(verifyInclusion(index, size, leaf(index), inclusionProof(read, index, size), root)).toBe(true);
      expect(verifyConsistency(old, size, rootAt(read, old), root, consistencyProof(read, old, size))).toBe(true);
    });
    check(property, 300);
  });

  it('read a few nodes for each level of the tree', () => {
    const size = 2 ** 40 - 1;
    expect(inclusionPlan(0, size).flat().length).toBeLessThan(80);
    expect(consistencyPlan(2 ** 39 + 12_345, size).flat().length).toBeLessThan(80);
  });

  it('have nothing to prove from nothing', () => expect(consistencyProof(read, 0, 7)).toEqual([]));

  it.each([[-1, 5], [5, 5], [0, 0], [0.5, 5], [NaN, 5], [0, 2 ** 53]])('refuse leaf %p of %p', (index, size) => {
    expect(() => inclusionPlan(index, size)).toThrow(RangeError);
  });

  it.each([[6, 5], [-1, 5], [1, NaN]])('refuse the way from %p to %p', (from, to) => {
    expect(() => consistencyPlan(from, to)).toThrow(RangeError);
  });
});

describe('nodes from tiles', () => {
  /** A server's side: the hashes of a tile, out of the kept nodes. */
  const tiles = (size: number): NodeReader => nodesFromTiles(size, (tile) => {
    if (!hasTile(size, tile)) throw new Error(`a tree of ${size} has no such tile`);
    return Buffer.concat(read(nodesOfTile(tile)));
  });

  it.each([1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, LARGEST])('give the same root and proofs in a tree of %p', (size) => {
    const fromTiles = tiles(size);
    expect(rootAt(fromTiles, size)).toEqual(rootAt(read, size));
    for (const at of [0, Math.floor(size / 3), size - 1]) {
      expect(inclusionProof(fromTiles, at, size)).toEqual(inclusionProof(read, at, size));
      expect(consistencyProof(fromTiles, at + 1, size)).toEqual(consistencyProof(read, at + 1, size));
    }
  });

  it('are as many as C2SP tlog-tiles says of 70,000 leaves', () => {
    const all = tilesOf(70_000);
    const count = (level: number, isFull: boolean) => all.filter((tile) => tile.level === level && (tile.width === 256) === isFull).length;
    expect([count(0, true), count(0, false), count(1, true), count(1, false), count(2, true), count(2, false)]).toEqual([273, 1, 1, 1, 0, 1]);
    expect(all.filter(({ width }) => width < 256).map(({ width }) => width)).toEqual([112, 17, 1]);
    expect(tilesOf(256)).toEqual([{ level: 0, index: 0, width: 256 }, { level: 1, index: 0, width: 1 }]);
    expect(tilesOf(0)).toEqual([]);
  });
});
