import { sayBounds, sum, verdict } from '../../quantity/arithmetic.js';
import { spanOf } from '../../time/when.js';
import { groupBy } from '../group.js';
import { words } from '../phrase.js';
import type { Books, Total } from './books.js';
import { byMoment, CUMULATIVE } from './growth.js';
import { bare, line, type Lines, type ReconciliationLine } from './line.js';
import { scopeWords, statedWords } from './scope-words.js';
import { momentOf, scopeOf } from './stated-totals.js';
import { sayExcess, sayVariance } from './variance.js';

/** The totals last stated of single agencies (sites, classes, memberships) against a total of all in the same scope: they can exceed it, or fill it. */
export function* partTotals(books: Books): Lines {
  const places = new Map(books.totals.map((total, place) => [total, place]));
  const found: { place: number; line: ReconciliationLine }[] = [];
  for (const same of groupBy(books.totals, coverOf).values()) {
    for (const { whole, by, parts } of latestParts(same)) {
      found.push({ place: places.get(whole)!, line: compared(books, whole, by, parts) });
      yield;
    }
  }
  yield* found.sort((a, b) => a.place - b.place).map(({ line }) => line);
}

type Dimension = NonNullable<Total['data']['only']>['by'];

/** For each total of all that is stated of one cover, the totals last stated of parts by its moment, by dimension; dimensions and names in the order in which they stand in the list. */
function* latestParts(totals: readonly Total[]): Generator<{ whole: Total; by: Dimension; parts: Total[] }> {
  const wholes = totals.filter(({ data }) => data.only === undefined && data.scope !== 'unstated' && CUMULATIVE.includes(data.measure)).sort(byMoment);
  const parts = [...totals.entries()].flatMap(([place, total]) => (total.data.only === undefined ? [] : [{ place, total, only: total.data.only }])).sort((a, b) => byMoment(a.total, b.total));
  const heard = new Map<string, { place: number; by: Dimension; last: Total }>();
  let next = 0;
  for (const whole of wholes) {
    const until = spanOf(momentOf(whole)).latest;
    for (let part = parts[next]; part !== undefined && spanOf(momentOf(part.total)).latest <= until; part = parts[(next += 1)]) {
      const name = JSON.stringify([part.only.by, part.only.name]);
      heard.set(name, { place: Math.min(part.place, heard.get(name)?.place ?? Infinity), by: part.only.by, last: part.total });
    }
    const inOrder = [...heard.values()].sort((a, b) => a.place - b.place);
    for (const [by, named] of groupBy(inOrder, (each) => each.by)) yield { whole, by, parts: named.map(({ last }) => last) };
  }
}

/** Totals of the same kind, measure and rounds, by what they say, have the same. */
function coverOf({ data: { notice, measure, scope, round } }: Total): string {
  return JSON.stringify([notice, measure, scope, round]);
}

function compared({ evidence }: Books, whole: Total, dimension: Dimension, parts: readonly Total[]): ReconciliationLine {
  const itemised = sum(parts.map(({ data }) => data.count));
  const { count } = whole.data;
  const { verdict: outcome, variance } = verdict(count, itemised, { complete: false });
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} too many` : `, ${sayVariance(variance)} not stated of any`;
  const text = `${statedWords(whole)} against ${sayBounds(itemised)} stated by ${dimension}${gap}: ${words(outcome)}`;
  const scope = `${scopeWords(scopeOf(evidence, whole, spanOf(momentOf(whole))), momentOf(whole))}, by ${dimension}`;
  return line('cross-footing', outcome, scope, text, { facts: [whole, ...parts] }, { stated: { ...bare(count), wording: count.wording }, itemised, variance });
}
