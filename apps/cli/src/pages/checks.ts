import type { Explanation, FactAnswer, Finding } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { basisLine, credit, day, factGist, heading, item, paragraph, plural, shortId, sources, title } from './words.js';

/** What stands behind a value: how it was reckoned, then the facts with who said so and where. */
export function explanationPage({ path, label, words, arithmetic, basis, facts, factCount }: Explanation, negotiation: string, screen: Screen): string[] {
  return [
    ...title(`${label}: ${words}`, screen),
    ...paragraph(`${path}; ${basisLine(basis)}`, screen, 0, screen.quiet),
    ...(arithmetic.length === 0 ? [] : [...heading('how it was reckoned', screen), ...arithmetic.flatMap((line) => item(line, screen))]),
    ...heading(plural(factCount, 'fact'), screen),
    ...facts.flatMap((fact) => factSection(fact, basis.at.zone, negotiation, screen)),
  ];
}

function factSection(fact: FactAnswer, zone: string, negotiation: string, screen: Screen): string[] {
  const mark = fact.at === 'possible' ? ' (possibly)' : '';
  const head = table([[shortId(fact.fact, negotiation), day(fact.happened, zone, 'the case') + mark, factGist(fact)]], { width: screen.width, indent: 2, most: [14, 26], styles: [screen.quiet, screen.strong] });
  if (fact.claims.length < 2) return head;
  const claims = fact.claims.map((claim) => `${day(claim.happened, zone, 'the case')}${claim.speaks ? '' : `, ${claim.rank}`}: ${credit(claim)}`);
  return [...head, ...claims.flatMap((line) => item(line, screen, 6, '–'))];
}

/** What does not add up, and what does; the gravest first. */
export function findingsPage(findings: readonly Finding[], negotiation: string, screen: Screen): string[] {
  if (findings.length === 0) return ['Nothing to report: no total, breakdown, ballot or deadline that could be checked.'];
  return findings.flatMap((finding, index) => [...(index === 0 ? [] : ['']), ...findingLines(finding, negotiation, screen)]);
}

const GRAVE: readonly Finding['verdict'][] = ['shortfall', 'excess', 'contested', 'odd'];

function findingLines({ code, verdict, text, why, facts, factCount, sources: refs }: Finding, negotiation: string, screen: Screen): string[] {
  const tone = GRAVE.includes(verdict) ? screen.warning : screen.quiet;
  const more = factCount > facts.length ? ` and ${factCount - facts.length} more` : '';
  const behind = [...(facts.length === 0 ? [] : [`facts ${facts.map((fact) => shortId(fact, negotiation)).join(', ')}${more}`]), ...(refs.length === 0 ? [] : [sources(refs)])].join('; ');
  return [
    tone(verdict === code ? code : `${verdict} · ${code}`),
    ...paragraph(text, screen, 2),
    ...why.flatMap((reason) => item(reason, screen, 2, '–')),
    ...(behind === '' ? [] : paragraph(behind, screen, 2, screen.quiet)),
  ];
}
