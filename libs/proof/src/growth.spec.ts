import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { leaves, type SmallLog, smallLog } from '../../../test/support/small-log.js';
import type { Checkpoint } from './checkpoint.js';
import { growthOf } from './growth.js';

const at = (log: SmallLog, size = log.size()): Checkpoint => ({ origin: log.key.name, size, root: log.root(size) });
const LOG = smallLog('log.example/mill', leaves(40));
const sizes = fc.tuple(fc.nat(40), fc.nat(40)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

describe('growth', () => {
  it('is proven from any size to any other', () => {
    check(fc.property(sizes, ([old, size]) => {
      expect(growthOf(at(LOG, old), { old, hashes: LOG.proof(old, size) }, at(LOG, size))).toBe('grown');
      expect(growthOf(undefined, { old: 0, hashes: [] }, at(LOG, size))).toBe('grown');
    }));
  });

  it('is about what was seen last alone', () => {
    check(fc.property(sizes, fc.nat(40), ([old, size], claimed) => {
      fc.pre(claimed !== old && claimed <= size);
      expect(growthOf(at(LOG, old), { old: claimed, hashes: LOG.proof(claimed, size) }, at(LOG, size))).toBe('other-size');
    }));
    expect(growthOf(undefined, { old: 3, hashes: LOG.proof(3, 5) }, at(LOG, 5))).toBe('other-size');
  });

  it('is not that of a fork, whoever’s proof comes with it', () => {
    check(fc.property(sizes, fc.integer({ min: 1, max: 40 }), ([old, size], common) => {
      fc.pre(common <= old);
      const fork = smallLog('log.example/mill', [...leaves(common - 1), ...leaves(41 - common, 'other')]);
      for (const hashes of [LOG.proof(old, size), fork.proof(old, size)]) {
        expect(growthOf(at(LOG, old), { old, hashes }, at(fork, size))).toBe(old === size ? 'other-root' : 'unproven');
      }
    }));
  });

  it('needs each hash of its proof, and no other', () => {
    const hashes = LOG.proof(21, 37);
    for (const wrong of [[], hashes.slice(1), hashes.slice(0, -1), [...hashes, hashes[0]!], [...hashes].reverse()]) {
      expect(growthOf(at(LOG, 21), { old: 21, hashes: wrong }, at(LOG, 37))).toBe('unproven');
    }
    expect(growthOf(undefined, { old: 0, hashes }, at(LOG, 37))).toBe('unproven');
    expect(growthOf(at(LOG, 21), { old: 21, hashes }, at(LOG, 21))).toBe('unproven');
  });

  it('begins with the one empty tree there is', () => {
    const impossible = { ...at(LOG, 0), root: Buffer.alloc(32) };
    expect(growthOf(undefined, { old: 0, hashes: [] }, impossible)).toBe('unproven');
    expect(growthOf(at(LOG, 0), { old: 0, hashes: [] }, impossible)).toBe('other-root');
    expect(growthOf(at(LOG, 0), { old: 0, hashes: [] }, at(LOG, 7))).toBe('grown');
  });
});
