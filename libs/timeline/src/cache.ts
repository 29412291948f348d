/** What was made lately, by number. */
export interface Cache<Value> {
  get(key: number, make: () => Value): Value;
  readonly size: number;
}

/**
 * Keeps the last `limit` values that were asked for, and up to as many of those before: two generations, of which the older is
 * dropped as a whole, which costs nothing at each use.
 */
export function createCache<Value>(limit: number): Cache<Value> {
  let young = new Map<number, Value>();
  let old = new Map<number, Value>();
  return {
    get(key, make) {
      const kept = young.get(key);
      if (kept !== undefined) return kept;
      const value = old.get(key) ?? make();
      if (young.size === limit) [young, old] = [new Map(), young];
      young.set(key, value);
      return value;
    },
    get size() {
      return young.size + old.size;
    },
  };
}
