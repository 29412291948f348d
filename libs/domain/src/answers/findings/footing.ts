import type { Seen, View } from '../../history.js';
import { sayBounds, sum, verdict } from '../../quantity/arithmetic.js';
import type { Quantity } from '../../quantity/types.js';
import { phrase, words } from '../phrase.js';
import { happenedBy, ofType } from '../refs.js';
import type { Finding, FindingCode } from '../types.js';
import { bare, finding, sayExcess, sayVariance } from './finding.js';

type Batch = Seen<'notices.issued'>;
type Breakdown = NonNullable<Batch['data']['breakdowns']>[number];
type Part = Breakdown['parts'][number];

/** More parts than these are counted, not listed, in a sentence. */
const SPELLED_OUT = 8;

/** Every breakdown's parts against their batch, and parts that lie inside a part of another breakdown against that one. */
export function footing(view: View): Finding[] {
  return ofType(happenedBy(view), 'notices.issued').flatMap((batch) => {
    const breakdowns = batch.data.breakdowns ?? [];
    return [...breakdowns.filter((breakdown) => !isWhole(batch, breakdown)).map((breakdown) => footed(batch, breakdown)), ...crossFooting(batch, breakdowns)];
  });
}

/** A single part that is the batch itself says where it was; there is nothing to add up. */
function isWhole({ data: { count } }: Batch, { complete, parts }: Breakdown): boolean {
  const [only] = parts;
  return complete && parts.length === 1 && only?.count.low === count.low && only.count.high === count.high;
}

function footed(batch: Batch, breakdown: Breakdown): Finding {
  const derived = breakdown.parts.filter((part) => part.derived);
  const why = [
    ...derived.map(({ count, name }) => `the derived part of ${count.wording} (${name}) proves nothing`),
    ...(breakdown.complete ? [] : ['the breakdown is not said to be complete']),
  ];
  return compared('footing', batch, batch.data.count, breakdown, { complete: breakdown.complete && derived.length === 0, why });
}

/** "About 191 officers of the 222 in Correction": what is said to lie in an agency or a site can't be more than there. */
function crossFooting(batch: Batch, breakdowns: readonly Breakdown[]): Finding[] {
  return (['agency', 'site'] as const).flatMap((dimension) => {
    const wholes = breakdowns.filter(({ by }) => by === dimension).flatMap(({ parts }) => parts);
    return wholes.flatMap((whole) =>
      breakdowns
        .filter(({ by }) => by !== dimension)
        .map(({ by, parts }) => ({ by, parts: parts.filter((part) => part[dimension] === whole.name) }))
        .filter(({ parts }) => parts.some((part) => !part.derived))
        .map((inside) => compared('cross-footing', batch, whole.count, inside, { complete: false, within: whole.name, why: [`only parts said to lie in ${whole.name} are added`] })),
    );
  });
}

interface Footing {
  complete: boolean;
  within?: string;
  why: string[];
}

/** Parts against their whole; derived parts are arithmetic made from it and don't count. */
function compared(code: FindingCode, batch: Batch, whole: Quantity, { by, parts }: Pick<Breakdown, 'by' | 'parts'>, { complete, within, why }: Footing): Finding {
  const testimony = parts.filter((part) => !part.derived);
  const itemised = sum(testimony.map(({ count }) => count));
  const { verdict: outcome, variance } = verdict(whole, itemised, { complete });
  const of = within === undefined ? whole.wording : `the ${whole.wording} in ${within}`;
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} too many` : `, remainder ${sayVariance(variance)}`;
  const text = `${phrase(batch)}, by ${words(by)}: ${addition(testimony)} of ${of}${gap}: ${[words(outcome), ...why].join('; ')}`;
  return finding(code, outcome, text, [batch], { stated: { ...bare(whole), wording: whole.wording }, itemised, variance, why });
}

/** "222 + 89 + 14 = 325", "about 9", "412 parts = 325". */
function addition(parts: readonly Part[]): string {
  const [only] = parts;
  if (only === undefined) return 'nothing told';
  if (parts.length === 1) return only.count.wording;
  const addends = parts.length > SPELLED_OUT ? `${parts.length} parts` : parts.map(({ count }) => count.wording).join(' + ');
  return `${addends} = ${sayBounds(sum(parts.map(({ count }) => count)))}`;
}
