import { setTimeout } from 'node:timers/promises';
import { openThread } from '#libs/log';
import type { Hash } from '#libs/proof';
import type { Indexed, OpenIndexed } from '../indexed.js';
import type { ReadModel } from '../read-model.js';
import { questionsOf } from '../reader.js';
import type { Sql } from '../sql.js';
import { connect, IndexUnavailable, isLost } from './connection.js';
import { isPresent } from './schema.js';
import { postgresSql } from './sql.js';

/** How long a question may take. Milliseconds. */
const ASKING = 60_000;

/** For how long a question is asked again while the connection is lost, and how often. Milliseconds. */
const PATIENCE = 10_000;
const PAUSE = 100;

/** The questions, asked in this thread, which waits for each answer. */
export function openReader(url: string): ReadModel {
  const { whole, ...questions } = questionsOf(postgresSql(connect(url, ASKING)));
  return { ...askedAgain(questions), whole: askedAgain(whole) };
}

/** A connection to the index of this version; undefined where there is none. */
export async function openSqlIn(url: string): Promise<Sql | undefined> {
  const sql = postgresSql(connect(url, ASKING));
  let present = false;
  try {
    present = isPresent(sql);
  } finally {
    if (!present) await sql.close();
  }
  return present ? sql : undefined;
}

/** What the index has taken from the log, read in a thread of its own; undefined where there is none. */
export async function openThreadedIndexed(url: string): Promise<OpenIndexed | undefined> {
  const { call, end } = await openThread('./indexed-thread', import.meta.url, { place: url });
  const close = async (): Promise<void> => {
    await call('close').catch(() => undefined);
    await end();
  };
  const standing = await call<Pick<Indexed, 'checkpoint' | 'size'> | undefined>('standing');
  if (standing === undefined) {
    await close();
    return undefined;
  }
  const indexed: Indexed = {
    ...standing,
    heads: (...asked) => call('heads', ...asked),
    nodes: async (...asked) => (await call<{ number: number; hash: Uint8Array }[]>('nodes', ...asked)).map(({ number, hash }) => ({ number, hash: Buffer.from(hash) })),
  };
  return { indexed, close };
}

/**
 * Where the connection was lost, a question is asked once more, for a while: nothing is changed by asking.
 * @returns questions that throw IndexUnavailable after that
 */
export function askedAgain<Questions extends object>(questions: Questions, patience = PATIENCE): Questions {
  const patient = Object.entries(questions as Record<string, (...asked: unknown[]) => Promise<unknown>>).map(([name, question]) => [
    name,
    async (...asked: unknown[]) => {
      for (const began = performance.now(); ; await setTimeout(PAUSE)) {
        try {
          return await question(...asked);
        } catch (error) {
          if (!isLost(error)) throw error;
          if (performance.now() - began >= patience) throw new IndexUnavailable(error as Error);
        }
      }
    },
  ]);
  return Object.fromEntries(patient) as Questions;
}

/** The questions, asked in a thread of its own. */
export async function openThreadedReader(url: string): Promise<ReadModel> {
  const { call, end } = await openThread('./reader-thread', import.meta.url, { place: url });
  return {
    position: () => call('position'),
    // Bytes come without their class.
    nodes: async (nodes) => (await call<Uint8Array[]>('nodes', nodes)).map((hash): Hash => Buffer.from(hash)),
    known: ({ negotiations, facts, events }) => call('known', { negotiations: [...negotiations], facts: [...facts], events: [...events] }),
    events: (...asked) => call('events', ...asked),
    factEvents: (fact) => call('factEvents', fact),
    eventsOfFacts: (facts) => call('eventsOfFacts', facts),
    recordedFacts: (...asked) => call('recordedFacts', ...asked),
    retracted: (...asked) => call('retracted', ...asked),
    citing: (source) => call('citing', source),
    redacted: () => call('redacted'),
    negotiation: (id) => call('negotiation', id),
    negotiations: (filter) => call('negotiations', filter),
    searchStatements: (...asked) => call('searchStatements', ...asked),
    sizeAt: (instant) => call('sizeAt', instant),
    whole: {
      zones: () => call('zones'),
      standings: (...asked) => call('standings', ...asked),
      ranges: (size) => call('ranges', size),
      issued: (...asked) => call('issued', ...asked),
      search: (...asked) => call('search', ...asked),
    },
    async close() {
      await call('close').catch(() => undefined);
      await end();
    },
  };
}
