import { readFileSync } from 'node:fs';
import type { LedgerEvent, Moment } from '#libs/domain';
import { canonicalJson } from '#libs/proof';
import { migrate, openWriter } from '../../libs/read-model/src/database.js';
import { openPostgres } from '../../libs/read-model/src/postgres/engine.js';
import { applyEvents, clear } from '../../libs/read-model/src/projector.js';
import { type Sql, sqlOf } from '../../libs/read-model/src/sql.js';
import type { Answers, Sum } from './answers.js';

/** An index, and the answers that SQL alone finds in its tables. */
export interface IndexAnswers {
  /** Empties the index, and has the projector write these events, at most so many at a time. */
  fill(events: readonly LedgerEvent[], page: number): void;
  /** @param notice the kind of which breakdowns and the totals of all rounds are asked for */
  answersAt(moment: Moment, notice: string): Answers;
  close(): Promise<void>;
}

const text = (name: string): string => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');
const VIEWS = ['seen', 'notices', 'deal', 'deadlines'].map(text);
const HOLD = text('hold');

/** Tables that are filled for each moment, in this order: each X from the view now_X. */
const PER_MOMENT = ['speaking', 'seen', 'counted', 'broken', 'parts', 'items', 'above', 'inside', 'tree', 'pools'];

/** Stands for no end, as in the index. */
const NEVER = 9_000_000_000_000_000;

interface SumRow {
  name: string;
  low: number;
  high: number | null;
  most: number | null;
}

/** The files are written in PostgreSQL's words as far as SQLite takes them, too; each of these has one of its own. */
const WORDS: Readonly<Record<Sql['engine'], readonly (readonly [RegExp, string])[]>> = {
  sqlite: [
    [/\bgreatest\(/g, 'max('], [/\bleast\(/g, 'min('],
    [/\b(?:texts_in|objects_in|members_of)\(/g, 'json_each('],
  ],
  postgres: [
    [/^ *--.*$/gm, ''],
    [/(?<!AS) TEXT\b/g, ' TEXT COLLATE "C"'], [/\bJSON\b/g, 'JSONB'], [/\bjson\(/g, 'jsonb('],
    [/\bjson_array\(/g, 'jsonb_build_array('], [/\bjson_group_array\(/g, 'jsonb_agg('],
    [/\btexts_in\(/g, 'jsonb_array_elements_text('], [/\bobjects_in\(/g, 'jsonb_array_elements('], [/\bmembers_of\(/g, 'jsonb_each('],
  ],
};

/** Opens an index in memory with the schema and the projector of the read model. */
export async function inMemory(): Promise<IndexAnswers> {
  const database = await openWriter(':memory:');
  await migrate(database);
  return indexAnswers(sqlOf(database));
}

/** As `inMemory`, in an empty database of PostgreSQL. */
export async function inPostgres(url: string): Promise<IndexAnswers> {
  const { sql } = await openPostgres(url, false);
  // Compiling what is asked once takes longer than asking it.
  sql.exec('SET jit = off');
  return indexAnswers(sql);
}

function indexAnswers(sql: Sql): IndexAnswers {
  const worded = (text: string): string => WORDS[sql.engine].reduce((words, [word, other]) => words.replace(word, other), text);
  const hold = worded(HOLD);
  for (const views of VIEWS) sql.exec(worded(views));

  function stand({ at, known, ledger }: Moment): void {
    sql.run('DELETE FROM moment');
    sql.run('INSERT INTO moment VALUES (?, ?, ?)', ...[at, known, ledger].map((clock) => Math.max(-NEVER, Math.min(NEVER, clock))));
    for (const table of PER_MOMENT) {
      sql.run(`DELETE FROM ${table}`);
      sql.run(`INSERT INTO ${table} SELECT * FROM now_${table}`);
    }
    const { depth } = sql.get<{ depth: number }>('SELECT coalesce(max(depth), 0) AS depth FROM tree')!;
    for (let level = depth - 1; level >= 0; level -= 1) sql.run(hold, { depth: level });
  }

  return {
    fill(events, page) {
      let checkpoint = sql.transaction(() => clear(sql));
      const stored = events.map(({ head, body }) => ({ seq: head.seq, id: head.id, head: canonicalJson(head), body: body === null ? null : canonicalJson(body) }));
      for (let start = 0; start < stored.length; start += page) checkpoint = applyEvents(sql, checkpoint, stored.slice(start, start + page));
    },
    answersAt(moment, notice) {
      return sql.transaction(() => {
        stand(moment);
        const totals = sql.all<SumRow>("SELECT CAST(name AS TEXT) AS name, low, high, most FROM total_answers WHERE (name ->> 0 = 'total' AND name ->> 2 IS DISTINCT FROM '*') OR name ->> 1 = ?", notice);
        const rest = sql.all<SumRow>(worded("SELECT CAST(json_array('rest', notice, dimension) AS TEXT) AS name, low, high, most FROM rest_answers WHERE notice = ? AND most IS DISTINCT FROM 0"), notice);
        const deal = sql.get<{ status: string; possible: string | null }>('SELECT status, CAST(possible AS TEXT) AS possible FROM deal_answer')!;
        const keys = sql.all<{ key: string; status: string | null; due: string | null }>('SELECT * FROM deadline_answers');
        return {
          sums: Object.fromEntries([...totals, ...rest].map(({ name, low, high, most }): [string, Sum] => [JSON.stringify(JSON.parse(name)), [low, high, most]])),
          status: deal.status,
          possible: JSON.parse(deal.possible ?? '[]') as string[],
          deadlines: Object.fromEntries(keys.map(({ key, ...standing }) => [key, standing])),
        };
      });
    },
    close: () => sql.close(),
  };
}
