import type { Qualifier } from './types.js';

/** A number that can't be read. The message lists the accepted forms. */
export class QuantityError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QuantityError';
  }
}

/** Words for a number, taken apart: the qualifier, and the one number (or of `between` two) that it is about, as written. */
export interface SplitWording {
  qualifier: Exclude<Qualifier, 'unstated'>;
  numbers: [string] | [string, string];
}

const BETWEEN = /^between (.+) and (.+)$/i;

const OPENINGS: readonly [RegExp, SplitWording['qualifier']][] = [
  [/^(?:about|approximately|around) |^~ ?/i, 'about'],
  [/^(?:more than|over) /i, 'more-than'],
  [/^(?:at least|no fewer than|no less than) /i, 'at-least'],
  [/^(?:at most|up to|no more than) /i, 'at-most'],
  [/^(?:fewer than|less than|under) /i, 'fewer-than'],
];

/** Takes the qualifier off; what is left may still be no number. */
export function splitWording(wording: string): SplitWording {
  const between = BETWEEN.exec(wording);
  if (between !== null) return { qualifier: 'between', numbers: [between[1] ?? '', between[2] ?? ''] };
  for (const [opening, qualifier] of OPENINGS) {
    if (opening.test(wording)) return { qualifier, numbers: [wording.replace(opening, '')] };
  }
  return { qualifier: 'exact', numbers: [wording] };
}

/** White space at the ends and in runs says nothing. */
export function tidy(wording: string): string {
  return wording.trim().replaceAll(/\s+/g, ' ');
}

/** Digits, with commas between thousands or without any. */
export const WHOLE_NUMBER = String.raw`(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)`;
