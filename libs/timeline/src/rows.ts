import type { Page, Pages } from './pages.js';

/** The first page begins small and doubles: most negotiations, and most groups of a large one, are small. */
const FIRST = 8;

/**
 * A table of numbers in typed arrays, which cost no garbage collection. Each row is some 8-byte words; a word holds a float, or two
 * integers of 32 bits, whose places count by halves. It grows by pages, so that growing never copies much of what is there.
 */
export interface Rows {
  readonly size: number;
  /** A new row of zeros. */
  add(): number;
  float(row: number, word: number): number;
  setFloat(row: number, word: number, value: number): void;
  integer(row: number, half: number): number;
  setInteger(row: number, half: number, value: number): void;
  /** The first `size` rows, to be added to on their own: full pages are shared, and no longer to be changed. */
  fork(size: number): Rows;
  /** Takes rows from the end. */
  cut(size: number): void;
}

export function createRows(words: number, pages: Pages): Rows {
  return rowsFrom(words, pages, 0, []);
}

function rowsFrom(words: number, pages: Pages, start: number, table: Page[]): Rows {
  const { pageBytes, load } = pages;
  const bits = Math.max(0, Math.floor(Math.log2(pageBytes / (words * 8))));
  const perPage = 1 << bits;
  const last = perPage - 1;
  let size = start;
  let room = roomThere();

  function roomThere(): number {
    return table.length === 0 ? 0 : (table.length - 1) * perPage + (table.at(-1) as Page).length / (8 * words);
  }

  function grow(): void {
    const [first] = table;
    const short = room > 0 && room < perPage ? first : undefined;
    const page = pages.create(8 * words * (room >= perPage ? perPage : Math.min(perPage, Math.max(FIRST, room * 2))));
    if (short === undefined) table.push(page);
    else {
      floatsOf(page).set(floatsOf(short));
      table[0] = page;
      pages.release(short);
    }
    room = roomThere();
  }

  const floatsOf = (page: Page): Float64Array => page.floats ?? load(page).floats;
  const integersOf = (page: Page): Int32Array => page.integers ?? load(page).integers;

  function setFloat(row: number, word: number, value: number): void {
    const page = table[row >>> bits] as Page;
    floatsOf(page)[(row & last) * words + word] = value;
    page.isDirty = true;
  }

  return {
    get size() {
      return size;
    },
    add() {
      if (size === room) grow();
      size += 1;
      return size - 1;
    },
    float: (row, word) => floatsOf(table[row >>> bits] as Page)[(row & last) * words + word] as number,
    setFloat,
    integer: (row, half) => integersOf(table[row >>> bits] as Page)[(row & last) * words * 2 + half] as number,
    setInteger(row, half, value) {
      const page = table[row >>> bits] as Page;
      integersOf(page)[(row & last) * words * 2 + half] = value;
      page.isDirty = true;
    },
    fork(kept) {
      const full = kept >>> bits;
      const shared = table.slice(0, full);
      const rest = kept & last;
      if (rest === 0) return rowsFrom(words, pages, kept, shared);
      // A page of its own for the rest; where it is not the first, it is as large as all others.
      const page = pages.create(8 * words * (full === 0 ? Math.min(perPage, nextPower(rest)) : perPage));
      const copied = floatsOf(table[full] as Page).subarray(0, rest * words);
      floatsOf(page).set(copied);
      page.isDirty = true;
      return rowsFrom(words, pages, kept, [...shared, page]);
    },
    cut(kept) {
      for (; size > kept; size -= 1) for (let word = 0; word < words; word += 1) setFloat(size - 1, word, 0);
    },
  };
}

function nextPower(rows: number): number {
  return Math.max(FIRST, 2 ** Math.ceil(Math.log2(rows)));
}
