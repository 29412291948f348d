import type { Page, Pages } from './pages.js';

/** Where a text is. */
export interface TextPlace {
  at: number;
  /** In bytes. */
  length: number;
}

/** Texts in pages, which are only added to. */
export interface Texts {
  write(text: string): TextPlace;
  read(place: TextPlace): string;
  /** As their bytes stand in order: for ASCII as `compareText` does. */
  compare(a: TextPlace, b: TextPlace): number;
}

/** The first page is short, and each after it twice as long: most negotiations are small. */
const FIRST = 4_096;

export function createTexts(pages: Pages): Texts {
  const { pageBytes } = pages;
  const table: Page[] = [];
  let used = 0;

  const bytesAt = (at: number): Buffer => {
    const page = table[Math.floor(at / pageBytes)] as Page;
    return page.text ?? pages.load(page).text;
  };

  return {
    write(text) {
      const length = Buffer.byteLength(text);
      const last = table.at(-1);
      if (last === undefined || used + length > Math.min(last.length, pageBytes)) {
        // One that no page has room for has a page of its own. Words of 8 bytes.
        table.push(pages.create(Math.max(Math.ceil(length / 8) * 8, Math.min(pageBytes, FIRST * 2 ** table.length))));
        used = 0;
      }
      const at = (table.length - 1) * pageBytes + used;
      bytesAt(at).write(text, used);
      (table.at(-1) as Page).isDirty = true;
      used += length;
      return { at, length };
    },
    read({ at, length }) {
      const start = at % pageBytes;
      return bytesAt(at).toString('utf8', start, start + length);
    },
    compare(a, b) {
      const [one, other] = [bytesAt(a.at), bytesAt(b.at)];
      const [from, start] = [a.at % pageBytes, b.at % pageBytes];
      for (let place = 0; place < a.length && place < b.length; place += 1) {
        const difference = (one[from + place] as number) - (other[start + place] as number);
        if (difference !== 0) return difference;
      }
      return a.length - b.length;
    },
  };
}
