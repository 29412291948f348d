import type { FigureAnswer, TermAnswer } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { credit, day, heading, item, NONE_RECORDED, paragraph, withCredit, words } from './words.js';

/** Each measure with its values over time, by whose word. */
export function figuresSection(figures: readonly FigureAnswer[], zone: string, screen: Screen): string[] {
  if (figures.length === 0) return [...heading('figures', screen), `  ${NONE_RECORDED}`];
  const sections = figures.map(({ what, values, package: bundle }) => [
    ...paragraph(`${what}${bundle === undefined ? '' : ` (${words(bundle)})`}`, screen, 2, screen.strong),
    ...table(values.map((value) => [day(value.happened, zone), valueCell(value), credit(value)]), { width: screen.width, indent: 4, most: [26, Math.floor(screen.width * 0.4)] }),
  ]);
  return [...heading('figures', screen), ...sections.flat()];
}

type Value = FigureAnswer['values'][number];

function valueCell({ wording, was, certain, contested, parts }: Value): string {
  const change = was === undefined ? wording : `${was.wording} to ${wording}`;
  const told = `${certain ? '' : 'possibly '}${change}${contested ? ' (contested)' : ''}`;
  const listed = parts?.map((part) => `– ${part.name}: ${part.wording}`) ?? [];
  return [told, ...listed].join('\n');
}

/** What was offered, package by package. */
export function termsSection(terms: readonly TermAnswer[], zone: string, screen: Screen): string[] {
  const packages = [...new Set(terms.map((term) => term.package))];
  return packages.flatMap((bundle) => {
    const offered = terms.filter((term) => term.package === bundle);
    const date = offered[0] === undefined ? '' : `, ${day(offered[0].happened, zone)}`;
    return [
      ...heading(`terms of ${words(bundle)}${date}`, screen),
      ...offered.flatMap((term) => item(withCredit(`${term.text}${term.contested ? ' (contested)' : ''}`, term), screen)),
    ];
  });
}
