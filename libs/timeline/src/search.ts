/** How many of the first places hold, where none holds after one that does not. */
export function countWhile(count: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As `countWhile`, where nearly always all of them hold. */
export function countMost(count: number, holds: (place: number) => boolean): number {
  return count === 0 || holds(count - 1) ? count : countWhile(count, holds);
}
