import type { Evidence, GroupKey } from '../evidence.js';
import type { Seen } from '../history.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { countOf, firstOf, FULL, groupsHappened, lastOf } from './listing.js';
import { attribution, sourceRefs } from './refs.js';
import type { TermAnswer } from './types.js';

/** The terms of each package together, packages and terms in the order of the happened axis: a term has its package's date, whenever a paper lists it. The last ones, where not all are listed. */
export function terms(evidence: Evidence, listing = FULL): TermAnswer[] {
  const listed: Seen<'term.offered'>[] = [];
  for (const { group } of groupsHappened(evidence, 'term').reverse()) listed.unshift(...lastOf(group, listing.entries - listed.length));
  return listed.map((term) => termAnswer(evidence, term));
}

/** All terms of some packages, in the same order. @param keys of the packages; absent: all */
export function termsOf(evidence: Evidence, keys?: readonly GroupKey[]): TermAnswer[] {
  return groupsHappened(evidence, 'term', keys).flatMap(({ group }) => firstOf(group, Infinity)).map((term) => termAnswer(evidence, term));
}

/** How many terms there are in all. */
export function termCount(evidence: Evidence): number {
  return evidence.groups('term').reduce((count, { group }) => count + countOf(group), 0);
}

function termAnswer(evidence: Evidence, term: Seen<'term.offered'>): TermAnswer {
  const { package: of, term: key, text, amount, what } = term.data;
  const attributedTo = attribution(term);
  return {
    package: of,
    term: key,
    text,
    ...(amount !== undefined && { amount: { wording: amount.wording, unit: amount.unit, low: amount.low, high: amount.high } }),
    ...(what !== undefined && { what }),
    happened: dateText(term.happened),
    certain: isCertain(term.span, evidence.moment.at),
    ...(attributedTo !== undefined && { attributedTo }),
    sources: sourceRefs(term.speaking),
    contested: term.contested.length > 0,
    fact: term.id,
  };
}
