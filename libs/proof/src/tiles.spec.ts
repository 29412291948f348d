import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/support/property.js';
import { MAX_ENTRY_BYTES, readBundle, writeBundle } from './bundle.js';
import { hasTile, parseTilePath, type TileAt, tilePath } from './tiles.js';

describe('paths of tiles', () => {
  it.each<[TileAt, string]>([
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 1, index: 1_234_067, width: 256 }, 'tile/1/x001/x234/067'],
    [{ level: 63, index: 999, width: 255 }, 'tile/63/999.p/255'],
    [{ level: 'entries', index: 1_000, width: 1 }, 'tile/entries/x001/000.p/1'],
  ])('%j is %s', (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it('are read back to what they were made of', () => {
    const tiles = fc.record({ level: fc.oneof(fc.nat(63), fc.constant('entries' as const)), index: fc.maxSafeNat(), width: fc.integer({ min: 1, max: 256 }) });
    check(fc.property(tiles, (tile) => expect(parseTilePath(tilePath(tile))).toEqual(tile)), 300);
  });

  it.each([
    'tile/0/0', 'tile/0/0000', 'tile/00/000', 'tile/64/000', 'tile/-1/000', 'tile/0/001/000', 'tile/0/x000/001', 'tile/0/x001/x000', 'tile/0/000.p/0', 'tile/0/000.p/256', 'tile/0/000.p/01',
    'tile/0/000.p/', 'tile/0/000/', 'tile/data/000', 'tile/0/000.p/1\n', 'tile/0/x999/x999/x999/x999/x999/x999/999', '/tile/0/000', 'tile/0/x00A/000',
  ])('%j is none', (path) => expect(parseTilePath(path)).toBeUndefined());
});

describe('tiles of a tree', () => {
  const size = 70_000;
  it.each<[boolean, TileAt]>([
    [true, { level: 0, index: 272, width: 256 }],
    [true, { level: 0, index: 273, width: 112 }],
    [true, { level: 0, index: 273, width: 5 }],
    [false, { level: 0, index: 273, width: 113 }],
    [false, { level: 0, index: 273, width: 256 }],
    [true, { level: 1, index: 1, width: 17 }],
    [false, { level: 1, index: 1, width: 18 }],
    [true, { level: 2, index: 0, width: 1 }],
    [false, { level: 3, index: 0, width: 1 }],
    [true, { level: 'entries', index: 273, width: 112 }],
    [false, { level: 'entries', index: 274, width: 1 }],
  ])('%p: %j', (has, tile) => expect(hasTile(size, tile)).toBe(has));
});

describe('bundles of entries', () => {
  it('hold each behind its length', () => {
    expect(writeBundle(['a', 'é', '']).toString('hex')).toBe('000161' + '0002c3a9' + '0000');
    expect(writeBundle([])).toHaveLength(0);
  });

  it('are read back to what they were made of, and no other bytes are', () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)), { maxLength: 10 });
    check(fc.property(entries, fc.nat(), (list, at) => {
      const bundle = writeBundle(list);
      expect(readBundle(bundle)).toEqual(list);
      const cut = bundle.subarray(0, at % (bundle.length + 1));
      const isWhole = list.some((_, n) => writeBundle(list.slice(0, n)).length === cut.length) || cut.length === bundle.length;
      if (isWhole) expect(writeBundle(readBundle(cut))).toEqual(cut);
      else expect(() => readBundle(cut)).toThrow(/ends within its entry/);
    }), 300);
  });

  it('take entries of 65,535 bytes and none longer', () => {
    const longest = Buffer.alloc(MAX_ENTRY_BYTES, 'x');
    expect(readBundle(writeBundle([longest]))).toEqual([longest]);
    expect(() => writeBundle([Buffer.alloc(MAX_ENTRY_BYTES + 1)])).toThrow(RangeError);
  });
});
