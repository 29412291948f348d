import type { Measure } from '../../facts/kinds.js';
import { sayBounds, verdictOf } from '../../quantity/arithmetic.js';
import { sayDate } from '../../time/words.js';
import { compareInstants, spanOf } from '../../time/when.js';
import { groupBy } from '../group.js';
import { words } from '../phrase.js';
import type { Books, Total } from './books.js';
import { causesOf } from './causes.js';
import { between, itemsIn } from './items.js';
import { line, type Lines, type ReconciliationLine } from './line.js';
import { roundWords, scopeWords, statedWords } from './scope-words.js';
import { momentOf, scopeOf } from './stated-totals.js';
import { explain, less, sayExcess, sayVariance } from './variance.js';

/** Measures that only ever grow: what was counted once stays counted. */
export const CUMULATIVE: readonly Measure[] = ['issued', 'withdrawn', 'took-effect'];

/** What each cumulative total grew by since the one before it in its scope, against what is recorded between the two: where it grew and nothing is, there is a gap. */
export function* growth(books: Books): Lines {
  const series = groupBy(
    books.totals.filter(({ data }) => CUMULATIVE.includes(data.measure)),
    ({ data: { notice, measure, scope, round, only } }) => JSON.stringify([notice, measure, scope, round, only]),
  );
  for (const totals of series.values()) {
    const inTime = [...totals].sort(byMoment);
    for (const [index, total] of inTime.slice(1).entries()) yield grown(books, inTime[index] as Total, total);
  }
}

/** @returns undefined where parts are asked for of what is not told by parts */
function grown(books: Books, before: Total, total: Total): ReconciliationLine | undefined {
  const { evidence } = books;
  const [from, until] = [spanOf(momentOf(before)), spanOf(momentOf(total))];
  const scope = scopeOf(evidence, total, until);
  const what = `${scopeWords(scope)}, between ${sayDate(momentOf(before))} and ${sayDate(momentOf(total))}`;
  const facts = [before, total];
  const subject = `${statedWords(total)} after ${before.data.count.wording}`;
  const notComparable = (reason: string): ReconciliationLine => line('growth', 'not-comparable', what, `${subject}: can't be compared, since ${reason}`, { facts }, { why: [reason] });
  if (total.data.scope === 'unstated') return notComparable('the scope of both is unstated');
  if (from.latest > until.earliest) return notComparable('it is not known which of them is the later');
  const items = itemsIn(books, scope, between(from, until));
  if (items === null) return undefined;

  const rise = less(total.data.count, before.data.count);
  const { bounds, grounds } = items;
  if (rise.high !== null && rise.high < 0) {
    return line('growth', 'excess', what, `${subject}: ${sayExcess(rise)} fewer, though it counts all up to its moment: excess`, { facts }, { itemised: { low: 0, high: 0 }, variance: rise });
  }
  const variance = less(rise, bounds);
  const outcome = verdictOf(variance, { bounded: rise.high !== null && bounds.high !== null, complete: true });
  const { explained, unexplained } = explain(variance, () => causesOf(books, total, scope, { from, until }), items.said === undefined ? undefined : [before.data.count, total.data.count, ...items.said]);
  const recorded = items.recorded ? `${sayBounds(bounds)} recorded between` : 'none recorded between';
  const gap = outcome === 'ties' ? '' : outcome === 'excess' ? `, ${sayExcess(variance)} more than that` : outcome === 'shortfall' ? `, ${sayVariance(variance)} not recorded` : '';
  const stated = rise.low === null || rise.low < 0 ? {} : { stated: { low: rise.low, high: rise.high, wording: sayVariance(rise) } };
  return line('growth', outcome, what, `${subject}: grown by ${sayVariance(rise)}, ${recorded} in ${roundWords(scope.round)}${gap}: ${words(outcome)}`, { facts: [...facts, ...grounds.facts], count: grounds.count + 2 }, { ...stated, itemised: bounds, variance, explained, unexplained });
}

/** By the moments that totals speak of. */
export function byMoment(a: Total, b: Total): number {
  const [one, other] = [spanOf(momentOf(a)), spanOf(momentOf(b))];
  return compareInstants(one.latest, other.latest) || compareInstants(one.earliest, other.earliest);
}
