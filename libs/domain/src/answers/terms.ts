import type { Seen, View } from '../history.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { attribution, happenedBy, ofType, sourceRefs } from './refs.js';
import type { TermAnswer } from './types.js';

/** The terms of each package together, packages and terms in the order of the happened axis: a term has its package's date, whenever a paper lists it. */
export function terms(view: View): TermAnswer[] {
  const offered = ofType(happenedBy(view), 'term.offered');
  const packages = new Set(offered.map(({ data }) => data.package));
  return [...packages].flatMap((of) => offered.filter(({ data }) => data.package === of)).map((term) => termAnswer(view, term));
}

function termAnswer(view: View, term: Seen<'term.offered'>): TermAnswer {
  const { package: of, term: key, text, amount, what } = term.data;
  const attributedTo = attribution(term);
  return {
    package: of,
    term: key,
    text,
    ...(amount !== undefined && { amount: { wording: amount.wording, unit: amount.unit, low: amount.low, high: amount.high } }),
    ...(what !== undefined && { what }),
    happened: dateText(term.happened),
    certain: isCertain(term.span, view.moment.at),
    ...(attributedTo !== undefined && { attributedTo }),
    sources: sourceRefs(term.speaking),
    contested: term.contested.length > 0,
    fact: term.id,
  };
}
