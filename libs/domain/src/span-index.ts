import type { Span } from './time/when.js';

/** Spans in the order of their ends, of which those that begin before an instant are found without going through the others. */
export interface SpanIndex {
  /** How many end by an instant: the place of the first that ends after it. */
  endingBy(instant: number): number;
  /** The places in [from, to), ascending, of spans that begin before an instant and whose mark is greater than `above`. */
  beginningBefore(instant: number, from: number, to: number, above?: number): number[];
}

/**
 * A search tree over sorted spans: each node knows the earliest beginning and the greatest mark below it.
 * @param spans by their ends
 * @param marks a number to each; absent: nothing is asked about them
 */
export function createSpanIndex(spans: readonly Span[], marks?: readonly number[]): SpanIndex {
  // Node n has the children 2n and 2n + 1; the leaves are the last `width` nodes.
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, spans.length)));
  const begins = new Float64Array(2 * width).fill(Infinity);
  const greatest = new Float64Array(2 * width).fill(-Infinity);
  spans.forEach(({ earliest }, place) => {
    begins[width + place] = earliest;
    greatest[width + place] = marks?.[place] ?? Infinity;
  });
  for (let node = width - 1; node > 0; node -= 1) {
    begins[node] = Math.min(begins[2 * node]!, begins[2 * node + 1]!);
    greatest[node] = Math.max(greatest[2 * node]!, greatest[2 * node + 1]!);
  }

  return {
    endingBy(instant) {
      let [low, high] = [0, spans.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (spans[middle]!.latest <= instant) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    beginningBefore(instant, from, to, above = -Infinity) {
      const found: number[] = [];
      const walk = (node: number, first: number, size: number): void => {
        if (first >= to || first + size <= from || begins[node]! >= instant || greatest[node]! <= above) return;
        if (size === 1) found.push(first);
        else {
          walk(2 * node, first, size / 2);
          walk(2 * node + 1, first + size / 2, size / 2);
        }
      };
      walk(1, 0, width);
      return found;
    },
  };
}
