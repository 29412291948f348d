import { onesIn } from './merkle.js';

/** A perfect subtree: the 2^level leaves from index · 2^level on. At level 0, a leaf. Its hash never changes once it is complete. */
export interface NodeAt {
  level: number;
  index: number;
}

/** How many perfect subtrees a tree of `size` leaves holds. */
export function nodeCount(size: number): number {
  return 2 * size - onesIn(size);
}

/**
 * The number of a node where all nodes are counted in the order in which leaf after leaf completes them, as `grow` gives them: 0 and 1 are
 * the first leaves, 2 is their parent, 3 the third leaf. Whoever keeps them in this order only ever writes at the end.
 */
export function nodeNumber({ level, index }: NodeAt): number {
  const lastLeaf = (index + 1) * 2 ** level - 1;
  return nodeCount(lastLeaf) + level;
}

/** The perfect subtrees whose leaves are exactly `start … end−1`, from left to right; `start` is 0 or a multiple of the largest of them. */
export function nodesOver(start: number, end: number): NodeAt[] {
  const nodes: NodeAt[] = [];
  for (let at = start; at < end; ) {
    const level = levelBelow(end - at);
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The level of the largest perfect subtree in `count` leaves: the exponent of the largest power of two that is not greater. */
export function levelBelow(count: number): number {
  // clz32 sees 32 bits, and Math.log2 rounds up just below the large powers.
  const high = Math.floor(count / 2 ** 32);
  return high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(count);
}
