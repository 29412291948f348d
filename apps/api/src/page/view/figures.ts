import type { Clocks } from '#libs/application';
import { type FigureAnswer, figurePath, type StateAnswer, type TermAnswer, termPath } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { type SourceLink, sourceLinks } from './sources.js';
import { spoken } from './spoken.js';
import { twinsOf, type Twins } from './twins.js';

export interface FiguresView {
  figures: FigureRow[];
  /** By package. */
  packages: { name: string; terms: FigureRow[] }[];
  more: string;
  twins: Twins;
}

export interface FigureRow {
  key: string;
  what: string;
  value: string;
  /** Where it is explained. */
  explain: string;
  said: string;
  by: string;
  sources: SourceLink[];
  contested: boolean;
  possible: boolean;
  /** What it was before, and its parts. */
  notes: string[];
}

/** As many of a kind are shown; the twins have all. */
const SHOWN = 40;

export function figuresView({ figures, terms, counts, basis }: StateAnswer, asked: Clocks & { negotiation: string }, places: Places): FiguresView {
  const { zone } = basis.at;
  const left = Math.max(0, figures.length - SHOWN) + Math.max(0, counts.terms - Math.min(terms.length, SHOWN));
  const packages = new Map<string, FigureRow[]>();
  for (const term of terms.slice(0, SHOWN)) packages.set(term.package, [...(packages.get(term.package) ?? []), termRow(term, zone, places)]);
  return {
    figures: figures.slice(0, SHOWN).flatMap((figure) => figureRow(figure, zone, places)),
    packages: [...packages].map(([name, rows]) => ({ name: name.replaceAll('-', ' '), terms: rows })),
    more: left === 0 ? '' : words.record.more(left),
    twins: twinsOf({ ask: 'figures', ...asked }),
  };
}

/** The last word on a measure, and what was said before it. */
function figureRow({ measure, what, values, factCount, package: bundle }: FigureAnswer, zone: string, places: Places): FigureRow[] {
  const last = values.at(-1);
  if (last === undefined) return [];
  const earlier = values.slice(0, -1).reverse().map((value) => words.figures.before(value.wording, spoken(value.happened, zone)));
  const untold = factCount - values.length;
  const notes = [
    ...(last.was === undefined ? [] : [words.figures.was(last.was.wording)]),
    ...(last.parts ?? []).map(({ name, wording }) => words.figures.part(name, wording)),
    ...(bundle === undefined ? [] : [words.figures.inPackage(bundle.replaceAll('-', ' '))]),
    ...earlier,
    ...(untold > 0 ? [words.record.more(untold)] : []),
  ];
  return [{ key: `${measure} ${bundle ?? ''}`, what, value: last.wording, explain: places.page({ explain: figurePath(measure, bundle) }, 'why'), said: spoken(last.happened, zone), by: last.attributedTo ?? '', sources: sourceLinks(last.sources, places), contested: last.contested, possible: !last.certain, notes }];
}

function termRow(answer: TermAnswer, zone: string, places: Places): FigureRow {
  const { fact, term, text, what, happened, certain, attributedTo, sources, contested } = answer;
  return { key: fact, what: what ?? term.replaceAll('-', ' '), value: text, explain: places.page({ explain: termPath(answer) }, 'why'), said: spoken(happened, zone), by: attributedTo ?? '', sources: sourceLinks(sources, places), contested, possible: !certain, notes: [] };
}
