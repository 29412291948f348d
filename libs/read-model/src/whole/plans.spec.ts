import { beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { freshPath, logOf, open } from '../../test/ledger.js';
import { sample } from '../../test/sample.js';
import type { Sql } from '../sql.js';
import { createWholeReader, type WholeReader } from './reader.js';

const FILTER = { ledger: 1_000, moments: [{ zone: 'America/New_York', at: 0, known: 0 }] };
const PAGE = { start: 0, limit: 100 };

/** What each question does to the tables, one step a line, as SQLite plans it. */
describe('the plan of a question about all negotiations', () => {
  let reader: WholeReader;
  let steps: string[];

  beforeEach(async () => {
    const path = await freshPath();
    await (await open(path, { log: await logOf(sample().events()) })).close();
    const database = new Database(path, { readonly: true });
    const explain = (sql: string, values: unknown[]): void => {
      steps.push(...(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail));
    };
    steps = [];
    const sql = {
      engine: 'sqlite',
      all: (text: string, ...values: unknown[]) => (explain(text, values), []),
      get: (text: string, ...values: unknown[]) => (explain(text, values), { total: 0 }),
      snapshot: <Result>(work: () => Result) => work(),
    };
    reader = createWholeReader(sql as unknown as Sql);
  });

  /** Steps that go through all of a table, and sorts that no index saved. */
  const scans = () => steps.filter((step) => step.startsWith('SCAN') && !/json_each|moments|CONSTANT ROW|VIRTUAL TABLE INDEX \d+:M/.test(step));
  const sorts = () => steps.filter((step) => step.includes('TEMP B-TREE'));

  it('lists by id, going through the negotiations alone', async () => {
    await reader.standings(FILTER, PAGE);
    expect([new Set(scans().map((step) => step.split(' ')[1])), sorts()]).toEqual([new Set(['negotiations']), []]);
  });

  it('lists by status, with one step into the moves of each', async () => {
    await reader.standings({ ...FILTER, status: 'talking', read: new Map([['a', 'talking']]) }, PAGE);
    expect([new Set(scans().map((step) => step.split(' ')[1])), sorts()]).toEqual([new Set(['negotiations']), []]);
    expect(steps).toEqual(expect.arrayContaining([
      expect.stringMatching(/^SEARCH m USING PRIMARY KEY \(negotiation=\? AND happened_latest<\?\)/),
      expect.stringMatching(/^SEARCH h USING PRIMARY KEY \(negotiation=\? AND subject=\?\)/),
    ]));
  });

  it.each([
    ['nothing', {}, 0],
    ['agency', { dimension: 'agency' as const }, 1],
    ['agency and month', { dimension: 'agency' as const, month: true }, 1],
    ['negotiation', { negotiation: true }, 1],
  ])('adds notices up by %s through the batches of each negotiation', async (_name, by, groupings) => {
    await reader.issued(by, { ...FILTER, notice: 'layoff' }, { after: '', upTo: '~' });
    expect(scans()).toEqual([]);
    // The lines are few; what is sorted is no table. Counting negotiations takes a set of them.
    expect(sorts().filter((step) => !step.includes('count(DISTINCT)')).length).toBeLessThanOrEqual(groupings);
    expect(steps).toEqual(expect.arrayContaining([expect.stringMatching(/^SEARCH b USING PRIMARY KEY \(negotiation=\? AND notice=\?\)/)]));
  });

  it('searches the full-text index, and sorts nothing itself', async () => {
    await reader.search('layoffs', PAGE);
    expect([scans(), sorts()]).toEqual([[], []]);
    expect(steps[0]).toMatch(/^SCAN statements_search VIRTUAL TABLE INDEX/);
  });
});
