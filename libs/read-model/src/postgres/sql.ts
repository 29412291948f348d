import type { EntitySchema } from 'typeorm';
import { amongMany, type Sql } from '../sql.js';
import { columnsOf } from '../table.js';
import { type Connection, isLost, type Result, type Statement, type Value } from './connection.js';
import { numbered, type Numbered, storable } from './dialect.js';

const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

interface Inserting {
  text: string;
  columns: { property: string; column: string }[];
  /** Rows that wait, by column. */
  rows: Record<string, string | number | null>[];
}

/** Statements on a connection. Rows are inserted many at a time: those of a table wait until anything else is asked. */
export function postgresSql(connection: Connection): Sql {
  const statements = new Map<string, Numbered>();
  const inserts = new Map<EntitySchema<never>, Inserting>();
  let session: number | undefined;

  function statementOf(sql: string, values: readonly (Value | Record<string, Value>)[]): Statement {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = numbered(sql);
      statements.set(sql, statement);
    }
    const { text, names } = statement;
    const given = names.length === 0 ? (values as Value[]) : names.map((name) => (values[0] as Record<string, Value>)[name] ?? null);
    return { text, values: given.map(bound) };
  }

  function waitingRows(): Statement[] {
    return [...inserts.values()].filter(({ rows }) => rows.length > 0).map(({ text, rows }) => ({ text, values: [JSON.stringify(rows.splice(0))] }));
  }

  function ask(sql: string, values: readonly (Value | Record<string, Value>)[] = []): Result {
    return connection.run([...waitingRows(), statementOf(sql, values)], session).results.at(-1)!;
  }

  function begin(how: string): void {
    ({ session } = connection.run([{ text: how, values: [] }]));
  }

  function commit(): void {
    ask('COMMIT');
    session = undefined;
  }

  function rollback(): void {
    for (const { rows } of inserts.values()) rows.length = 0;
    try {
      ask('ROLLBACK');
    } catch (error) {
      // With the connection the transaction has gone.
      if (!isLost(error)) throw error;
    } finally {
      session = undefined;
    }
  }

  function within<Answer>(how: string, work: () => Answer): Answer {
    begin(how);
    try {
      const answer = work();
      commit();
      return answer;
    } catch (error) {
      rollback();
      throw error;
    }
  }

  const all = <Row>(sql: string, ...values: (Value | Record<string, Value>)[]): Row[] => ask(sql, values).rows as Row[];
  return {
    engine: 'postgres',
    all,
    among: <Row>(sql: string, ids: readonly string[]) => {
      if (ids.length === 0) return [];
      return ids.length === 1 ? all<Row>(sql, ids[0]!) : all<Row>(amongMany(sql), JSON.stringify(ids.map(storable)));
    },
    get: <Row>(sql: string, ...values: (Value | Record<string, Value>)[]) => all<Row>(sql, ...values)[0],
    run: (sql, ...values) => ask(sql, values).count,
    insert(entity, row) {
      let insert = inserts.get(entity as EntitySchema<never>);
      if (insert === undefined) {
        insert = insertInto(entity as EntitySchema<never>);
        inserts.set(entity as EntitySchema<never>, insert);
      }
      insert.rows.push(Object.fromEntries(insert.columns.map(({ property, column }) => [column, inJson((row as Record<string, Value | undefined>)[property] ?? null)])));
    },
    exec(sql) {
      for (const statement of sql.split(';')) ask(statement);
    },
    begin: () => begin('BEGIN'),
    beginSnapshot: () => begin(SNAPSHOT),
    commit,
    rollback,
    transaction: (work) => within('BEGIN', work),
    snapshot: (work) => (session === undefined ? within(SNAPSHOT, work) : work()),
    close: () => connection.close(),
  };
}

function insertInto(entity: EntitySchema<never>): Inserting {
  const columns = columnsOf(entity);
  const names = columns.map(({ column }) => `"${column}"`).join(', ');
  const { tableName } = entity.options;
  return { text: `INSERT INTO "${tableName}" (${names}) SELECT ${names} FROM json_populate_recordset(NULL::"${tableName}", $1)`, columns, rows: [] };
}

/** SQLite compares integers with infinity, too. */
function bound(value: Value): Value {
  if (typeof value === 'string') return storable(value);
  return value === Infinity ? Number.MAX_SAFE_INTEGER : value === -Infinity ? Number.MIN_SAFE_INTEGER : value;
}

function inJson(value: Value): string | number | null {
  if (typeof value === 'string') return storable(value);
  return value instanceof Uint8Array ? `\\x${value.toString('hex')}` : value;
}
