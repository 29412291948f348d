import { type Hash, type NodeAt, nodeCount, nodeNumber } from '#libs/proof';
import type { Sql } from '../sql.js';
import { table } from '../table.js';

/**
 * The Merkle tree over the heads: one row for each perfect subtree, numbered in the order in which events complete them, so that rows are only ever
 * added at the end. A root or a proof reads some rows for each level of the tree, whatever its size was asked for.
 */
export interface TreeNodeRow {
  number: number;
  hash: Hash;
}

export const TreeNodes = table<TreeNodeRow>('tree_nodes', ['number'], { number: 'integer', hash: 'blob' });

/** Keeps the nodes that events from `fromSeq` on completed, in that order. */
export function keepNodes(sql: Sql, fromSeq: number, nodes: readonly Hash[]): void {
  const first = nodeCount(fromSeq);
  nodes.forEach((hash, at) => sql.insert(TreeNodes, { number: first + at, hash }));
}

/** Hashes in the order asked for. @throws Error where the tree has not all of them */
export function hashesOf(sql: Sql, nodes: readonly NodeAt[]): Hash[] {
  return nodes.map((node) => {
    const row = sql.get<Pick<TreeNodeRow, 'hash'>>('SELECT hash FROM tree_nodes WHERE number = ?', nodeNumber(node));
    if (row === undefined) throw new Error(`the index has no node ${node.index} of level ${node.level} of the tree`);
    return row.hash;
  });
}
