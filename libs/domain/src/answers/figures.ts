import { MARKS } from '../contributions.js';
import type { Evidence, Group, GroupKey } from '../evidence.js';
import type { Seen } from '../history.js';
import { finished, mapped, type Slices } from '../slices.js';
import { dateText } from '../time/moment.js';
import { isCertain } from '../time/when.js';
import { countOf, findingGroups, firstOf, FULL, type Listing } from './listing.js';
import { figureWords, words } from './phrase.js';
import { attribution, sourceRefs } from './refs.js';
import type { FigureAnswer } from './types.js';

type Figure = Seen<'figure.given'>;

/** Each measure with its values in the order of the happened axis. The same measure of another package is another figure. */
export function figures(evidence: Evidence, listing = FULL): FigureAnswer[] {
  return finished(tellingFigures(evidence, listing));
}

/** As `figures`, one by one. */
export function* tellingFigures(evidence: Evidence, listing = FULL): Slices<FigureAnswer[]> {
  return yield* mapped(yield* findingFigures(evidence), ({ tell }) => tell(listing));
}

/** In the same order, each to be told alone. @param keys absent: all */
export function eachFigure(evidence: Evidence, keys?: readonly GroupKey[]): ToldFigure[] {
  return finished(findingFigures(evidence, keys));
}

interface ToldFigure {
  key: GroupKey;
  tell(listing: Listing): FigureAnswer;
}

function* findingFigures(evidence: Evidence, keys?: readonly GroupKey[]): Slices<ToldFigure[]> {
  return (yield* findingGroups(evidence, 'figure', keys)).map(({ key, group }) => {
    const [measure, of] = key;
    return { key, tell: (listing) => figureAnswer(evidence, { measure: measure ?? '', of: of ?? undefined }, group, listing) };
  });
}

function figureAnswer(evidence: Evidence, { measure, of }: { measure: string; of: string | undefined }, group: Group<'figure.given'>, listing: Listing): FigureAnswer {
  const given = lastValues(group, listing.steps);
  return {
    measure,
    what: firstOf(group, 1, MARKS.titled)[0]?.data.what ?? words(measure),
    values: given.map((figure) => valueOf(evidence, figure)),
    ...(of !== undefined && { package: of }),
    factCount: countOf(group),
    facts: given.map(({ id }) => id),
  };
}

/** The last values, among them the last that is certain, however many may have come since. */
function lastValues({ certain, possible }: Group<'figure.given'>, n: number): Figure[] {
  const maybe = possible.last(certain.count > 0 ? n - 1 : n);
  return [...certain.last(n - maybe.length), ...maybe];
}

function valueOf(evidence: Evidence, figure: Figure): FigureAnswer['values'][number] {
  const { what, value, was, parts, partOf } = figure.data;
  const attributedTo = attribution(figure);
  return {
    fact: figure.id,
    happened: dateText(figure.happened),
    certain: isCertain(figure.span, evidence.moment.at),
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
