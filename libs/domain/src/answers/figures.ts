import type { Seen, View } from '../history.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { groupBy } from './group.js';
import { figureWords, words } from './phrase.js';
import { attribution, happenedBy, ofType, sourceRefs } from './refs.js';
import type { FigureAnswer } from './types.js';

type Figure = Seen<'figure.given'>;

/** Each measure with its values in the order of the happened axis. The same measure of another package is another figure. */
export function figures(view: View): FigureAnswer[] {
  const measures = groupBy(ofType(happenedBy(view), 'figure.given'), ({ data }) => JSON.stringify([data.measure, data.package]));
  return [...measures.values()].map((given) => figureAnswer(view, given));
}

function figureAnswer(view: View, given: readonly [Figure, ...Figure[]]): FigureAnswer {
  const { measure, package: of } = given[0].data;
  return {
    measure,
    what: given.find(({ data }) => data.what !== undefined)?.data.what ?? words(measure),
    values: given.map((figure) => valueOf(view, figure)),
    ...(of !== undefined && { package: of }),
    facts: given.map(({ id }) => id),
  };
}

function valueOf(view: View, figure: Figure): FigureAnswer['values'][number] {
  const { what, value, was, parts, partOf } = figure.data;
  const attributedTo = attribution(figure);
  return {
    fact: figure.id,
    happened: dateText(figure.happened),
    certain: isCertain(figure.span, view.moment.at),
    ...(what !== undefined && { what }),
    wording: figureWords(figure.data),
    unit: value?.unit ?? null,
    low: value?.low ?? null,
    high: value?.high ?? null,
    ...(was !== undefined && { was: { wording: was.wording, low: was.low, high: was.high } }),
    ...(parts !== undefined && { parts: parts.map(({ name, value: { wording, low, high } }) => ({ name, wording, low, high })) }),
    ...(partOf !== undefined && { partOf }),
    ...(attributedTo !== undefined && { attributedTo }),
    sources: sourceRefs(figure.speaking),
    contested: figure.contested.length > 0,
  };
}
