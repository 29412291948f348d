import type { EntitySchema } from 'typeorm';
import type { Discrepancy } from '../check-log.js';
import { Checkpoints } from '../checkpoint.js';
import { TABLES } from '../models/tables.js';
import { vectorOf } from '../search/tsvector.js';
import type { Said } from '../search/statement-search.js';
import type { Sql } from '../sql.js';
import { columnsOf, keyOf } from '../table.js';

/** Rows of each side that are held at a time. */
const PAGE = 1_000;

type Row = Record<string, string | number | null>;

/**
 * Compares the tables of an index with those of one that was just made, in SQLite: both give their rows in the order of their keys.
 * @returns the first row, table after table, that differs
 */
export function differenceTo(fresh: Sql, sql: Sql): Discrepancy | undefined {
  for (const entity of [Checkpoints, ...TABLES] as EntitySchema<object>[]) {
    const found = differenceIn(entity, fresh, sql);
    if (found !== undefined) return found;
  }
  return differingWords(sql);
}

function differenceIn(entity: EntitySchema<object>, fresh: Sql, sql: Sql): Discrepancy | undefined {
  const name = entity.options.tableName!;
  const [made, there] = [rowsOf(fresh, entity), rowsOf(sql, entity)];
  for (;;) {
    const [right, row] = [made.next().value, there.next().value];
    if (right === undefined && row === undefined) return undefined;
    const order = right === undefined ? 1 : row === undefined ? -1 : compareKeys(keyOf(entity), right, row);
    const differing = order === 0 ? columnsOf(entity).map(({ column }) => column).filter((column) => textOf(right![column]) !== textOf(row![column])) : [];
    if (order === 0 && differing.length === 0) continue;
    const first = order > 0 ? row! : right!;
    const what = order < 0 ? 'is missing' : order > 0 ? 'comes from no event of the ledger' : `differs from what the ledger gives in ${differing.join(', ')}`;
    return { seq: seqOf(name, first, fresh), what: `the index's row ${keyOf(entity).map((column) => textOf(first[column])).join(' ')} of ${name} ${what}`, against: 'index' };
  }
}

/** All rows of a table in the order of its key, a page at a time. */
function* rowsOf(sql: Sql, entity: EntitySchema<object>): Generator<Row, undefined> {
  const key = keyOf(entity);
  const select = `SELECT ${columnsOf(entity).map(({ column }) => column).join(', ')} FROM ${entity.options.tableName!}`;
  let last: Row | undefined;
  for (;;) {
    const after = last === undefined ? '' : `WHERE (${key.join(', ')}) > (${key.map(() => '?').join(', ')})`;
    const rows = sql.all<Row>(`${select} ${after} ORDER BY ${key.join(', ')} LIMIT ?`, ...(last === undefined ? [] : key.map((column) => last![column]!)), PAGE);
    yield* rows;
    if (rows.length < PAGE) return undefined;
    last = rows.at(-1);
  }
}

/** As both engines order them: numbers by size, text by its bytes. */
function compareKeys(key: readonly string[], a: Row, b: Row): number {
  for (const column of key) {
    const [x, y] = [a[column]!, b[column]!];
    const order = typeof x === 'number' ? x - Number(y) : Buffer.compare(Buffer.from(x), Buffer.from(String(y)));
    if (order !== 0) return order;
  }
  return 0;
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? value.toString() : String(value);
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

/** The words that are searched must be those of the statements. */
function differingWords(sql: Sql): Discrepancy | undefined {
  for (let after: readonly [number, number] = [-1, -1]; ; ) {
    const rows = sql.all<Said>('SELECT seq, claim, speaker, gist, topics FROM statements WHERE (seq, claim) > (?, ?) ORDER BY seq, claim LIMIT ?', ...after, PAGE);
    if (rows.length === 0) return undefined;
    const right = rows.map(({ seq, claim, ...said }) => ({ seq, claim, ...vectorOf(said) }));
    const [found] = sql.all<{ seq: number }>(
      `SELECT r.seq FROM json_to_recordset(?) AS r (seq BIGINT, claim BIGINT, words TSVECTOR, length BIGINT) LEFT JOIN statements_search x ON x.seq = r.seq AND x.claim = r.claim
        WHERE x.words IS DISTINCT FROM r.words OR x.length IS DISTINCT FROM r.length ORDER BY r.seq LIMIT 1`,
      JSON.stringify(right),
    );
    if (found !== undefined) return { seq: found.seq, what: 'the index does not search what this statement says', against: 'index' };
    after = [rows.at(-1)!.seq, rows.at(-1)!.claim];
  }
}
