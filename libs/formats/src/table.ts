import type { SourceRef } from '#libs/domain';

export type Cell = string | number | boolean | null | undefined;

/** An answer as a flat table, for CSV and spreadsheets: one value a cell, lists joined by "; ", the same columns whatever there is to show. */
export interface Table {
  columns: string[];
  /** To be gone through once: each is made when its turn comes. */
  rows: Iterable<Record<string, Cell>>;
  /** It holds everything, whatever page the answer has. */
  whole?: true;
}

/** A table of items by its columns: each has a name and says what it shows of an item. */
export function tableOf<T>(items: Iterable<T>, columns: Readonly<Record<string, (item: T) => Cell>>): Table {
  const shown = Object.entries(columns);
  return { columns: shown.map(([name]) => name), rows: rowsOf(items, shown) };
}

function* rowsOf<T>(items: Iterable<T>, columns: readonly (readonly [string, (item: T) => Cell])[]): Generator<Record<string, Cell>> {
  for (const item of items) yield Object.fromEntries(columns.map(([name, of]) => [name, of(item) ?? null]));
}

/** Several values in one cell. */
export function list(values: readonly string[]): string {
  return values.join('; ');
}

/** Where facts were read, in one cell. */
export function places(sources: readonly SourceRef[]): string {
  return list(sources.map(({ short }) => short));
}
