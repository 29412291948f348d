import { parse } from 'csv-parse/sync';
import { problem, type Entry, type Located, type Place, type Report } from './located.js';

/** Defaults of a list: what its rows leave empty. */
export type ListDefaults = ReadonlyMap<string, Located>;

interface Row {
  record: string[];
  /** The row as written, with what is left of the line ends around it. */
  raw: string;
  /** `lines`: the line on which the row ends. */
  info: { lines: number };
}

/** Characters of a list that are read at a time: a few milliseconds' worth. */
const BLOCK = 16_384;

/**
 * Reads a CSV file (RFC 4180, UTF-8, header row) of notices, block by block: a row is a fact, a column a key, `id` names the fact. An
 * empty cell takes the list's default.
 */
export function* readList(file: string, text: string, defaults: ListDefaults, report: Report, blockSize = BLOCK): Generator<Entry[], void> {
  const header = firstRow(text);
  for (const block of blocksOf(text, blockSize)) {
    // Under its header each block is a list of its own; its lines are counted on from those before it.
    const isFirst = block.linesBefore === 0;
    const rows = readRows(file, isFirst ? block.text : header + block.text, isFirst ? 0 : block.linesBefore - linesIn(header), report);
    if (rows === undefined) return;
    const columns = rows[0]?.record;
    if (columns?.includes('id') !== true) {
      report(problem({ file, line: 1, column: 1 }, 'the first row names the columns, one of them "id"'));
      return;
    }
    yield rows.slice(1).map((row) => entryOf(row, columns, file, defaults, report));
  }
}

/** The first row that is not blank, with its line end. */
function firstRow(text: string): string {
  for (let start = 0; start < text.length; ) {
    const end = rowEnd(text, start, 0);
    const row = text.slice(start, end);
    if (row.trim() !== '') return row;
    start = end;
  }
  return '';
}

function readRows(file: string, text: string, linesBefore: number, report: Report): Row[] | undefined {
  try {
    // The parser would count a CRLF within a cell as two lines. As in YAML, line ends are LF from here on, however the file was checked out.
    const rows = parse(text.replaceAll('\r\n', '\n'), { bom: true, info: true, raw: true, skip_empty_lines: true, trim: true }) as unknown as Row[];
    return rows.map(({ record, raw, info }) => ({ record, raw, info: { lines: info.lines + linesBefore } }));
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number };
    const counted = message.replace(/(?<=\bline )\d+/, (line) => String(Number(line) + linesBefore));
    report(problem({ file, line: (lines ?? 1) + linesBefore, column: 1 }, counted, 'a cell that holds a comma or a quote stands in double quotes'));
    return undefined;
  }
}

/** The text in blocks of about a size, each cut where a line ends outside quotes; the first holds at least the header. */
function* blocksOf(text: string, size: number): Generator<{ text: string; linesBefore: number }, void> {
  const header = firstRow(text);
  let linesBefore = 0;
  let start = 0;
  do {
    const end = start === 0 ? rowEnd(text, text.indexOf(header), Math.max(size, header.length - 1)) : rowEnd(text, start, size);
    const block = text.slice(start, end);
    yield { text: block, linesBefore };
    linesBefore += linesIn(block);
    start = end;
  } while (start < text.length);
}

/** Where the first row ends that reaches `size` characters behind `start`. */
function rowEnd(text: string, start: number, size: number): number {
  let quotes = 0;
  let counted = start;
  for (let end = text.indexOf('\n', start + size) + 1; end > 0; end = text.indexOf('\n', end) + 1) {
    for (let quote = text.indexOf('"', counted); quote !== -1 && quote < end; quote = text.indexOf('"', quote + 1)) quotes += 1;
    counted = end;
    if (quotes % 2 === 0) return end;
  }
  return text.length;
}

function linesIn(text: string): number {
  let lines = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines += 1;
  return lines;
}

function entryOf(row: Row, columns: readonly string[], file: string, defaults: ListDefaults, report: Report): Entry {
  const places = cellPlaces(row, file);
  const fields = new Map(defaults);
  row.record.forEach((cell, index) => {
    const name = columns[index] ?? '';
    const place = places[index] ?? places[0];
    if (cell !== '' && name !== 'id' && place !== undefined) fields.set(name, { value: cell, text: cell, place, key: place });
  });
  const start = places[0] ?? { file, line: row.info.lines, column: 1 };
  const id = row.record[columns.indexOf('id')] ?? '';
  if (id === '') report(problem(start, 'a row without id', 'give each row an id of its own'));
  return { id, section: 'notices', place: start, fields };
}

/** Where each cell of a row begins: commas and line ends within quotes are part of a cell. */
function cellPlaces({ raw, info }: Row, file: string): Place[] {
  const row = raw.replace(/^[\r\n]+|[\r\n]+$/g, '');
  let line = info.lines - (row.match(/\n/g)?.length ?? 0);
  let column = 1;
  let quoted = false;
  const places: Place[] = [{ file, line, column }];
  for (const character of row) {
    column += 1;
    if (character === '"') quoted = !quoted;
    if (character === '\n') {
      line += 1;
      column = 1;
    }
    if (character === ',' && !quoted) places.push({ file, line, column });
  }
  return places;
}
