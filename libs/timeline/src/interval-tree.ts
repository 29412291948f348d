import { compareInstants, type Span } from '#libs/domain';

/** Which spans hold an instant inside: an interval tree, laid over the spans in the order of their starts. */
export function intervalTree<S extends Span>(spans: Iterable<S>): (instant: number) => S[] {
  const inOrder = [...spans].sort((a, b) => compareInstants(a.earliest, b.earliest));
  const at = (index: number): S => inOrder[index] as S;
  /** The latest end of the stretch that has its middle here. */
  const ends = new Float64Array(inOrder.length);
  const measure = (from: number, to: number): number => {
    if (from >= to) return -Infinity;
    const middle = (from + to) >>> 1;
    const end = Math.max(at(middle).latest, measure(from, middle), measure(middle + 1, to));
    ends[middle] = end;
    return end;
  };
  measure(0, inOrder.length);

  return (instant) => {
    const found: S[] = [];
    const visit = (from: number, to: number): void => {
      const middle = (from + to) >>> 1;
      if (from >= to || (ends[middle] as number) <= instant) return;
      visit(from, middle);
      if (at(middle).earliest >= instant) return;
      if (at(middle).latest > instant) found.push(at(middle));
      visit(middle + 1, to);
    };
    visit(0, inOrder.length);
    return found;
  };
}
