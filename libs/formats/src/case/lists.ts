import { parse } from 'csv-parse/sync';
import { problem, type Entry, type Located, type Place, type Report } from './located.js';
import { lostText } from './pieces.js';

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
const BLOCK = 4_096;

/** The longest row, in characters; what an event holds is less. */
const LONGEST_ROW = 1_000_000;

/**
 * Reads a CSV file (RFC 4180, UTF-8, header row) of notices, block by block: a row is a fact, a column a key, `id` names the fact. An
 * empty cell takes the list's default. What is held is a block, or a row where that is longer.
 */
export function* readList(file: string, pieces: Iterable<string>, defaults: ListDefaults, report: Report, blockSize = BLOCK): Generator<Entry[], void> {
  let header: string | undefined;
  for (const block of blocksOf(pieces, blockSize)) {
    const lost = lostText(file, block.text, block.linesBefore);
    if (lost !== undefined) return report(lost);
    // Under the header each block is a list of its own; its lines are counted on from those before it.
    const rows = header === undefined ? readRows(file, block.text, 0, report) : readRows(file, header + block.text, block.linesBefore - linesIn(header), report);
    if (rows === undefined) return;
    const columns = rows[0]?.record;
    if (columns?.includes('id') !== true) {
      return report(problem({ file, line: 1, column: 1 }, 'the first row names the columns, one of them "id"', separatorAdvice(columns)));
    }
    header ??= firstRow(block.text);
    yield rows.slice(1).map((row) => entryOf(row, columns, file, defaults, report));
  }
}

/** What to do where a spreadsheet wrote another separator: its first row is one cell. */
function separatorAdvice(columns: readonly string[] = []): string | undefined {
  const [separator] = /[;\t]/.exec(columns.join()) ?? [];
  return separator && `save the list with commas between its columns: there ${separator === ';' ? 'are semicolons' : 'are tabs'} now`;
}

/** The first row that is not blank, with its line end. */
function firstRow(text: string): string {
  const start = text.search(/\S/);
  const line = text.lastIndexOf('\n', start) + 1;
  return text.slice(line, rowEnd(text, line, 0) ?? text.length);
}

function readRows(file: string, text: string, linesBefore: number, report: Report): Row[] | undefined {
  try {
    // The parser would count a CRLF within a cell as two lines. As in YAML, line ends are LF from here on, however the file was checked out.
    const rows = parse(text.replaceAll('\r\n', '\n'), { bom: true, info: true, raw: true, skip_empty_lines: true, skip_records_with_empty_values: true, trim: true, max_record_size: LONGEST_ROW }) as unknown as Row[];
    return rows.map(({ record, raw, info }) => ({ record, raw, info: { lines: info.lines + linesBefore } }));
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number };
    const counted = message.replace(/(?<=\bline )\d+/, (line) => String(Number(line) + linesBefore));
    report(problem({ file, line: (lines ?? 1) + linesBefore, column: 1 }, counted, 'a cell that holds a comma or a quote stands in double quotes'));
    return undefined;
  }
}

/** The text in blocks of about a size, each cut where a line ends outside quotes; the first holds more than blank lines. */
function* blocksOf(pieces: Iterable<string>, size: number): Generator<{ text: string; linesBefore: number }, void> {
  let linesBefore = 0;
  let rest = '';
  for (const piece of pieces) {
    rest += piece;
    for (;;) {
      const end = rowEnd(rest, 0, linesBefore === 0 ? Math.max(size, rest.search(/\S/) + 1) : size);
      if (end === undefined) break;
      const text = rest.slice(0, end);
      yield { text, linesBefore };
      linesBefore += linesIn(text);
      rest = rest.slice(end);
    }
    // The parser says what is wrong with such a row.
    if (rest.length > size + LONGEST_ROW) break;
  }
  if (rest !== '' || linesBefore === 0) yield { text: rest, linesBefore };
}

/** Where the first row ends that reaches `size` characters behind `start`; undefined where it is not all there. */
function rowEnd(text: string, start: number, size: number): number | undefined {
  let quotes = 0;
  let counted = start;
  for (let end = text.indexOf('\n', start + size) + 1; end > 0; end = text.indexOf('\n', end) + 1) {
    for (let quote = text.indexOf('"', counted); quote !== -1 && quote < end; quote = text.indexOf('"', quote + 1)) quotes += 1;
    counted = end;
    if (quotes % 2 === 0) return end;
  }
  return undefined;
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
