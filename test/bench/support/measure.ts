/** How often everything is measured; the figures are medians. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);

/** One of the things measured against each other. `run` does `count` units of work and is timed. */
export interface Contestant {
  name: string;
  run(round: number): Promise<number>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]!;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Each contestant's median figure by name. They take turns, so that whatever else the machine does disturbs all of them alike.
 */
export async function inTurns(contestants: readonly Contestant[], rounds = ROUNDS): Promise<Record<string, number>> {
  const figures = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of contestants) {
      globalThis.gc?.();
      const figure = await run(round);
      figures.get(name)!.push(figure);
      process.stderr.write(`  ${name}: ${figure.toPrecision(4)}\n`);
    }
  }
  return Object.fromEntries([...figures].map(([name, all]) => [name, median(all)]));
}
