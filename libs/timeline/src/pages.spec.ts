import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from '#libs/domain';
import { check } from '../../../test/support/property.js';
import { memorySwap } from '../../../test/support/swap.js';
import { createIds } from './ids.js';
import { createPages, type Pages } from './pages.js';
import { createRows } from './rows.js';
import { createTexts } from './texts.js';

/** Bytes of a page: so few that small tables have several. */
const PAGE = 64;
const tight = (limit: number): Pages => createPages({ limit, openSwap: memorySwap }, PAGE);

describe('pages', () => {
  it('keep what is written to a table, however few of them are in memory', () => {
    const step = fc.record({ table: fc.nat(1), row: fc.nat(99), word: fc.nat(2), value: fc.double({ noNaN: true }), grows: fc.boolean() });
    check(fc.property(fc.integer({ min: 1, max: 4 * PAGE }), fc.array(step, { maxLength: 200 }), (limit, steps) => {
      const pages = tight(limit);
      const tables = [0, 1].map(() => ({ rows: createRows(3, pages), expected: [] as number[][] }));
      for (const { table, row, word, value, grows } of steps) {
        const { rows, expected } = tables[table]!;
        if (grows || rows.size === 0) expected[rows.add()] = [0, 0, 0];
        else {
          rows.setFloat(row % rows.size, word, value);
          expected[row % rows.size]![word] = value;
        }
      }
      for (const { rows, expected } of tables) expect(expected.map((_, row) => [0, 1, 2].map((word) => rows.float(row, word)))).toEqual(expected);
    }));
  });

  it('keep a fork apart from what comes later, and what is cut off comes back as zeros', () => {
    check(fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40), (size, some, others) => {
      const rows = createRows(2, tight(1));
      for (let row = 0; row < size; row += 1) rows.setFloat(rows.add(), 0, row + 1);
      const valuesOf = (of: typeof rows): number[] => Array.from({ length: of.size }, (_, row) => of.float(row, 0));
      const before = valuesOf(rows);
      const [shared, kept] = [Math.min(some, others, size), Math.min(Math.max(some, others), size)];
      const fork = rows.fork(shared);
      fork.setFloat(fork.add(), 0, -1);
      rows.cut(kept);
      rows.add();
      expect([valuesOf(fork), valuesOf(rows)]).toEqual([[...before.slice(0, shared), -1], [...before.slice(0, kept), 0]]);
    }));
  });

  it('are not more in memory than the limit says', () => {
    const pages = tight(8 * PAGE);
    const rows = createRows(1, pages);
    for (let row = 0; row < 10_000; row += 1) rows.setFloat(rows.add(), 0, row);
    expect(pages.bytes()).toBeLessThanOrEqual(8 * PAGE);
    const all = createPages();
    const whole = createRows(1, all);
    for (let row = 0; row < 10_000; row += 1) whole.add();
    expect(all.bytes()).toBeGreaterThanOrEqual(80_000);
  });
});

describe('texts in pages', () => {
  it('are read as they were written, short and long', () => {
    check(fc.property(fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 100 })), { maxLength: 60 }), (all) => {
      const texts = createTexts(tight(1));
      const places = all.map(texts.write);
      expect(places.map(texts.read)).toEqual(all);
    }));
  });
});

describe('ids', () => {
  it('are found, and stand in the order of their text', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
    check(fc.property(fc.uniqueArray(id, { maxLength: 200 }), id, (all, other) => {
      const pages = tight(1);
      const ids = createIds(createTexts(pages), pages);
      const numbers = all.map(ids.add);
      expect(numbers).toEqual(all.map((_, number) => number));
      expect(all.map(ids.find)).toEqual(numbers);
      expect(numbers.map(ids.text)).toEqual(all);
      if (!all.includes(other)) expect(ids.find(other)).toBeUndefined();
      expect(numbers.toSorted(ids.compare).map(ids.text)).toEqual(all.toSorted(compareText));
    }), 60);
  });
});
