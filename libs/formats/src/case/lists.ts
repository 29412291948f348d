import { parse } from 'csv-parse/sync';
import { problem, type CaseProblem, type Entry, type Located, type Place } from './located.js';

/** Defaults of a list: what its rows leave empty. */
export type ListDefaults = ReadonlyMap<string, Located>;

interface Row {
  record: string[];
  /** The row as written, with what is left of the line ends around it. */
  raw: string;
  /** `lines`: the line on which the row ends. */
  info: { lines: number };
}

/**
 * Reads a CSV file (RFC 4180, UTF-8, header row) of notices: a row is a fact, a column a key, `id` names the fact. An empty cell
 * takes the list's default.
 */
export function readList(file: string, text: string, defaults: ListDefaults): { entries: Entry[]; problems: CaseProblem[] } {
  let rows: Row[];
  try {
    rows = parse(text, { bom: true, info: true, raw: true, skip_empty_lines: true, trim: true }) as unknown as Row[];
  } catch (error) {
    const { message, lines } = error as { message: string; lines?: number };
    return { entries: [], problems: [problem({ file, line: lines ?? 1, column: 1 }, message, 'a cell that holds a comma or a quote stands in double quotes')] };
  }
  const [header, ...records] = rows;
  if (header === undefined || !header.record.includes('id')) {
    return { entries: [], problems: [problem({ file, line: 1, column: 1 }, 'the first row names the columns, one of them "id"')] };
  }
  const problems: CaseProblem[] = [];
  const entries = records.map((row) => entryOf(row, header.record, file, defaults, problems));
  return { entries, problems };
}

function entryOf(row: Row, columns: readonly string[], file: string, defaults: ListDefaults, problems: CaseProblem[]): Entry {
  const places = cellPlaces(row, file);
  const fields = new Map(defaults);
  row.record.forEach((cell, index) => {
    const name = columns[index] ?? '';
    const place = places[index] ?? places[0];
    if (cell !== '' && name !== 'id' && place !== undefined) fields.set(name, { value: cell, text: cell, place, key: place });
  });
  const start = places[0] ?? { file, line: row.info.lines, column: 1 };
  const id = row.record[columns.indexOf('id')] ?? '';
  if (id === '') problems.push(problem(start, 'a row without id', 'give each row an id of its own'));
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
