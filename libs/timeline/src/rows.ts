/** Rows are kept in pages, so that growing never copies much of what is there. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
/** The first page begins small and doubles: most negotiations, and most groups of a large one, are small. */
const FIRST = 8;

/**
 * A table of numbers in typed arrays, which cost no garbage collection. Each row is some 8-byte words; a word holds a float, or two
 * integers of 32 bits, whose places count by halves.
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
}

export function createRows(words: number): Rows {
  return rowsFrom(words, 0, []);
}

function rowsFrom(words: number, start: number, pages: ArrayBuffer[]): Rows {
  const floats = pages.map((page) => new Float64Array(page));
  const integers = pages.map((page) => new Int32Array(page));
  let size = start;
  let room = pages.length === 0 ? 0 : (pages.length - 1) * PAGE + (pages.at(-1) as ArrayBuffer).byteLength / (8 * words);

  function grow(): void {
    const short = room > 0 && room < PAGE ? floats[0] : undefined;
    const rows = room >= PAGE ? PAGE : Math.max(FIRST, room * 2);
    const page = new Float64Array(rows * words);
    if (short !== undefined) page.set(short);
    const place = short === undefined ? floats.length : 0;
    floats[place] = page;
    integers[place] = new Int32Array(page.buffer);
    room = short === undefined ? room + rows : rows;
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
    float: (row, word) => (floats[row >>> PAGE_BITS] as Float64Array)[(row & (PAGE - 1)) * words + word] as number,
    setFloat(row, word, value) {
      (floats[row >>> PAGE_BITS] as Float64Array)[(row & (PAGE - 1)) * words + word] = value;
    },
    integer: (row, half) => (integers[row >>> PAGE_BITS] as Int32Array)[(row & (PAGE - 1)) * words * 2 + half] as number,
    setInteger(row, half, value) {
      (integers[row >>> PAGE_BITS] as Int32Array)[(row & (PAGE - 1)) * words * 2 + half] = value;
    },
    fork(kept) {
      const full = kept >>> PAGE_BITS;
      const shared = floats.slice(0, full).map(({ buffer }) => buffer as ArrayBuffer);
      const rest = kept & (PAGE - 1);
      if (rest === 0) return rowsFrom(words, kept, shared);
      // A page of its own for the rest; where it is not the first, it is as large as all others.
      const page = new Float64Array((full === 0 ? nextPower(rest) : PAGE) * words);
      page.set((floats[full] as Float64Array).subarray(0, rest * words));
      return rowsFrom(words, kept, [...shared, page.buffer]);
    },
  };
}

function nextPower(rows: number): number {
  return Math.max(FIRST, 2 ** Math.ceil(Math.log2(rows)));
}
