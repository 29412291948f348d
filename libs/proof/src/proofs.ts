import { type Hash, rootOfPeaks } from './merkle.js';
import { levelBelow, type NodeAt, nodesOver } from './nodes.js';

/**
 * What a root or a proof is made from: for each of its hashes, the perfect subtrees that it is folded from. A plan reads nothing, so that
 * whoever keeps the nodes can fetch all of them at once, from a table or over a network, and then `carryOut` the plan.
 */
export type ProofPlan = readonly (readonly NodeAt[])[];

/** The hashes of nodes, in the order asked for. */
export type NodeReader = (nodes: readonly NodeAt[]) => readonly Hash[];

/** The hashes that a plan makes of those of its nodes, which are given in the order of `plan.flat()`. */
export function carryOut(plan: ProofPlan, hashes: readonly Hash[]): Hash[] {
  let at = 0;
  return plan.map((nodes) => rootOfPeaks(hashes.slice(at, (at += nodes.length))));
}

/** One hash: the root of the first `size` leaves. */
export function rootPlan(size: number): ProofPlan {
  requireCount(size, Number.MAX_SAFE_INTEGER);
  return [nodesOver(0, size)];
}

/**
 * The proof that leaf `index` is in the tree of `size` leaves (RFC 6962 §2.1.1), from the leaf's sibling up.
 * @throws RangeError where the tree has no such leaf
 */
export function inclusionPlan(index: number, size: number): ProofPlan {
  requireCount(size, Number.MAX_SAFE_INTEGER);
  requireCount(index, size - 1);
  const siblings: NodeAt[][] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      siblings.push(nodesOver(middle, end));
      end = middle;
    } else {
      siblings.push(nodesOver(start, middle));
      start = middle;
    }
  }
  return siblings.reverse();
}

/**
 * The proof that the tree of `to` leaves begins with the tree of `from` leaves (RFC 6962 §2.1.2); empty where they are the same, or where
 * there is nothing to begin with.
 * @throws RangeError where `from` is greater than `to`
 */
export function consistencyPlan(from: number, to: number): ProofPlan {
  requireCount(to, Number.MAX_SAFE_INTEGER);
  requireCount(from, to);
  if (from === 0) return [];
  const hashes: NodeAt[][] = [];
  let [start, end] = [0, to];
  while (end > from) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      hashes.push(nodesOver(middle, end));
      end = middle;
    } else {
      hashes.push(nodesOver(start, middle));
      start = middle;
    }
  }
  // Where the old tree is the left edge of the new one, its root is known to whoever checks; otherwise its last subtree begins the proof.
  if (start > 0) hashes.push(nodesOver(start, end));
  return hashes.reverse();
}

/** The root of the first `size` leaves. */
export function rootAt(read: NodeReader, size: number): Hash {
  return prove(read, rootPlan(size))[0]!;
}

/** @throws RangeError as `inclusionPlan` */
export function inclusionProof(read: NodeReader, index: number, size: number): Hash[] {
  return prove(read, inclusionPlan(index, size));
}

/** @throws RangeError as `consistencyPlan` */
export function consistencyProof(read: NodeReader, from: number, to: number): Hash[] {
  return prove(read, consistencyPlan(from, to));
}

function prove(read: NodeReader, plan: ProofPlan): Hash[] {
  return carryOut(plan, read(plan.flat()));
}

/** The largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  return 2 ** levelBelow(count - 1);
}

function requireCount(value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > most) throw new RangeError(`${value} is none of 0 … ${most}`);
}
