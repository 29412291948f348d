import type { StoredEvent } from '#libs/log';
import { append, leafHash } from '#libs/proof';
import { type Checkpoint, checkpointOf, moveCheckpoint, readCheckpoint, resetCheckpoint } from './checkpoint.js';
import { TABLES } from './models/tables.js';
import { projectStored } from './project.js';
import type { Sql } from './sql.js';

/** An event that can't be applied. The index holds all events before it and none after it, until it can be. */
export class IndexHalted extends Error {
  readonly code = 'index-halted';
  constructor(readonly seq: number, reason: string, options?: ErrorOptions) {
    super(`event ${seq} can't be indexed: ${reason}`, options);
    this.name = 'IndexHalted';
  }
}

export function isIndexHalted(error: unknown): error is IndexHalted {
  return error instanceof Error && (error as { code?: unknown }).code === 'index-halted';
}

/** Thrown inside a transaction to roll it back: another process moved the checkpoint. */
const MOVED = Symbol('moved');

/**
 * Applies events that begin at `from.seq`, rows and checkpoint in one transaction.
 * @returns where the index stands now; where another process moved the checkpoint meanwhile, that is where it stands and nothing was applied
 * @throws IndexHalted after the events before the bad one were applied
 */
export function applyEvents(sql: Sql, from: Checkpoint, events: readonly StoredEvent[]): Checkpoint {
  try {
    return sql.transaction(() => {
      const to = projectAll(sql, from, events);
      if (!moveCheckpoint(sql, from, to)) throw MOVED;
      return to;
    });
  } catch (error) {
    if (error === MOVED) return readCheckpoint(sql);
    if (isIndexHalted(error) && error.seq > from.seq) applyEvents(sql, from, events.slice(0, error.seq - from.seq));
    throw error;
  }
}

/** Writes the rows of events that begin at `from.seq`; the transaction, and moving the checkpoint, are the caller's. */
export function projectAll(sql: Sql, from: Checkpoint, events: readonly StoredEvent[]): Checkpoint {
  let tree = from.tree;
  for (const event of events) {
    if (event.seq !== tree.size) throw new IndexHalted(tree.size, `the log gave event ${event.seq} in its place`);
    try {
      projectStored(sql, event);
    } catch (error) {
      if (isOfTheDatabase(error)) throw error;
      throw new IndexHalted(event.seq, (error as Error).message, { cause: error });
    }
    tree = append(tree, leafHash(event.head));
  }
  return checkpointOf(tree);
}

/** Empties all tables; the transaction is the caller's. */
export function clear(sql: Sql): Checkpoint {
  for (const { options } of TABLES) sql.run(`DELETE FROM ${options.tableName}`);
  return resetCheckpoint(sql);
}

/** A full disk, a lock, a damaged page: not the event's fault, where a broken constraint is. */
function isOfTheDatabase(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code.startsWith('SQLITE_') && !/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code);
}
