/** What is asked of a figure: at least so many times the baseline, or no more than a limit in its own unit. */
export type Bar = { atLeast: number } | { atMost: number };

/** One line of the table. */
export interface Line {
  /** Number of the bar, as docs/performance.md lists them. */
  bar: number;
  what: string;
  unit: string;
  ours: number;
  baseline?: { name: string; value: number };
  /** Absent: measured to be known, with nothing asked of it. */
  asked?: Bar;
}

export function ratioOf({ ours, baseline }: Line): number | undefined {
  return baseline === undefined ? undefined : ours / baseline.value;
}

/** undefined where nothing is asked. A ratio is asked of lines with a baseline, a limit of the others. */
export function isMet(line: Line): boolean | undefined {
  const { asked } = line;
  if (asked === undefined) return undefined;
  return 'atLeast' in asked ? (ratioOf(line) ?? 0) >= asked.atLeast : (ratioOf(line) ?? line.ours) <= asked.atMost;
}

/** Hands a line to the program that prints the table. */
export function report(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
