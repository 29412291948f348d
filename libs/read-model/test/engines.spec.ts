import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntitySchema } from 'typeorm';
import { checkAsync } from '../../../test/support/property.js';
import { describeOnPostgres } from '../../../test/support/on-postgres.js';
import { story } from '../../../test/support/story.js';
import { Checkpoints } from '../src/checkpoint.js';
import { migrate, openWriter } from '../src/database.js';
import { TABLES } from '../src/models/tables.js';
import { openWriterSql } from '../src/postgres/open-writer.js';
import { makeSchema } from '../src/postgres/schema.js';
import { applyEvents, clear } from '../src/projector.js';
import { questionsOf } from '../src/reader.js';
import { type Sql, sqlOf } from '../src/sql.js';
import { columnsOf } from '../src/table.js';
import type { StoredEvent } from '#libs/log';
import { stored } from './ledger.js';
import { many, moments } from './many.js';
import { cited, sample } from './sample.js';
import { tales } from './tales.js';

function fill(sql: Sql, events: readonly StoredEvent[], page = 7): void {
  let checkpoint = sql.transaction(() => clear(sql));
  for (let at = 0; at < events.length; at += page) checkpoint = applyEvents(sql, checkpoint, events.slice(at, at + page));
}

/** Every row of every table. */
function rowsOf(sql: Sql): unknown {
  return Object.fromEntries(([Checkpoints, ...TABLES] as EntitySchema<object>[]).map((entity) => {
    const columns = columnsOf(entity).map(({ column }) => column).join(', ');
    return [entity.options.tableName!, sql.all<object>(`SELECT ${columns} FROM ${entity.options.tableName!}`).map((row) => JSON.stringify(row)).sort()];
  }));
}

const word = fc.constantFrom('layoff', 'Layoffs', 'deal', 'DEAL', 'café', "don't", 'e-mail', 'no', 'no-no', 'Zürich', '2,500', '½', 'ß', '日本', 'x'.repeat(3_000), '***', "'", '\\', '"', ':', '&', '!');
const gist = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
const saying = fc.record({ speaker: fc.constantFrom('Larry Dorman', 'The governor'), gist, topics: fc.subarray(['layoffs', 'deal', 'pay']) });

describeOnPostgres('an index in PostgreSQL, beside one in SQLite,', (postgres) => {
  let both: [Sql, Sql];

  beforeAll(async () => {
    const file = await openWriter(':memory:');
    await migrate(file);
    const url = await postgres.createDatabase();
    await makeSchema(url);
    both = [sqlOf(file), openWriterSql(url)];
  });

  afterAll(async () => {
    for (const sql of both) await sql.close();
  });

  /** What both engines say, which must be the same. */
  async function same<Answer>(ask: (sql: Sql) => Answer | Promise<Answer>): Promise<Answer> {
    const [here, there] = [await ask(both[0]), await ask(both[1])];
    expect(there).toEqual(here);
    return here;
  }

  it('has the same rows, whatever is told, corrected, withdrawn and redacted', async () => {
    await checkAsync(fc.asyncProperty(tales, async ({ written }) => {
      for (const sql of both) fill(sql, written);
      await same(rowsOf);
    }), 12);
  });

  it('has the same rows where events come one by one, a ballot without its rule', async () => {
    for (const sql of both) fill(sql, stored(sample().events()), 1);
    await same(rowsOf);
  });

  it('gives the same answers to every question about one negotiation', async () => {
    const events = sample().events();
    for (const sql of both) fill(sql, stored(events));
    const facts = [...new Set(events.map(({ head }) => head.fact))];
    const ids = events.map(({ head }) => head.id);
    await same((sql) => questionsOf(sql).position());
    await same((sql) => questionsOf(sql).known({ negotiations: ['talks', 'other'], facts, events: ids }));
    for (const toSeq of [Infinity, events.length, 9]) {
      await same((sql) => questionsOf(sql).events('talks', 3, toSeq));
      await same((sql) => questionsOf(sql).events('talks', 0, toSeq, 2));
      await same((sql) => questionsOf(sql).retracted('talks', toSeq, 5));
    }
    await same((sql) => questionsOf(sql).eventsOfFacts(facts.slice(4, 12)));
    await same((sql) => questionsOf(sql).recordedFacts('talks', 4, 6));
    await same(async (sql) => (await questionsOf(sql).citing('talks.S2')).sort());
    await same((sql) => questionsOf(sql).redacted());
    await same((sql) => questionsOf(sql).nodes([{ level: 0, index: 3 }, { level: 3, index: 1 }]));
    for (const seconds of [-1e12, 0, 5.5, 12, 1e12]) await same((sql) => questionsOf(sql).sizeAt(Date.UTC(2012, 0, 1) + seconds * 1_000));
    for (const filter of [{ q: 'CONCESSION' }, { q: 'dorman' }, { q: '%' }, { q: '_' }, { q: '\\' }, { party: 'Administration' }, { party: 'talks.P1' }, { ledger: 5 }, { afterId: 'a' }, { q: 'TALKS', ledger: 9, afterId: 'a' }]) {
      await same((sql) => questionsOf(sql).negotiations({ ...filter, limit: 5 }));
    }
  });

  it('gives the same answers to every question about all negotiations', async () => {
    await checkAsync(fc.asyncProperty(many, moments, async ({ events, zones }, asked) => {
      for (const sql of both) fill(sql, stored(events), 50);
      await same(async (sql) => (await questionsOf(sql).whole.zones()).sort());
      const [range] = await same((sql) => questionsOf(sql).whole.ranges(4));
      for (const { at, known, cut } of asked) {
        const filter = { ledger: events.length - cut, moments: [...new Set(zones.values())].map((zone) => ({ zone, at, known })) };
        for (const status of ['none', 'talking', 'voting']) await same((sql) => questionsOf(sql).whole.standings({ ...filter, status, read: new Map([['n1', status]]) }, { start: 0, limit: 3 }));
        for (const by of [{}, { negotiation: true }, { dimension: 'agency', month: true }] as const) {
          await same(async (sql) => {
            const { lines, unsettled } = await questionsOf(sql).whole.issued(by, { ...filter, notice: 'layoff' }, range!);
            return { lines: lines.map((line) => JSON.stringify(line)).sort(), unsettled };
          });
        }
      }
    }), 4);
  });

  it('finds the same statements by the same words, in the same order and with the same passages', async () => {
    const tally = { asked: 0, found: 0, several: 0 };
    await checkAsync(fc.asyncProperty(fc.array(saying, { minLength: 1, maxLength: 30 }), fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 8, maxLength: 8 }), async (sayings, queries) => {
      const tale = story().record('talks.case', 'negotiation.opened', { title: 'Talks', zone: 'UTC' });
      sayings.forEach((data, index) => tale.record(`talks.W${index}`, 'statement.made', data, { happened: '2011-05-10', ...cited('talks.S1', '¶1') }));
      for (const sql of both) fill(sql, stored(tale.events()), 50);
      for (const q of queries.map((words) => words.join(' '))) {
        const hits = await same((sql) => questionsOf(sql).whole.search(q, { start: 0, limit: 20 }));
        await same((sql) => questionsOf(sql).whole.search(q, { start: 1, limit: 2 }).then((page) => page.map(({ seq }) => seq)));
        await same((sql) => questionsOf(sql).searchStatements('talks', q, 5));
        tally.asked += 1;
        tally.found += hits.length === 0 ? 0 : 1;
        tally.several += hits.length > 1 ? 1 : 0;
      }
    }), 15);
    expect(tally.found).toBeGreaterThan(tally.asked / 4);
    expect(tally.several).toBeGreaterThan(tally.asked / 8);
  });

  it('shows the sign for U+0000 in what it takes out of a body, and keeps the body as it is', async () => {
    const tale = story().record('talks.case', 'negotiation.opened', { title: 'Talks\0', zone: 'UTC' });
    const [, postgresSql] = both;
    fill(postgresSql, stored(tale.events()));
    expect((await questionsOf(postgresSql).negotiation('talks'))?.title).toBe('Talks␀');
    expect(await questionsOf(postgresSql).factEvents('talks.case')).toEqual(tale.events());
    expect((await questionsOf(postgresSql).negotiations({ q: 'talks\0', limit: 5 })).total).toBe(1);
  });
});
