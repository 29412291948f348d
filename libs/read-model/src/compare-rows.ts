import type { EntitySchema } from 'typeorm';
import { Checkpoints } from './checkpoint.js';
import type { Discrepancy } from './discrepancy.js';
import { TABLES } from './models/tables.js';
import type { Sql } from './sql.js';
import { columnsOf, keyOf } from './table.js';

/** Rows of each side that are held at a time. */
const PAGE = 1_000;

type Value = string | number | Uint8Array | null;
type Row = Record<string, Value>;

/**
 * Compares the tables of an index with those of one that was just made: both give their rows in the order of their keys.
 * @returns the first row, table after table, that differs
 */
export function differingRow(sql: Sql, fresh: Sql): Discrepancy | undefined {
  for (const entity of [Checkpoints, ...TABLES] as EntitySchema<object>[]) {
    const found = differingRowOf(entity, sql, fresh);
    if (found !== undefined) return found;
  }
  return undefined;
}

function differingRowOf(entity: EntitySchema<object>, sql: Sql, fresh: Sql): Discrepancy | undefined {
  const name = entity.options.tableName!;
  const key = keyOf(entity);
  const columns = columnsOf(entity).map(({ column }) => column);
  const [made, there] = [rowsOf(fresh, name, key, columns), rowsOf(sql, name, key, columns)];
  for (;;) {
    const [right, row] = [made.next().value, there.next().value];
    if (right === undefined && row === undefined) return undefined;
    const order = right === undefined ? 1 : row === undefined ? -1 : compareKeys(key, right, row);
    const differing = order === 0 ? columns.filter((column) => !isSame(right![column]!, row![column]!)) : [];
    if (order === 0 && differing.length === 0) continue;
    const first = order > 0 ? row! : right!;
    const what = order < 0 ? 'is missing' : order > 0 ? 'comes from no event of the ledger' : `differs from what the ledger gives in ${differing.join(', ')}`;
    return { seq: seqOf(name, first, fresh), what: `the index's row ${key.map((column) => String(first[column])).join(' ')} of ${name} ${what}`, against: 'index' };
  }
}

/** All rows of a table in the order of its key, a page at a time. */
function* rowsOf(sql: Sql, table: string, key: readonly string[], columns: readonly string[]): Generator<Row, undefined> {
  const select = `SELECT ${columns.join(', ')} FROM ${table}`;
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? '' : `WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
    const rows = sql.all<Row>(`${select} ${after} ORDER BY ${key.join(', ')} LIMIT ?`, ...(last === undefined ? [] : key.map((column) => last![column] as string | number)), PAGE);
    yield* rows;
    if (rows.length < PAGE) return undefined;
    last = rows.at(-1);
  }
}

/** As both engines order them: numbers by size, text by its bytes. */
function compareKeys(key: readonly string[], a: Row, b: Row): number {
  for (const column of key) {
    const [x, y] = [a[column], b[column]];
    if (x === y) continue;
    return typeof x === 'number' ? x - Number(y) : Buffer.compare(Buffer.from(String(x)), Buffer.from(String(y)));
  }
  return 0;
}

function isSame(a: Value, b: Value): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}

/** The newest event that a row was made from. */
function seqOf(table: string, row: Row, fresh: Sql): number {
  const number = (column: string): number => Number(row[column]);
  switch (table) {
    case 'checkpoint':
      return Math.max(0, number('seq') - 1);
    case 'facts':
      return number('newest_seq');
    case 'negotiations':
      return number('opened_seq') - 1;
    case 'horizons':
      return number('last_seq');
    case 'tree_nodes':
      return Math.floor(number('number') / 2);
    case 'status_moves':
    case 'batches':
    case 'batch_parts':
      return fresh.get<{ seq: number }>('SELECT newest_seq AS seq FROM facts WHERE id = ?', String(row['fact']))?.seq ?? 0;
    default:
      return number('seq');
  }
}
