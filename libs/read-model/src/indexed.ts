import type { CheckpointRow } from './checkpoint.js';
import type { Soon } from './index-writer.js';
import type { TreeNodeRow } from './models/tree-nodes.js';
import type { Sql } from './sql.js';

/** What the index at a path has taken from the log, as it stands: nothing is brought up to date, and nothing repaired. */
export interface Indexed {
  /** Where it says that it stands; undefined where that is lost. */
  checkpoint: CheckpointRow | undefined;
  /** How many events it holds. */
  size: number;
  /** Heads from `fromSeq` on, as they were taken. */
  heads(fromSeq: number, limit: number): Soon<{ seq: number; head: string }[]>;
  /** Nodes of the tree, by the order in which events completed them. */
  nodes(from: number, limit: number): Soon<TreeNodeRow[]>;
}

export function indexedIn(sql: Sql): Indexed {
  return {
    ...sql.snapshot(() => ({
      checkpoint: sql.get<CheckpointRow>('SELECT * FROM checkpoint WHERE id = 1'),
      size: (sql.get<{ last: number | null }>('SELECT max(seq) AS last FROM events')?.last ?? -1) + 1,
    })),
    heads: (fromSeq, limit) => sql.all('SELECT seq, head FROM events WHERE seq >= ? ORDER BY seq LIMIT ?', fromSeq, limit),
    nodes: (from, limit) => sql.all('SELECT number, hash FROM tree_nodes WHERE number >= ? ORDER BY number LIMIT ?', from, limit),
  };
}

export interface OpenIndexed {
  indexed: Indexed;
  close(): Promise<void>;
}
