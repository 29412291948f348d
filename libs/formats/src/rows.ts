import { stringify } from 'csv-stringify/sync';

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

/** Rows as CSV (RFC 4180: CRLF, header row; UTF-8 without byte order mark). Missing values are empty; lists and objects are JSON. */
export function toCsv(rows: readonly Row[], columns: readonly Column[], options: CsvOptions = {}): string {
  const records = rows.map((row) => columns.map(({ name, member = name }) => cellOf(row[member], options.neutraliseFormulas === true)));
  // A lone CR or LF is quoted as well (RFC 4180, 2.6), which the library does only for the whole delimiter.
  return stringify([columns.map(({ name }) => name), ...records], { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}

function cellOf(value: unknown, neutralise: boolean): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return JSON.stringify(value);
  return neutralise && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Rows as JSON Lines: one JSON text a line, each line ended by LF. */
export function toJsonLines(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
