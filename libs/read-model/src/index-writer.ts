import type { StoredEvent } from '#libs/log';
import { type Checkpoint, moveCheckpoint, readCheckpoint } from './checkpoint.js';
import { keepNodes } from './models/tree-nodes.js';
import { applyEvents, clear, grownBy, projectEvents } from './projector.js';
import type { IndexPosition } from './read-model.js';
import type { Sql } from './sql.js';

/** At once where the writer is in this thread, later where it has one of its own. */
export type Soon<Value> = Value | Promise<Value>;

/** The only writer of an index in this process. It is asked for one thing after another, never for two at once. */
export interface IndexWriter {
  /** Where the index stands, read anew. */
  position(): Soon<IndexPosition>;
  /** Applies the next events, rows and checkpoint in one transaction. @throws IndexHalted as `applyEvents` */
  apply(events: readonly StoredEvent[]): Soon<IndexPosition>;
  /** Begins to build all tables anew, in one transaction that `endRebuild` or `dropRebuild` ends. */
  beginRebuild(): Soon<IndexPosition>;
  /** @returns where the index will stand. @throws IndexHalted */
  addToRebuild(events: readonly StoredEvent[]): Soon<IndexPosition>;
  endRebuild(): Soon<IndexPosition>;
  dropRebuild(): Soon<IndexPosition>;
  close(): Promise<void>;
}

/** Writes the index in this thread, on a connection that is closed with it. */
export function createIndexWriter(sql: Sql): IndexWriter {
  let checkpoint = readCheckpoint(sql);
  let rebuilding: { start: Checkpoint; at: Checkpoint } | undefined;

  return {
    position() {
      checkpoint = readCheckpoint(sql);
      return positionOf(checkpoint);
    },
    apply(events) {
      checkpoint = applyEvents(sql, checkpoint, events);
      return positionOf(checkpoint);
    },
    beginRebuild() {
      sql.begin();
      let start: Checkpoint;
      try {
        start = clear(sql);
      } catch (error) {
        sql.rollback();
        throw error;
      }
      rebuilding = { start, at: start };
      return positionOf(start);
    },
    addToRebuild(events) {
      const { to, nodes } = grownBy(rebuilding!.at, events);
      keepNodes(sql, rebuilding!.at.seq, nodes);
      projectEvents(sql, events);
      rebuilding!.at = to;
      return positionOf(rebuilding!.at);
    },
    endRebuild() {
      const { start, at } = rebuilding!;
      moveCheckpoint(sql, start, at);
      sql.commit();
      checkpoint = at;
      return positionOf(at);
    },
    dropRebuild() {
      sql.rollback();
      return positionOf(checkpoint);
    },
    close: () => sql.close(),
  };
}

function positionOf({ seq, root }: Checkpoint): IndexPosition {
  return { seq, root };
}
