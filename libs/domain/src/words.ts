import { z } from 'zod';
import type { Words } from './facts/types.js';
import { parseAmount, type AmountInput } from './quantity/amount.js';
import { parseQuantity, type QuantityInput } from './quantity/parse.js';
import type { Amount, Quantity } from './quantity/types.js';
import { QuantityError } from './quantity/wording.js';
import { EdtfError } from './time/edtf.js';
import { resolve } from './time/resolve.js';
import type { When } from './time/when.js';
import { checkZone, TimeError } from './time/zone.js';

/**
 * The parsers of dates, counts and amounts for a negotiation in `zone`. What they can't read becomes a zod issue that says why.
 * @throws TimeError for a zone that does not exist
 */
export function wordsFor(zone: string): Words {
  checkZone(zone);
  const dateOf = remembering((text): When => resolve(text, zone));
  return {
    when: z.string().transform((text, context): When => orIssue(context, () => dateOf(text))),
    count: countInput.transform((input, context): Quantity => orIssue(context, () => (typeof input === 'string' ? countOf(input) : parseQuantity(input)))),
    amount: amountInput.transform((input, context): Amount => orIssue(context, () => parseAmount(input))),
  };
}

const countOf = remembering((words): Quantity => parseQuantity(words));

/** Readings kept of each kind. */
const KEPT = 10_000;

/** A record says the same dates and counts over and over: what was read once is not read again. Readings are shared, hence frozen; errors are not kept. */
function remembering<Reading extends object>(read: (words: string) => Reading): (words: string) => Reading {
  const kept = new Map<string, Reading>();
  return (words) => {
    const known = kept.get(words);
    if (known !== undefined) return known;
    const reading = Object.freeze(read(words));
    if (kept.size >= KEPT) kept.clear();
    kept.set(words, reading);
    return reading;
  };
}

const wording = z.string().min(1).max(300);

const countInput: z.ZodType<QuantityInput> = z.union(
  [wording, z.number(), z.strictObject({ wording, low: z.number().optional(), high: z.number().nullable().optional(), derived: wording.optional() })],
  { error: 'expected a count: a number, words, or { wording, low?, high?, derived? }' },
);

const bound = z.union([z.string(), z.number()]);
const amountInput: z.ZodType<AmountInput> = z.union(
  [wording, z.number(), z.strictObject({ wording, unit: wording.optional(), low: bound.optional(), high: bound.nullable().optional() })],
  { error: 'expected an amount: words, or { wording, unit?, low?, high? }' },
);

function orIssue<T>(context: z.RefinementCtx, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof EdtfError || error instanceof TimeError || error instanceof QuantityError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}
