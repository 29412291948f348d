import type { Seen } from '../../history.js';
import { addDecimal, compareDecimal, sayAmount, subtractDecimal } from '../../quantity/amount.js';
import type { Verdict } from '../../quantity/arithmetic.js';
import type { Amount } from '../../quantity/types.js';
import { groupBy } from '../group.js';
import { groupsHappened, lastOf } from '../listing.js';
import { phrase, words } from '../phrase.js';
import type { Books } from './books.js';
import { line, type Lines, type ReconciliationLine } from './line.js';

type Figure = Seen<'figure.given'>;

/** The ends of an interval of exact decimals; null where there is none. */
interface Ends {
  low: string | null;
  high: string | null;
}

/** Figures against their parts: those they were given with, and other figures said to be part of them. In exact decimal arithmetic. */
export function* figureParts({ evidence }: Books): Lines {
  const measures = groupsHappened(evidence, 'figure').map(({ group }) => group);
  const latest = measures.flatMap((group) => (group.certain.count > 0 ? group.certain.last(1) : lastOf(group, 1)));
  const named = groupBy(latest.filter(({ data }) => data.partOf !== undefined), ({ data }) => keyOf(data.partOf, data.package));
  for (const { certain, possible } of measures) {
    for (const run of [certain, possible]) {
      for (const figure of run.each()) yield compared(figure, (figure.data.parts ?? []).map(({ value }) => value), [figure]);
    }
  }
  for (const whole of latest) {
    const parts = named.get(keyOf(whole.data.measure, whole.data.package)) ?? [];
    yield compared(whole, parts.flatMap(({ data }) => data.value ?? data.parts?.map(({ value }) => value) ?? []), [whole, ...parts]);
  }
}

/** A measure is told apart by the package it belongs to. */
function keyOf(measure: string | undefined, bundle: string | undefined): string {
  return JSON.stringify([measure, bundle]);
}

/** @returns undefined where there is nothing to add up */
function compared(whole: Figure, amounts: readonly Amount[], facts: readonly Figure[]): ReconciliationLine | undefined {
  const stated = whole.data.value;
  if (stated === undefined || amounts.length === 0) return undefined;
  const parts = amounts.filter(({ unit }) => unit === stated.unit);
  const why = parts.length === amounts.length ? [] : [`${amounts.length - parts.length} in another unit than ${stated.wording} not added`];
  const total = totalOf(parts);
  const variance = { low: minus(stated.low, total.high), high: minus(stated.high, total.low) };
  const verdict = verdictOf(variance);
  const gap = verdict === 'ties' ? '' : `, ${sayGap(verdict, variance, stated.unit)}`;
  const addends = parts.map(({ wording }) => wording).join(' + ');
  const sum = parts.length === 1 ? addends : `${addends} = ${sayAmount({ ...total, unit: stated.unit })}`;
  const text = `${phrase(whole)}: ${sum} of ${stated.wording}${gap}: ${[words(verdict), ...why].join('; ')}`;
  return line('figure-parts', verdict, `${phrase(whole)}, against its parts`, text, { facts }, { amounts: { unit: stated.unit, stated: { low: stated.low, high: stated.high, wording: stated.wording }, itemised: total, variance }, why });
}

function totalOf(parts: readonly Amount[]): { low: string; high: string | null } {
  return {
    low: parts.reduce((total, { low }) => addDecimal(total, low), '0'),
    high: parts.reduce<string | null>((total, { high }) => (total === null || high === null ? null : addDecimal(total, high)), '0'),
  };
}

function minus(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : subtractDecimal(a, b);
}

/** Parts that are named are a floor: nobody says that there are no others, so they can exceed their whole but never fall short of it. */
function verdictOf({ low, high }: Ends): Verdict {
  if (low !== null && high !== null && compareDecimal(low, '0') === 0 && compareDecimal(high, '0') === 0) return 'ties';
  return high !== null && compareDecimal(high, '0') < 0 ? 'excess' : 'not-contradicted';
}

function sayGap(verdict: Verdict, { low, high }: Ends, unit: string): string {
  if (verdict === 'excess') return `${sayAmount({ unit, low: minus('0', high) ?? '0', high: minus('0', low) })} too much`;
  if (low === null || compareDecimal(low, '0') < 0) return high === null ? 'the rest not bounded' : `at most ${sayAmount({ unit, low: high, high })} not named`;
  return `${sayAmount({ unit, low, high })} not named`;
}
