import { edtfOfWords, resolve, sayAmount, sayBounds, sayDate, wordsFor } from '#libs/domain';
import type { FieldForm } from '#libs/formats';
import { caseWords } from './date-words.js';

/** In which words dates and counts are read. */
export interface Tongue {
  zone: string;
  /** Of days without a year. */
  year: number;
}

/** What was understood of a date, a count or an amount, or why nothing was. */
export type Reading = { text: string } | { error: string };

/** The forms of which a reading is shown. */
export const READ_FORMS = ['date', 'count', 'amount'] as const satisfies FieldForm[];
export type ReadForm = (typeof READ_FORMS)[number];

export function readingOf(form: ReadForm, typed: string, { zone, year }: Tongue): Reading {
  try {
    if (form === 'date') {
      const when = resolve(edtfOfWords(caseWords(typed, year)), zone);
      return { text: `${sayDate(when, zone)} (${when.edtf})` };
    }
    const words = wordsFor(zone);
    if (form === 'count') {
      const { low, high, convention } = words.count.parse(typed.trim());
      return { text: `${sayBounds({ low, high })}${convention === undefined ? '' : ` (${convention})`}` };
    }
    return { text: sayAmount(words.amount.parse(typed.trim())) };
  } catch (error) {
    const { issues, message } = error as { issues?: { message: string }[]; message: string };
    return { error: issues?.[0]?.message ?? message };
  }
}
