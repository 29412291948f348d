/** What a chart is drawn of: x and widths in per cent, y and heights in px. `look` names classes of the style sheet. */
export type Shape =
  | { kind: 'rect'; x: number; width: number; y: number; height: number; fill: Fill }
  | { kind: 'line'; x1: number; x2: number; y1: number; y2: number; look: string }
  | { kind: 'ring'; x: number; y: number; look: string }
  | { kind: 'text'; x: number; y: number; dx: number; text: string; look: string };

/** Colours mean rounds, ink is all else; hatched is possible, fading has no bound. */
export type Tone = 'a' | 'b' | 'c' | 'd' | 'ink';
export type Fill = Tone | `hatch-${Tone}` | 'fade-up' | 'after';

export const TONES = ['a', 'b', 'c', 'd'] as const;

/** Rounded, so that the page stays small. */
export function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}

export function rect(x: number, width: number, y: number, height: number, fill: Fill): Shape {
  return { kind: 'rect', x: rounded(x), width: rounded(width), y: rounded(y), height: rounded(height), fill };
}

export function line(x1: number, x2: number, y1: number, y2: number, look: string): Shape {
  return { kind: 'line', x1: rounded(x1), x2: rounded(x2), y1: rounded(y1), y2: rounded(y2), look };
}

export function ring(x: number, y: number, look: string): Shape {
  return { kind: 'ring', x: rounded(x), y: rounded(y), look };
}

/** @param dx px beside x; negative: ends there */
export function label(x: number, y: number, dx: number, text: string, look: string): Shape {
  return { kind: 'text', x: rounded(x), y: rounded(y), dx, text, look: dx < 0 ? `${look} end` : look };
}
