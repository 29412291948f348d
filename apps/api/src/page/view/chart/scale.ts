/** A scale of counts from 0: y in px from the top, so that more is higher. */
export interface Scale {
  top: number;
  base: number;
  /** Where the grid is drawn, without 0. */
  ticks: readonly number[];
  y(count: number): number;
  /** The greatest count that it shows. */
  max: number;
}

/** @param counts all that is to be seen, finite */
export function scaleOf(counts: readonly number[], top: number, base: number): Scale {
  const most = Math.max(1, ...counts);
  const step = niceStep(most / 3);
  const max = most * 1.02;
  const ticks = Array.from({ length: Math.floor(max / step) }, (_, index) => (index + 1) * step);
  return { top, base, ticks, max, y: (count) => base - (Math.min(Math.max(count, 0), max) / max) * (base - top) };
}

/** 1, 2 or 5 times a power of ten, not above `most`; at least 1. */
export function niceStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [5, 2, 1].map((factor) => factor * power).find((step) => step <= most) ?? 1;
}
