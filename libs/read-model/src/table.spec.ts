import { describe, expect, it } from '@jest/globals';
import { freshPath, logOf, open, query } from '../test/ledger.js';
import { Checkpoints } from './checkpoint.js';
import { TABLES } from './models/tables.js';
import { columnsOf } from './table.js';

describe('the migrations', () => {
  it('make the tables that the rows are written to', async () => {
    const path = await freshPath();
    await open(path, { log: await logOf([]) });
    for (const entity of [Checkpoints, ...TABLES]) {
      const { tableName, columns } = entity.options;
      const made = query<{ name: string; type: string; notnull: number; pk: number }>(path, 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)', tableName);
      const written = columnsOf(entity).map(({ property, column }) => {
        const options = (columns as Record<string, { type: string; nullable: boolean; primary: boolean }>)[property]!;
        return { name: column, type: options.type.toUpperCase(), notnull: options.nullable ? 0 : 1 };
      });
      // The row number that the full-text table refers to is made by SQLite.
      expect(made.filter(({ name, pk }) => !(tableName === 'statements' && name === 'id' && pk === 1)).map(({ pk: _pk, ...column }) => column)).toEqual(written);
    }
  });
});
