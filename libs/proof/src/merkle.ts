import { createHash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 (§2.1) and RFC 9162. Hashes are SHA-256, 32 bytes. A leaf is hashed behind 0x00, a node behind
 * 0x01, so that no node can pass for a leaf; an odd node is carried up, never doubled. Positions are divided, never
 * shifted: JavaScript's shifts are 32 bits wide.
 */
export type Hash = Buffer;

/** SHA-256. */
export const HASH_BYTES = 32;
/** A proof has a hash for each level; no tree is higher. */
export const MAX_HASHES = 63;
const LEAF = Buffer.of(0x00);
const NODE = Buffer.of(0x01);

/** Hash of a leaf: SHA-256(0x00 ‖ data). A string is taken as UTF-8. */
export function leafHash(data: Uint8Array | string): Hash {
  return createHash('sha256').update(LEAF).update(data).digest();
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/**
 * A tree that only grows, kept as the roots of its perfect subtrees, largest first: one for each 1 in the binary size.
 * That is all it takes to append and to know the root, in O(log n) memory.
 */
export interface CompactTree {
  readonly size: number;
  readonly peaks: readonly Hash[];
}

export function emptyTree(): CompactTree {
  return { size: 0, peaks: [] };
}

/** The tree with one leaf more; the given one is left as it is. */
export function append(tree: CompactTree, leaf: Hash): CompactTree {
  return grow(tree, leaf).tree;
}

/** As `append`, with the nodes that the leaf completes: itself, then each perfect subtree that ends with it, smallest first. */
export function grow(tree: CompactTree, leaf: Hash): { tree: CompactTree; completed: Hash[] } {
  const peaks = [...tree.peaks];
  const completed = [leaf];
  // Each trailing 1 of the size is a perfect subtree as large as the one being carried: join them.
  for (let rest = tree.size; rest % 2 === 1; rest = (rest - 1) / 2) completed.push(nodeHash(peaks.pop()!, completed.at(-1)!));
  peaks.push(completed.at(-1)!);
  return { tree: { size: tree.size + 1, peaks }, completed };
}

/** The root; of the empty tree, SHA-256 of nothing. */
export function rootOf(tree: CompactTree): Hash {
  return rootOfPeaks(tree.peaks);
}

/** The root over the perfect subtrees of a tree, largest first; of none, SHA-256 of nothing. */
export function rootOfPeaks(peaks: readonly Hash[]): Hash {
  return peaks.length === 0 ? createHash('sha256').digest() : peaks.reduceRight((right, left) => nodeHash(left, right));
}

/** One line of text that a checkpoint can keep: `size:peaks`, the peaks in lower-case hex. */
export function serialise(tree: CompactTree): string {
  return `${tree.size}:${tree.peaks.map((peak) => peak.toString('hex')).join('')}`;
}

/**
 * The inverse of `serialise`.
 * @throws Error where the text is none of its results.
 */
export function restore(text: string): CompactTree {
  const match = /^(0|[1-9][0-9]{0,15}):((?:[0-9a-f]{64})*)$/.exec(text);
  const size = Number(match?.[1] ?? NaN);
  const bytes = Buffer.from(match?.[2] ?? '', 'hex');
  const peaks: Hash[] = [];
  for (let at = 0; at < bytes.length; at += HASH_BYTES) peaks.push(bytes.subarray(at, at + HASH_BYTES));
  if (!Number.isSafeInteger(size) || peaks.length !== onesIn(size)) throw new Error(`not a serialised Merkle tree: "${text.slice(0, 80)}"`);
  return { size, peaks };
}

/**
 * Whether `proof` shows that the leaf with this hash is at `index` in the tree of `size` leaves with `root` (RFC 9162 §2.1.3.2).
 * False for anything malformed.
 */
export function verifyInclusion(index: number, size: number, leaf: Uint8Array, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || ![leaf, root, ...proof].every(isHash)) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      // A carried node has no sibling on these levels.
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && same(hash, root);
}

/**
 * Whether `proof` shows that the tree of `size2` with `root2` begins with the whole tree of `size1` with `root1` (RFC 9162 §2.1.4.2).
 * False for anything malformed, and for `size1` = 0, of which there is nothing to prove: callers that allow it decide by themselves.
 */
export function verifyConsistency(size1: number, size2: number, root1: Uint8Array, root2: Uint8Array, proof: readonly Uint8Array[]): boolean {
  if (!isCount(size1) || !isCount(size2) || size1 === 0 || size1 > size2) return false;
  // Nothing is hashed here, so the published vectors allow roots of any length.
  if (size1 === size2) return proof.length === 0 && same(root1, root2);
  if (![root1, root2, ...proof].every(isHash)) return false;
  // A perfect old tree is itself the first subtree of the new one, so the proof leaves its root out.
  const [first, ...rest] = onesIn(size1) === 1 ? [root1, ...proof] : proof;
  if (first === undefined) return false;
  let position = size1 - 1;
  let last = size2 - 1;
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  let old: Uint8Array = first;
  let grown: Uint8Array = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      old = nodeHash(sibling, old);
      grown = nodeHash(sibling, grown);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      grown = nodeHash(grown, sibling);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 && same(old, root1) && same(grown, root2);
}

function half(n: number): number {
  return Math.floor(n / 2);
}

/** How many ones the binary `n` has: the perfect subtrees of a tree of that size. */
export function onesIn(n: number): number {
  return onesIn32(Math.floor(n / 2 ** 32)) + onesIn32(n % 2 ** 32);
}

/** The same for what fits in 32 bits, where operators on bits are right. */
function onesIn32(n: number): number {
  let ones = 0;
  for (let rest = n | 0; rest !== 0; rest &= rest - 1) ones += 1;
  return ones;
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
