import type { Pages } from './pages.js';
import { createRows } from './rows.js';
import type { TextPlace, Texts } from './texts.js';

/** Ids, numbered 0, 1, 2 … in the order in which they came. */
export interface Ids {
  readonly size: number;
  add(id: string): number;
  find(id: string): number | undefined;
  text(number: number): string;
  /** As `compareText`: ids are ASCII. */
  compare(a: number, b: number): number;
  /** A number that depends on nothing but the id; 32 bits. */
  hash(number: number): number;
}

/** A row for each id: where its text is; the next in its bucket, or 0 (ids count from 1 there). */
const ID = { words: 3, at: 0, length: 2, hash: 3, next: 4 };
/** A row for each bucket: its first id, or 0. */
const BUCKET = { words: 1, first: 0 };

/**
 * A table of ids by linear hashing (W. Litwin, "Linear hashing: a new tool for file and table addressing", 1980): with each id that comes one
 * bucket is split, so that no growth takes long, and none of it is in the way of the garbage collector.
 */
export function createIds(texts: Texts, pages: Pages): Ids {
  const ids = createRows(ID.words, pages);
  const buckets = createRows(BUCKET.words, pages);
  /** Buckets below `split` were split in this round, which began with so many. */
  let round = 1;
  let split = 0;
  buckets.add();

  const placeOf = (number: number): TextPlace => ({ at: ids.float(number, ID.at), length: ids.integer(number, ID.length) });
  const text = (number: number): string => texts.read(placeOf(number));

  function bucketOf(hash: number): number {
    const bucket = hash & (round - 1);
    return bucket < split ? hash & (2 * round - 1) : bucket;
  }

  function put(number: number): void {
    const bucket = bucketOf(ids.integer(number, ID.hash));
    ids.setInteger(number, ID.next, buckets.integer(bucket, BUCKET.first));
    buckets.setInteger(bucket, BUCKET.first, number + 1);
  }

  function splitNext(): void {
    buckets.add();
    let next = buckets.integer(split, BUCKET.first);
    buckets.setInteger(split, BUCKET.first, 0);
    split += 1;
    while (next !== 0) {
      const number = next - 1;
      next = ids.integer(number, ID.next);
      put(number);
    }
    if (split === round) [round, split] = [round * 2, 0];
  }

  return {
    get size() {
      return ids.size;
    },
    add(id) {
      const { at, length } = texts.write(id);
      const number = ids.add();
      ids.setFloat(number, ID.at, at);
      ids.setInteger(number, ID.length, length);
      ids.setInteger(number, ID.hash, hashOf(id));
      put(number);
      splitNext();
      return number;
    },
    find(id) {
      const hash = hashOf(id);
      for (let next = buckets.integer(bucketOf(hash), BUCKET.first); next !== 0; next = ids.integer(next - 1, ID.next)) {
        if (ids.integer(next - 1, ID.hash) === hash && text(next - 1) === id) return next - 1;
      }
      return undefined;
    },
    text,
    compare: (a, b) => (a === b ? 0 : texts.compare(placeOf(a), placeOf(b))),
    hash: (number) => ids.integer(number, ID.hash),
  };
}

/** FNV-1a, mixed once more so that ids that differ in their last letter alone spread over all numbers. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
