import fc from 'fast-check';

/** The seed of every property test: fixed, so that a failure comes again, unless PARLEY_SEED names another. */
export const SEED = Number(process.env['PARLEY_SEED'] ?? 20110713);

/** How many times as many cases as its test says are generated of each property. */
const TIMES = Number(process.env['CHECK_TIMES'] ?? 1);

/**
 * Runs a property. A failure prints the seed, the path to the shrunk counterexample and the counterexample itself.
 * @param runs how many cases are generated
 */
export function check<Args>(property: fc.IProperty<Args>, runs = 200): void {
  fc.assert(property, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}

/** As `check`, of what takes waiting. */
export function checkAsync<Args>(property: fc.IAsyncProperty<Args>, runs = 200): Promise<void> {
  return fc.assert(property, { seed: SEED, numRuns: Math.ceil(runs * TIMES) });
}
