import type { Leaf } from './leaves.js';

/** The first `n` of two lists that are both in an order. */
export function merged(a: readonly Leaf[], b: readonly Leaf[], n: number, compare: (a: Leaf, b: Leaf) => number): Leaf[] {
  const both: Leaf[] = [];
  for (let [i, j] = [0, 0]; both.length < n; ) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined && right === undefined) break;
    if (right === undefined || (left !== undefined && compare(left, right) < 0)) {
      both.push(left as Leaf);
      i += 1;
    } else {
      both.push(right);
      j += 1;
    }
  }
  return both;
}
