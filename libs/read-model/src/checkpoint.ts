import { type CompactTree, emptyTree, restore, rootOf, serialise } from '#libs/proof';
import type { IndexPosition } from './read-model.js';
import type { Sql } from './sql.js';
import { table } from './table.js';

/** The one row that says where the index stands. */
export interface CheckpointRow {
  id: number;
  seq: number;
  root: string;
  /** The compact tree at `seq`, so that the next event is added without reading the earlier ones. */
  tree: string;
}

export const Checkpoints = table<CheckpointRow>('checkpoint', ['id'], { id: 'integer', seq: 'integer', root: 'text', tree: 'text' });

/** Where the index stands, and the Merkle tree of what it holds. */
export interface Checkpoint extends IndexPosition {
  tree: CompactTree;
}

export function checkpointOf(tree: CompactTree): Checkpoint {
  return { seq: tree.size, root: rootOf(tree).toString('hex'), tree };
}

/** @throws Error where there is none, or none that can be read */
export function readCheckpoint(sql: Sql): Checkpoint {
  const row = sql.get<CheckpointRow>('SELECT * FROM checkpoint WHERE id = 1');
  if (row === undefined) throw new Error('the index has no checkpoint');
  return checkpointOf(restore(row.tree));
}

/**
 * Compare and set, inside the transaction that writes the rows.
 * @returns false where the checkpoint is not at `from` any more: another process moved it, and this transaction must be rolled back
 */
export function moveCheckpoint(sql: Sql, from: Checkpoint, to: Checkpoint): boolean {
  const moved = sql.run('UPDATE checkpoint SET seq = ?, root = ?, tree = ? WHERE id = 1 AND seq = ? AND root = ?', to.seq, to.root, serialise(to.tree), from.seq, from.root);
  return moved === 1;
}

/** Back to the start, inside the transaction that empties the tables. */
export function resetCheckpoint(sql: Sql): Checkpoint {
  const start = checkpointOf(emptyTree());
  sql.run(
    'INSERT INTO checkpoint (id, seq, root, tree) VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, root = excluded.root, tree = excluded.tree',
    start.seq, start.root, serialise(start.tree),
  );
  return start;
}
