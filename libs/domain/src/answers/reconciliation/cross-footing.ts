import { sayBounds, sum, verdict } from '../../quantity/arithmetic.js';
import { phrase, words } from '../phrase.js';
import type { Batch, Books } from './books.js';
import { type Breakdown, partsAgainst, testimony } from './footing.js';
import { bare, line, type Lines, type ReconciliationLine } from './line.js';
import { partTotals } from './part-totals.js';
import { explain, sayExcess, sayVariance } from './variance.js';

/** Breakdowns of one batch against each other, parts inside a part of another breakdown, and totals stated of parts against the total stated of all. */
export function* crossFooting(books: Books): Lines {
  for (const batch of books.batches) {
    yield* breakdownsCompared(batch);
    yield* partsInside(batch);
    yield;
  }
  yield* partTotals(books);
}

/** "By agency = by class": each later breakdown against the first that is complete; where none is, none can be compared. */
function breakdownsCompared(batch: Batch): ReconciliationLine[] {
  const breakdowns = (batch.data.breakdowns ?? []).filter(({ parts }) => parts.length > 1);
  if (new Set(breakdowns.map(({ by }) => by)).size < 2) return [];
  const first = breakdowns.find(isComplete);
  const scope = `${phrase(batch)}, ${breakdowns.map(({ by }) => `by ${words(by)}`).join(' and ')}`;
  if (first === undefined) {
    const reason = 'no breakdown is complete without a derived part';
    return [line('cross-footing', 'not-comparable', scope, `${scope}: can't be compared, since ${reason}`, { facts: [batch] }, { why: [reason] })];
  }
  return breakdowns.filter(({ by }) => by !== first.by).map((other) => {
    const [stated, itemised] = [sumOf(first), sumOf(other)];
    const { verdict: outcome, variance } = verdict(stated, itemised, { complete: isComplete(other) });
    const counts = [first, other].flatMap(({ parts }) => parts.map(({ count }) => count));
    const { explained, unexplained } = explain(variance, () => [], isComplete(other) ? counts : undefined);
    const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} more by ${words(other.by)}` : `, ${sayVariance(variance)} fewer by ${words(other.by)}`;
    const text = `${phrase(batch)}: ${sayBounds(stated)} by ${words(first.by)} against ${sayBounds(itemised)} by ${words(other.by)}${gap}: ${words(outcome)}`;
    return line('cross-footing', outcome, scope, text, { facts: [batch] }, { stated: { ...bare(stated), wording: sayBounds(stated) }, itemised, variance, explained, unexplained });
  });
}

function isComplete({ complete, parts }: Breakdown): boolean {
  return complete && testimony(parts).length === parts.length;
}

function sumOf({ parts }: Breakdown): ReturnType<typeof sum> {
  return sum(testimony(parts).map(({ count }) => count));
}

/** "About 191 officers of the 222 in Correction": what is said to lie in an agency or a site can't be more than there. */
function partsInside(batch: Batch): ReconciliationLine[] {
  const breakdowns = batch.data.breakdowns ?? [];
  return (['agency', 'site'] as const).flatMap((dimension) => {
    const wholes = breakdowns.filter(({ by }) => by === dimension).flatMap(({ parts }) => parts);
    return wholes.flatMap((whole) =>
      breakdowns
        .filter(({ by }) => by !== dimension)
        .map(({ by, parts }) => ({ by, parts: parts.filter((part) => part[dimension] === whole.name) }))
        .filter(({ parts }) => testimony(parts).length > 0)
        .map((inside) => partsAgainst('cross-footing', batch, whole.count, inside, { complete: false, within: whole.name, why: [`only parts said to lie in ${whole.name} are added`] })),
    );
  });
}
