import { ALL_ROUNDS, type Evidence } from '../../evidence.js';
import { type Comparison, sayBounds, verdict } from '../../quantity/arithmetic.js';
import { isCertain, type Span, spanOf } from '../../time/when.js';
import { words } from '../phrase.js';
import type { Books, Total } from './books.js';
import { causesOf } from './causes.js';
import { itemsIn, newestRound, type Scope, upTo } from './items.js';
import { bare, line, type Lines, type ReconciliationLine, type RuleName } from './line.js';
import { roundWords, scopeWords, statedWords } from './scope-words.js';
import { explain, sayExcess, sayVariance } from './variance.js';

/** Every total that somebody stated against the facts recorded inside its scope, up to the moment that it speaks of. */
export function* statedTotals(books: Books): Lines {
  for (const total of books.totals) {
    const moment = spanOf(momentOf(total));
    yield compared(books, total, scopeOf(books.evidence, total, moment), moment);
  }
}

/** When a total is said to hold: where that is not said, when it was stated. */
export function momentOf(total: Total): Total['happened'] {
  return total.data.moment ?? total.happened;
}

/** What a total covers. Where nobody says it, one round: the one it names, or the one with the newest item. */
export function scopeOf(evidence: Evidence, { data: { notice, measure, round, scope, only } }: Total, moment: Span): Scope {
  const covers = { notice, measure, ...(only === undefined ? {} : { only }) };
  if (scope === 'all') return { ...covers, round: ALL_ROUNDS };
  if (scope === 'round' || round !== undefined) return { ...covers, round: round ?? null };
  return { ...covers, round: newestRound(evidence, covers, upTo(moment)) };
}

function compared(books: Books, total: Total, scope: Scope, moment: Span): ReconciliationLine {
  const { count, measure } = total.data;
  const rule: RuleName = measure === 'outstanding' ? 'roll-forward' : 'stated-total';
  const what = scopeWords(scope, momentOf(total));
  const where = roundWords(scope.round);
  const reasons = reasonsOf(books.evidence, total);
  const stated = { stated: { ...bare(count), wording: count.wording } };
  const items = itemsIn(books, scope, upTo(moment));
  if (items === null) {
    const reason = `only issued notices are told by ${scope.only?.by ?? 'part'}`;
    return line(rule, 'not-comparable', what, `${statedWords(total)} can't be compared: ${reason}`, { facts: [total] }, { ...stated, why: [reason, ...reasons] });
  }
  if (!items.recorded) {
    const text = `${statedWords(total)} against none itemised in ${where}: ${['not contradicted', ...reasons].join('; ')}`;
    return line(rule, 'not-contradicted', what, text, { facts: [total] }, { ...stated, why: [`nothing is itemised in ${where}`, ...reasons] });
  }
  const isOpen = total.data.scope === 'unstated';
  const { verdict: outcome, variance } = isOpen ? notTied(verdict(count, items.bounds, { complete: false })) : verdict(count, items.bounds, { complete: true });
  const { explained, unexplained } = explain(variance, () => causesOf(books, total, scope, { until: moment }), items.said === undefined ? undefined : [count, ...items.said]);
  const counted = measure === 'outstanding' ? 'issued and not withdrawn' : 'itemised';
  const text = `${statedWords(total)} against ${sayBounds(items.bounds)} ${counted} in ${where}: ${sayOutcome(outcome, variance)}${sayReasons(reasons, isOpen)}`;
  return line(rule, outcome, what, text, { facts: [total, ...items.grounds.facts], count: items.grounds.count + 1 }, { ...stated, itemised: items.bounds, variance, why: reasons, explained, unexplained });
}

/** What has to be said of a total itself. */
function reasonsOf({ moment }: Evidence, { data: { scope, count }, span }: Total): string[] {
  return [
    ...(scope === 'unstated' ? [`the scope of the ${count.wording} is unstated`] : []),
    ...(isCertain(span, moment.at) ? [] : ['the total may not have been given by then']),
  ];
}

function sayReasons(reasons: readonly string[], isOpen: boolean): string {
  const [first, ...rest] = reasons;
  if (!isOpen || first === undefined) return reasons.map((reason) => `; ${reason}`).join('');
  return `${rest.map((reason) => `; ${reason}`).join('')}, and ${first}`;
}

/** A total of unstated scope is compared with one round, and can't be shown to tie with it. */
function notTied({ verdict: outcome, variance }: Comparison): Comparison {
  return { verdict: outcome === 'ties' ? 'not-contradicted' : outcome, variance };
}

function sayOutcome(outcome: Comparison['verdict'], variance: Comparison['variance']): string {
  if (outcome === 'ties') return 'ties';
  const gap = outcome === 'excess' ? `${sayExcess(variance)} more itemised than stated` : `${sayVariance(variance)} not itemised`;
  return `${words(outcome)}, ${gap}`;
}
