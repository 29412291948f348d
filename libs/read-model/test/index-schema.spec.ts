import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { freshPath, logOf, open, query } from './ledger.js';
import { sample } from './sample.js';

const DOCUMENT = await readFile(new URL('../../../docs/index-schema.md', import.meta.url), 'utf8');

/** Each example: the SQL, and the table of its answer that follows. */
const EXAMPLES = [...DOCUMENT.matchAll(/```sql\n([^`]*)```\n\n((?:\|.*\n)+)/g)].map(([, sql, answer]) => ({ sql: sql!, answer: answer! }));

describe('docs/index-schema.md', () => {
  let path: string;

  beforeEach(async () => {
    path = await freshPath();
    await open(path, { log: await logOf(sample().events()) });
  });

  it('shows an answer to each of its questions', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(8);
    expect(EXAMPLES).toHaveLength(DOCUMENT.split('```sql').length - 1);
  });

  it.each(EXAMPLES)('answers as it says: $sql', ({ sql, answer }) => {
    const rows = query(path, sql);
    const columns = Object.keys(rows[0]!);
    const lines = [columns, columns.map(() => '---'), ...rows.map((row) => Object.values(row).map((value) => String(value ?? '')))];
    expect(answer).toBe(lines.map((line) => `| ${line.join(' | ')} |\n`).join('').replace(/^\|( --- \|)+$/m, (rule) => rule.replaceAll(' ', '')));
  });

  it('names every table, every view and every column', () => {
    const sections = new Map(DOCUMENT.split(/^##+ /m).map((section) => [section.slice(0, section.indexOf('\n')), section]));
    const names = query<{ name: string }>(path, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view') AND name NOT LIKE 'sqlite%'");
    expect(names.length).toBeGreaterThan(20);
    const missing = names.flatMap(({ name }) => {
      const said = `${sections.get(name) ?? ''}${sections.get('Tables')}`;
      return query<{ name: string }>(path, 'SELECT name FROM pragma_table_info(?)', name).map((column) => column.name).filter((column) => !said.includes(`\`${column}\``)).map((column) => `${name}.${column}`);
    });
    expect(missing).toEqual([]);
  });
});
