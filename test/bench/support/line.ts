/** One line of the table. */
export interface Line {
  /** Number of the bar, as docs/performance.md lists them. */
  bar: number;
  what: string;
  unit: string;
  ours: number;
  baseline?: { name: string; value: number };
  /** Of the ratio where there is a baseline, otherwise of our figure. Absent: measured to be known, with nothing asked of it. */
  asked?: { atLeast: number } | { atMost: number };
}

/** Hands a line to the program that prints the table. */
export function report(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
