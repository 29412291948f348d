/** A column of a list: its name in the header, and the member of a row that it shows where that is another. */
export interface Column {
  name: string;
  member?: string;
}

export type Row = Readonly<Record<string, unknown>>;

export interface CsvOptions {
  /**
   * Put an apostrophe before text that a spreadsheet would run as a formula (text that begins with `=`, `+`, `-`, `@`, tab or
   * carriage return; CWE-1236). The cells are then no longer exact: for opening by hand, not for machines.
   */
  neutraliseFormulas?: boolean;
}

/** Rows as CSV (RFC 4180: CRLF, header row; UTF-8 without byte order mark), record by record. Missing values are empty; lists and objects are JSON. */
export function* csvLines(rows: Iterable<Row>, columns: readonly Column[], options: CsvOptions = {}): Generator<string> {
  yield csvLine(columns.map(({ name }) => name));
  for (const row of rows) yield csvLine(columns.map(({ name, member = name }) => row[member]), options);
}

/** One record of CSV with its CRLF. */
export function csvLine(values: readonly unknown[], { neutraliseFormulas = false }: CsvOptions = {}): string {
  return `${values.map((value) => quoted(cellOf(value, neutraliseFormulas))).join(',')}\r\n`;
}

/** RFC 4180, 2.6 and 2.7. */
function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function cellOf(value: unknown, neutralise: boolean): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return neutralise && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Rows as JSON Lines: one JSON text a line, each line ended by LF. */
export function* jsonLines(rows: Iterable<unknown>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}
