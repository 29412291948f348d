import { sayBounds, sum, verdict } from '../../quantity/arithmetic.js';
import type { Quantity } from '../../quantity/types.js';
import { phrase, words } from '../phrase.js';
import type { Batch, Books } from './books.js';
import { bare, line, type Lines, type ReconciliationLine, type RuleName } from './line.js';
import { explain, sayExcess, sayVariance } from './variance.js';

export type Breakdown = NonNullable<Batch['data']['breakdowns']>[number];
export type Part = Breakdown['parts'][number];

/** More parts than these are counted, not listed, in a sentence. */
const SPELLED_OUT = 8;

/** Every breakdown's parts against their batch. */
export function* footing({ batches }: Books): Lines {
  for (const batch of batches) {
    yield* (batch.data.breakdowns ?? []).filter((breakdown) => !isWhole(batch, breakdown)).map((breakdown) => footed(batch, breakdown));
    yield;
  }
}

/** A single part that is the batch itself says where it was; there is nothing to add up. */
function isWhole({ data: { count } }: Batch, { complete, parts }: Breakdown): boolean {
  const [only] = parts;
  return complete && parts.length === 1 && only?.count.low === count.low && only.count.high === count.high;
}

function footed(batch: Batch, breakdown: Breakdown): ReconciliationLine {
  const derived = breakdown.parts.filter((part) => part.derived);
  const why = [
    ...derived.map(({ count, name }) => `the derived part of ${count.wording} (${name}) proves nothing`),
    ...(breakdown.complete ? [] : ['the breakdown is not said to be complete']),
  ];
  return partsAgainst('footing', batch, batch.data.count, breakdown, { complete: breakdown.complete && derived.length === 0, why });
}

interface Footing {
  complete: boolean;
  within?: string;
  why: string[];
}

/** Parts against their whole; derived parts are arithmetic made from it and don't count. */
export function partsAgainst(rule: RuleName, batch: Batch, whole: Quantity, { by, parts }: Pick<Breakdown, 'by' | 'parts'>, { complete, within, why }: Footing): ReconciliationLine {
  const told = testimony(parts);
  const itemised = sum(told.map(({ count }) => count));
  const { verdict: reckoned, variance } = verdict(whole, itemised, { complete });
  // Nothing told adds up to 0, which proves no count of 0.
  const outcome = told.length === 0 && reckoned === 'ties' ? 'not-contradicted' : reckoned;
  const { explained, unexplained } = explain(variance, () => [], complete ? [whole, ...told.map(({ count }) => count)] : undefined);
  const of = within === undefined ? whole.wording : `the ${whole.wording} in ${within}`;
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} too many` : `, remainder ${sayVariance(variance)}`;
  const text = `${phrase(batch)}, by ${words(by)}: ${addition(told)} of ${of}${gap}: ${[words(outcome), ...why].join('; ')}`;
  const scope = `${phrase(batch)}, by ${words(by)}${within === undefined ? '' : `, in ${within}`}`;
  return line(rule, outcome, scope, text, { facts: [batch] }, { stated: { ...bare(whole), wording: whole.wording }, itemised, variance, why, explained, unexplained });
}

/** What somebody said, and not what was reckoned from it. */
export function testimony(parts: readonly Part[]): Part[] {
  return parts.filter((part) => part.derived !== true);
}

/** "222 + 89 + 14 = 325", "about 9", "412 parts = 325". */
function addition(parts: readonly Part[]): string {
  const [only] = parts;
  if (only === undefined) return 'nothing told';
  if (parts.length === 1) return only.count.wording;
  const addends = parts.length > SPELLED_OUT ? `${parts.length} parts` : parts.map(({ count }) => count.wording).join(' + ');
  return `${addends} = ${sayBounds(sum(parts.map(({ count }) => count)))}`;
}
