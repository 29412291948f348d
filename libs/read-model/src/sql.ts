import type { Database, Statement } from 'better-sqlite3';
import type { DataSource, EntitySchema } from 'typeorm';
import { columnsOf } from './table.js';

type Value = string | number | Buffer | null;

/** Values for `?` in order, or one object for `@names`. */
type Values = (Value | Record<string, Value>)[];

/**
 * Prepared statements on the connection that a DataSource holds. They are synchronous: what one function does in
 * `transaction` can't be interleaved with any other query, where TypeORM's own transactions on SQLite share one query
 * runner and so can.
 */
export interface Sql {
  engine: 'sqlite' | 'postgres';
  all<Row>(sql: string, ...values: Values): Row[];
  /** As `all`, where `(?)` stands for ids; nothing is asked for none. */
  among<Row>(sql: string, ids: readonly string[]): Row[];
  get<Row>(sql: string, ...values: Values): Row | undefined;
  /** Returns the number of rows changed. */
  run(sql: string, ...values: Values): number;
  insert<Row extends object>(entity: EntitySchema<Row>, row: Row): void;
  /** Several statements that take no values. */
  exec(sql: string): void;
  /** Begins a transaction that `commit` or `rollback` ends, and takes the write lock at once. */
  begin(): void;
  /** Begins to read one snapshot of the database, until the connection is closed. */
  beginSnapshot(): void;
  commit(): void;
  rollback(): void;
  /** Runs `work` in one such transaction; an error rolls back. */
  transaction<Result>(work: () => Result): Result;
  /** Runs `work` on one snapshot of the database. */
  snapshot<Result>(work: () => Result): Result;
  /** Ends the connection. */
  close(): Promise<void>;
}

/** A statement of `among` where it is asked for more than one id: for one, a list in JSON would cost more than what is asked. */
export function amongMany(sql: string): string {
  return sql.replace('(?)', '(SELECT value FROM json_each(?))');
}

export function sqlOf(dataSource: DataSource): Sql {
  const database = (dataSource.driver as unknown as { databaseConnection: Database }).databaseConnection;
  const statements = new Map<string, Statement<Values>>();
  const inserts = new Map<EntitySchema<never>, { sql: string; properties: string[] }>();

  function prepared(sql: string): Statement<Values> {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare<Values>(sql);
      statements.set(sql, statement);
    }
    return statement;
  }

  function insertOf(entity: EntitySchema<never>): { sql: string; properties: string[] } {
    let insert = inserts.get(entity);
    if (insert === undefined) {
      const columns = columnsOf(entity);
      const names = columns.map(({ column }) => `"${column}"`).join(', ');
      const places = columns.map(() => '?').join(', ');
      insert = { sql: `INSERT INTO "${entity.options.tableName}" (${names}) VALUES (${places})`, properties: columns.map(({ property }) => property) };
      inserts.set(entity, insert);
    }
    return insert;
  }

  function within<Result>(begin: string, work: () => Result): Result {
    prepared(begin).run();
    try {
      const result = work();
      prepared('COMMIT').run();
      return result;
    } catch (error) {
      if (database.inTransaction) prepared('ROLLBACK').run();
      throw error;
    }
  }

  return {
    engine: 'sqlite',
    all: <Row>(sql: string, ...values: Values) => prepared(sql).all(...values) as Row[],
    among: <Row>(sql: string, ids: readonly string[]) => {
      if (ids.length === 0) return [];
      return (ids.length === 1 ? prepared(sql).all(ids[0]!) : prepared(amongMany(sql)).all(JSON.stringify(ids))) as Row[];
    },
    get: <Row>(sql: string, ...values: Values) => prepared(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => prepared(sql).run(...values).changes,
    insert(entity, row) {
      const { sql, properties } = insertOf(entity as EntitySchema<never>);
      prepared(sql).run(...properties.map((property) => (row as Record<string, Value | undefined>)[property] ?? null));
    },
    exec: (sql) => void database.exec(sql),
    begin: () => void prepared('BEGIN IMMEDIATE').run(),
    beginSnapshot: () => void prepared('BEGIN').run(),
    commit: () => void prepared('COMMIT').run(),
    rollback: () => void prepared('ROLLBACK').run(),
    transaction: (work) => within('BEGIN IMMEDIATE', work),
    snapshot: (work) => (database.inTransaction ? work() : within('BEGIN', work)),
    async close() {
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
