import { stripVTControlCharacters } from 'node:util';

/** Text in columns, wrapped by what a terminal shows: a letter with its accents is one cell, a CJK letter or an emoji two. */

/** Puts text in colour or weight; the text without it on a plain screen. */
export type Style = (text: string) => string;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const INVISIBLE = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Control}]+$/u;
const WIDE = /^(?:\p{Emoji_Presentation}|.\u{FE0F}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}])/u;

/** Cells that a terminal needs for `text`; colours need none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) width += INVISIBLE.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1;
  return width;
}

/** A mark at the start of a line, beside which the rest of the line hangs. */
const MARK = /^[•–→] /;

/** A space at which no line is broken; it is shown as any other. */
export const TIE = '\u00A0';

/** Lines of at most `width` cells, broken at spaces; a longer word is broken where it must be. Line breaks in `text` are kept. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const mark = MARK.exec(line)?.[0] ?? '';
    return wrapLine(line.slice(mark.length), Math.max(1, width - mark.length)).map((part, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + part.replaceAll(TIE, ' '));
  });
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
    if (line === '') line = word;
    else if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word];
  const parts = [''];
  for (const { segment } of graphemes.segment(word)) {
    if (widthOf(parts.at(-1)! + segment) > width && parts.at(-1) !== '') parts.push(segment);
    else parts[parts.length - 1] += segment;
  }
  return parts;
}

export interface TableOptions {
  /** Cells of a line. */
  width: number;
  indent?: number;
  /** A style for each column. */
  styles?: readonly (Style | undefined)[];
  /** Cells that each column but the last takes at most; by default a third of the width. */
  most?: readonly number[];
}

const GAP = 2;
const NARROWEST_LAST = 24;

/** Rows in aligned columns. Columns are as wide as what they hold, up to their limit; the last takes what is left. Every cell wraps. */
export function table(rows: readonly (readonly string[])[], { width, indent = 0, styles = [], most = [] }: TableOptions): string[] {
  const columns = rows.reduce((count, row) => Math.max(count, row.length), 0);
  const widths: number[] = [];
  let left = width - indent;
  for (let column = 0; column < columns - 1; column += 1) {
    const needed = rows.reduce((widest, row) => Math.max(widest, ...(row[column] ?? '').split('\n').map(widthOf)), 0);
    const limit = Math.min(most[column] ?? Math.floor(width / 3), left - GAP - NARROWEST_LAST);
    widths[column] = Math.max(1, Math.min(needed, limit));
    left -= widths[column]! + GAP;
  }
  widths[columns - 1] = Math.max(1, left);
  return rows.flatMap((row) => tableRow(row, widths, indent, styles));
}

function tableRow(row: readonly string[], widths: readonly number[], indent: number, styles: readonly (Style | undefined)[]): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width));
  const height = Math.max(...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map((cell, column) => {
      const text = cell[line] ?? '';
      const styled = text === '' ? '' : (styles[column]?.(text) ?? text);
      return styled + ' '.repeat(Math.max(0, widths[column]! - widthOf(text)));
    });
    return (' '.repeat(indent) + parts.join(' '.repeat(GAP))).trimEnd();
  });
}

/** What a ledger holds is anybody's text: control characters, which could drive the terminal, become visible or spaces. At every depth. */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(/[\t\n\r]+/g, ' ').replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD') as T;
  if (Array.isArray(value)) return value.map(printable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, printable(member)])) as T;
}
