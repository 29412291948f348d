import type { LedgerEvent } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import { grow, type Hash, leafHash } from '#libs/proof';
import { type Checkpoint, checkpointOf, moveCheckpoint, readCheckpoint, resetCheckpoint } from './checkpoint.js';
import { TABLES } from './models/tables.js';
import { keepNodes } from './models/tree-nodes.js';
import { projectStored, projectTogether } from './project.js';
import type { Sql } from './sql.js';

/** An event that can't be applied. The index holds all events before it and none after it, until it can be. */
export class IndexHalted extends Error {
  readonly code = 'index-halted';
  constructor(readonly seq: number, reason: string, options?: ErrorOptions) {
    super(`event ${seq} can't be indexed: ${reason}`, options);
    this.name = 'IndexHalted';
  }
}

/** Asked by its code, for an error from another thread has lost its class. */
export function isIndexHalted(error: unknown): error is IndexHalted {
  return error instanceof Error && (error as { code?: unknown }).code === 'index-halted';
}

/** Whether an event takes a body away. Heads are canonical JSON: a member is written in one way. */
export function isRedaction({ head }: StoredEvent): boolean {
  return head.includes('"op":"redact"');
}

/**
 * Applies events that begin at `from.seq`, rows and checkpoint in one transaction.
 * @returns where the index stands now; where another process moved the checkpoint meanwhile, that is where it left it, and nothing was applied
 * @throws IndexHalted after the events before the bad one were applied
 */
export function applyEvents(sql: Sql, from: Checkpoint, events: readonly StoredEvent[]): Checkpoint {
  const { to, nodes } = grownBy(from, events);
  try {
    return sql.transaction(() => {
      if (!moveCheckpoint(sql, from, to)) return readCheckpoint(sql);
      keepNodes(sql, from.seq, nodes);
      projectEvents(sql, events);
      return to;
    });
  } catch (error) {
    if (isIndexHalted(error)) {
      if (error.seq > from.seq) applyEvents(sql, from, events.slice(0, error.seq - from.seq));
      throw error;
    }
    if (isOfTheDatabase(error)) throw error;
    if (events.length === 1) throw new IndexHalted(from.seq, (error as Error).message, { cause: error });
    // Which of them it was comes out where each is by itself.
    const middle = Math.ceil(events.length / 2);
    const reached = applyEvents(sql, from, events.slice(0, middle));
    return reached.seq === from.seq + middle ? applyEvents(sql, reached, events.slice(middle)) : reached;
  }
}

/**
 * Where the index stands after events that begin at `from.seq`, and the nodes of the tree that they complete.
 * @throws IndexHalted where they do not begin there
 */
export function grownBy(from: Checkpoint, events: readonly StoredEvent[]): { to: Checkpoint; nodes: Hash[] } {
  const nodes: Hash[] = [];
  let tree = from.tree;
  for (const { seq, head } of events) {
    if (seq !== tree.size) throw new IndexHalted(tree.size, `the log gave event ${seq} in its place`);
    const grown = grow(tree, leafHash(head));
    for (const node of grown.completed) nodes.push(node);
    tree = grown.tree;
  }
  return { to: checkpointOf(tree), nodes };
}

/** Writes the rows of events; the transaction, the checkpoint and the tree are the caller's. */
export function projectEvents(sql: Sql, events: readonly StoredEvent[]): void {
  const read: LedgerEvent[] = [];
  for (const event of events) {
    try {
      read.push(projectStored(sql, event));
    } catch (error) {
      if (isOfTheDatabase(error)) throw error;
      throw new IndexHalted(event.seq, (error as Error).message, { cause: error });
    }
  }
  projectTogether(sql, read);
}

/** Empties all tables; the transaction is the caller's. */
export function clear(sql: Sql): Checkpoint {
  // The checkpoint first: in PostgreSQL whoever writes meanwhile holds its row, and ends before the tables are emptied.
  const start = resetCheckpoint(sql);
  for (const { options } of TABLES) sql.run(`DELETE FROM ${options.tableName}`);
  return start;
}

/** A full disk, a lock, a damaged page: not the event's fault, where a broken constraint is. */
function isOfTheDatabase(error: unknown): boolean {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'PostgresError') return !/^(22|23|54)/.test(String(code));
  return typeof code === 'string' && code.startsWith('SQLITE_') && !/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code);
}
