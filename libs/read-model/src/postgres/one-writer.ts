import { setTimeout } from 'node:timers/promises';
import type { IndexWriter } from '../index-writer.js';
import type { Sql } from '../sql.js';
import { isLost } from './connection.js';
import { isPresent } from './schema.js';

/** Names the lock, in each database: two numbers that nothing else is likely to use. */
const LOCK = '1885434489, 1768842360';

/** How often a process that waits looks whether another has gone on, or has ended. Milliseconds. */
const POLL = 20;

/** How long a connection may be lost, and how long the process whose turn it is may leave events where they are. Milliseconds. */
const PATIENCE = 30_000;

/**
 * Whether this session may write the index: no other has taken the lock, or this one has it. It is kept until the connection ends, in whatever way, and asked for
 * again each time, since a connection that was lost has lost it.
 */
export function mayWrite(sql: Sql): boolean {
  return sql.get<{ held: 0 | 1 }>(`SELECT pg_try_advisory_lock(${LOCK}) AS held`)!.held === 1;
}

/** Lets others write. With its connection the lock has gone. */
export function letGo(sql: Sql): void {
  try {
    sql.get('SELECT pg_advisory_unlock_all()');
  } catch (error) {
    if (!isLost(error)) throw error;
  }
}

/**
 * A writer of an index that several processes share: one of them writes, and the others wait until the index has what they were asked to write. Which one it is only decides
 * who does the work: that nothing is applied twice is the checkpoint's doing, which is compared and set in each transaction.
 */
export function oneAtATime(writer: IndexWriter, sql: Sql): IndexWriter {
  return {
    ...writer,
    async apply(events) {
      const from = events[0]!.seq;
      for (const began = performance.now(); ; await setTimeout(POLL)) {
        const isTooLong = (): boolean => performance.now() - began >= PATIENCE;
        try {
          const position = await writer.position();
          if (position.seq !== from) return position;
          if (mayWrite(sql)) {
            if (!isPresent(sql)) throw new Error('the index was made anew by another version of this program: restart to go on');
            return await writer.apply(events);
          }
          if (isTooLong()) throw new Error(`another process has the index in hand and has not gone on from ${from} for ${PATIENCE / 1_000} seconds: see what its status is, or end it`);
        } catch (error) {
          if (!isLost(error)) {
            letGo(sql);
            throw error;
          }
          if (isTooLong()) throw error;
        }
      }
    },
  };
}
