import { label, type Shape } from './shapes.js';

/** Whether a label has room beside those that were placed before; it takes it. `dx` as of labels: negative where it ends at x. */
export type Room = (x: number, y: number, dx: number, text: string) => boolean;

/** How much of the width a letter takes on wide pages and on phones, in per cent, and how high a line is, in px: about. */
const LETTER = 1;
export const LETTER_ON_PHONES = 2.8;
const LINE = 15;

/** Room for labels that never touch. @param letter how much of the width a letter takes, in per cent */
export function roomForLabels(letter = LETTER): Room {
  const taken: { from: number; to: number; y: number }[] = [];
  return (x, y, dx, text) => {
    const width = text.length * letter;
    const [from, to] = dx < 0 ? [x - width, x] : [x, x + width];
    if (taken.some((other) => Math.abs(other.y - y) < LINE && other.from < to && from < other.to)) return false;
    taken.push({ from, to, y });
    return true;
  };
}

/** Draws a label where there is room for it. */
export type PlaceLabel = (x: number, y: number, dx: number, text: string, look: string) => Shape[];

/** Labels that would touch another go; those with little room are seen on wide pages only. */
export function labelling(): PlaceLabel {
  const [isFree, isFreeOnPhones] = [roomForLabels(), roomForLabels(LETTER_ON_PHONES)];
  return (x, y, dx, text, look) => (isFree(x, y, dx, text) ? [label(x, y, dx, text, isFreeOnPhones(x, y, dx, text) ? look : `${look} wide-only`)] : []);
}
