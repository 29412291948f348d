/** The time axis of a chart: stretches of time in which something is recorded, beside each other; what lies between them is left out. Instants in milliseconds since 1970, x in per cent. */
export interface Axis {
  stretches: readonly Stretch[];
  /** Never falls as time goes on; what lies in a gap is at the gap's end, what lies before or after the axis at its ends. */
  x(instant: number): number;
}

export interface Stretch {
  from: number;
  to: number;
  /** Where it is drawn. */
  x1: number;
  x2: number;
}

const DAY = 86_400_000;
/** How wide what is left out is drawn. */
const GAP = 7;
/** As many gaps at most, so that the stretches keep most of the width. */
const MAX_GAPS = 4;

/**
 * @param instants all that is to be seen; at least one
 * @param moment is seen too, however far from them it lies
 */
export function axisOf(instants: readonly number[], moment = instants[0]!): Axis {
  const sorted = [...new Set([...instants, moment])].sort((a, b) => a - b);
  const pad = Math.max(DAY, extentOf(instants) / 40);
  const widest = sorted
    .slice(1)
    .map((to, index) => ({ from: sorted[index]!, to }))
    .filter(({ from, to }) => to - from > Math.max(14 * DAY, 6 * pad))
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, MAX_GAPS)
    .sort((a, b) => a.from - b.from);
  const ends = [...widest.map(({ from }) => from + 2 * pad), sorted.at(-1)! + pad];
  const stretches = [sorted[0]! - pad, ...widest.map(({ to }) => to - pad)].map((from, index) => ({ from, to: ends[index]! }));
  return placed(stretches);
}

function extentOf(instants: readonly number[]): number {
  return instants.reduce((last, instant) => Math.max(last, instant)) - instants.reduce((first, instant) => Math.min(first, instant));
}

function placed(stretches: readonly { from: number; to: number }[]): Axis {
  const shown = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  const scale = (100 - GAP * (stretches.length - 1)) / shown;
  let x = 0;
  const drawn = stretches.map(({ from, to }) => {
    const x1 = x;
    const x2 = x1 + (to - from) * scale;
    x = x2 + GAP;
    return { from, to, x1, x2 };
  });
  return {
    stretches: drawn,
    x: (instant) => {
      const stretch = drawn.find(({ to }) => instant <= to) ?? drawn.at(-1)!;
      return Math.min(Math.max(stretch.x1, stretch.x1 + (instant - stretch.from) * scale), stretch.x2);
    },
  };
}

/** What of [from, to) is drawn, stretch by stretch. An end may be infinite. */
export function piecesOf(axis: Axis, from: number, to: number): { x: number; width: number }[] {
  return axis.stretches.flatMap((stretch) => {
    if (Math.max(from, stretch.from) >= Math.min(to, stretch.to)) return [];
    const x = from <= stretch.from ? stretch.x1 : axis.x(from);
    return [{ x, width: (to >= stretch.to ? stretch.x2 : axis.x(to)) - x }];
  });
}
