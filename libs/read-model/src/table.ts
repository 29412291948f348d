import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

type ColumnType = 'integer' | 'text' | 'blob' | 'integer?' | 'text?';

/**
 * The schema of a table: rows stay plain types. Properties in camelCase are columns in snake_case; a question mark
 * allows null. The tables themselves are made by the migrations; a test holds both against each other.
 */
export function table<Row extends object>(name: string, primary: readonly (keyof Row)[], columns: Record<keyof Row & string, ColumnType>): EntitySchema<Row> {
  const options = Object.entries<ColumnType>(columns).map(([property, type]): [string, EntitySchemaColumnOptions] => [
    property,
    {
      name: snakeCase(property),
      type: type.replace('?', '') as 'integer' | 'text' | 'blob',
      nullable: type.endsWith('?'),
      primary: primary.includes(property as keyof Row),
    },
  ]);
  return new EntitySchema<Row>({ name, tableName: name, columns: Object.fromEntries(options) as Record<keyof Row, EntitySchemaColumnOptions> });
}

/** Property and column of each of a table's columns. */
export function columnsOf(entity: EntitySchema<object>): { property: string; column: string }[] {
  const columns = entity.options.columns as Record<string, EntitySchemaColumnOptions>;
  return Object.entries(columns).map(([property, { name }]) => ({ property, column: name ?? property }));
}

/** The columns of its primary key. */
export function keyOf(entity: EntitySchema<object>): string[] {
  const columns = entity.options.columns as Record<string, EntitySchemaColumnOptions>;
  return columnsOf(entity).filter(({ property }) => columns[property]?.primary).map(({ column }) => column);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
