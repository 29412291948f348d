const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

/** A list that is only added to. */
export interface Paged<Value> {
  readonly size: number;
  /** @returns the value's place */
  add(value: Value): number;
  get(place: number): Value;
}

/** In pages: growing one array of a million copies all of it at once, which would hold everything else for a tenth of a second. */
export function createPaged<Value>(): Paged<Value> {
  const pages: Value[][] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(value) {
      (pages[size >>> PAGE_BITS] ??= []).push(value);
      size += 1;
      return size - 1;
    },
    get: (place) => (pages[place >>> PAGE_BITS] as Value[])[place & (PAGE - 1)] as Value,
  };
}
