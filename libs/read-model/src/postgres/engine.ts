import { setTimeout } from 'node:timers/promises';
import type { Engine } from '../engine.js';
import { createIndexWriter } from '../index-writer.js';
import { redactedSeqs } from '../models/events.js';
import { clear } from '../projector.js';
import { waiting } from '../reader.js';
import type { Sql } from '../sql.js';
import { openThreadedWriter } from '../threaded-writer.js';
import { IndexUnavailable } from './connection.js';
import { openReader, openThreadedReader } from './open-reader.js';
import { openWriterSql } from './open-writer.js';
import { letGo, mayWrite, oneAtATime } from './one-writer.js';
import { isPresent, makeSchema, purgeTables } from './schema.js';

/** How often a process that waits for another looks again, and for how long it waits for one of another version. Milliseconds. */
const POLL = 100;
const PATIENCE = 30_000;

/**
 * Opens an index in a PostgreSQL database, which several processes may share.
 * @param threaded whether it is asked and written in threads of their own; else this one waits for the server each time
 */
export async function openPostgres(url: string, threaded: boolean): Promise<Engine> {
  const sql = openWriterSql(url);
  try {
    reach(sql);
    await prepare(sql, url);
    return {
      sql,
      openWriter: async () => (threaded ? openThreadedWriter('postgres/writer-thread', url) : oneAtATime(createIndexWriter(sql), sql)),
      unclean: redactedSeqs(sql).length > 0,
      empty: (isRight) => emptied(sql, isRight),
      purge: () => purgeTables(url),
      async serve(indexer) {
        if (threaded) await sql.close();
        return waiting(threaded ? await openThreadedReader(url) : openReader(url), () => indexer.settled(), () => indexer.status().position.seq);
      },
      closed: async () => undefined,
    };
  } catch (error) {
    await sql.close();
    throw error;
  }
}

function reach(sql: Sql): void {
  try {
    sql.get('SELECT 1');
  } catch (error) {
    throw new IndexUnavailable(error as Error);
  }
}

/** Makes the schema where it is missing or of another version: one process does, and the others wait. */
async function prepare(sql: Sql, url: string): Promise<void> {
  for (let waited = 0; !isPresent(sql); waited += POLL) {
    if (mayWrite(sql)) {
      if (!isPresent(sql)) await makeSchema(url);
      letGo(sql);
    } else if (waited >= PATIENCE) throw new Error('the index in PostgreSQL is of another version of this program, and a process of that version has it in hand: end that process first');
    else await setTimeout(POLL);
  }
}

async function emptied(sql: Sql, isRight: () => Promise<boolean>): Promise<void> {
  for (;;) {
    if (mayWrite(sql)) {
      sql.transaction(() => clear(sql));
      return letGo(sql);
    }
    await setTimeout(POLL);
    if (await isRight()) return;
  }
}
