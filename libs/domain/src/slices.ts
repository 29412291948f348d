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

/** Does all of it at once. */
export function finished<Result>(work: Slices<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
