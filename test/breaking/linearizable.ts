/**
 * Whether what several clients saw of one register can have happened one after another, each operation at some instant between its call and its return
 * (Herlihy and Wing, "Linearizability", 1990; searched as by Wing and Gong, with states that were met before left out, as Lowe does).
 * The register is a fact's revision: a change is made only where the revision is the one expected.
 */
export interface Operation {
  /** Nanoseconds on the machine's one monotonic clock. */
  called: bigint;
  /** Absent where nobody heard how it ended: its process was killed, or the log out of reach. */
  returned?: bigint;
  kind: 'read' | 'change';
  /** Of a change: the revision that it expects. */
  expected?: number;
  /** What came back: of a read, and of a change that was refused, the revision as it was; of a change that was made, the new one. Absent where unknown. */
  revision?: number;
  /** Of a change: whether it was made. Absent where unknown. */
  made?: boolean;
}

/** @param first the revision before all operations */
export function isLinearizable(history: readonly Operation[], first: number): boolean {
  // A read whose answer nobody heard says nothing.
  const operations = history.filter(({ kind, returned }) => kind === 'change' || returned !== undefined).sort((a, b) => (a.called < b.called ? -1 : 1));
  const all = (1n << BigInt(operations.length)) - 1n;
  const heard = operations.reduce((mask, { returned }, n) => (returned === undefined ? mask : mask | (1n << BigInt(n))), 0n);
  const met = new Set<string>();
  const waiting: { done: bigint; revision: number }[] = [{ done: 0n, revision: first }];
  while (waiting.length > 0) {
    const { done, revision } = waiting.pop()!;
    if ((done & heard) === heard) return true;
    const key = `${revision} ${done.toString(36)}`;
    if (met.has(key)) continue;
    met.add(key);
    for (const n of possibleNext(operations, all & ~done)) {
      const next = after(operations[n]!, revision);
      if (next !== undefined) waiting.push({ done: done | (1n << BigInt(n)), revision: next });
    }
  }
  return false;
}

/** Those left that were called before any other that is left had returned. */
function possibleNext(operations: readonly Operation[], left: bigint): number[] {
  const found: number[] = [];
  let earliest: bigint | undefined;
  for (let n = 0; n < operations.length; n += 1) {
    const { called, returned } = operations[n]!;
    if (earliest !== undefined && called > earliest) break;
    if ((left & (1n << BigInt(n))) === 0n) continue;
    found.push(n);
    if (returned !== undefined && (earliest === undefined || returned < earliest)) earliest = returned;
  }
  return found;
}

/** The revision after an operation, or undefined where it can't have happened there. What nobody heard of may have been made; that it was not needs no place. */
function after({ kind, expected, revision, made }: Operation, now: number): number | undefined {
  if (kind === 'read' || made === false) return revision === now && (kind === 'read' || expected !== now) ? now : undefined;
  return expected === now && (made === undefined || revision === now + 1) ? now + 1 : undefined;
}
