/** Long work that can be left between any two of its steps: each `yield` is a place where others may have their turn. */
export type Slices<Result> = Generator<void, Result, void>;

/** All items of a list, each made when its turn comes. */
export function gathered<T>(items: Iterable<T>): Slices<T[]> {
  return mapped(items, (item) => item);
}

/** What is made of each item of a list, one after another. */
export function* mapped<T, U>(items: Iterable<T>, make: (item: T) => U): Slices<U[]> {
  const all: U[] = [];
  for (const item of items) {
    all.push(make(item));
    yield;
  }
  return all;
}

/** How many items are sorted, or put in order with others, between two steps. */
const STRETCH = 2_048;

/** A list sorted as `sort` does it, a stretch at a time. */
export function* sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): Slices<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < list.length; from += STRETCH) {
    runs.push(list.slice(from, from + STRETCH).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let place = 0; place < runs.length; place += 2) merged.push(yield* inOrderOf(runs[place]!, runs[place + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Two sorted lists as one: of what is equal, that of the first comes first. */
function* inOrderOf<T>(first: readonly T[], second: readonly T[], compare: (a: T, b: T) => number): Slices<T[]> {
  const all: T[] = [];
  let [one, other] = [0, 0];
  while (one < first.length || other < second.length) {
    const isFirst = other >= second.length || (one < first.length && compare(first[one]!, second[other]!) <= 0);
    all.push(isFirst ? first[one++]! : second[other++]!);
    if (all.length % STRETCH === 0) yield;
  }
  return all;
}

/** Does all of it at once. */
export function finished<Result>(work: Slices<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
