import { expect } from '@jest/globals';
import type {
  BallotAnswer, Bounds, DeadlineAnswer, Difference, Explanation, FigureAnswer, Finding, Itemised, RoundAnswer, StateAnswer, StatementAnswer, TermAnswer, TimelineEntry,
} from '#libs/domain';
import type { Ran } from '../../apps/cli/test/run.js';

/**
 * Questions to the shipped record, each with the answer that its sources give. The same table is asked over HTTP and from a shell.
 */
export interface Journey {
  question: string;
  /** What is asked for: the last step of the address over HTTP, the name of the command in a shell. */
  view: string;
  /** Query parameters over HTTP, options in a shell; `path` is an argument there. */
  with: Readonly<Record<string, string>>;
  /** What of the answer the question is about. */
  read(body: never): unknown;
  answer: unknown;
}

/** Asks `parley` on the ledger in a data folder; it answers in JSON. @param program runs it, as a process or not */
export async function inAShell({ view, with: { path, ...options } }: Journey, program: (words: string[]) => Promise<Ran>, data: string): Promise<object> {
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { code, out, err } = await program([view, 'connecticut-2011', ...(path === undefined ? [] : [path]), ...words, '--json', '--data', data]);
  expect({ code, err }).toMatchObject({ code: 0 });
  return JSON.parse(out) as object;
}

type Parameters = Journey['with'];

function asking<Body>(view: string) {
  return (question: string, parameters: Parameters, read: (body: Body) => unknown, answer: unknown): Journey => ({ question, view, with: parameters, read, answer });
}
const state = asking<StateAnswer>('state');
const deadlines = asking<{ deadlines: DeadlineAnswer[] }>('deadlines');
const ballots = asking<{ ballots: BallotAnswer[] }>('ballots');
const figures = asking<{ figures: FigureAnswer[]; terms: TermAnswer[] }>('figures');
const findings = asking<{ findings: Finding[] }>('findings');
const explain = asking<Explanation>('explain');
const diff = asking<Difference>('diff');
const timeline = asking<{ total: number; items: TimelineEntry[] }>('timeline');
const statements = asking<{ total: number; items: StatementAnswer[] }>('statements');

/** `connecticut-2011.N8` → `N8` */
const short = (fact: string): string => fact.replace('connecticut-2011.', '');
const ends = ({ low, high }: Bounds): [number, number | null] => [low, high];

function round({ notices: { rounds } }: Pick<StateAnswer, 'notices'>, key: string): RoundAnswer | undefined {
  return rounds.find(({ round: name }) => name === key);
}

/** The bounds of what is itemised: of what certainly and of what possibly happened where they differ. */
function counted(itemised: Itemised | undefined): unknown {
  if (itemised === undefined || !itemised.recorded) return 'none recorded';
  const [certain, possible] = [ends(itemised.certain), ends(itemised.possible)];
  return String(certain) === String(possible) ? certain : { certain, possible };
}

/** What was said of a measure, by whom, with its bounds. */
const said = ({ said: all }: Itemised): unknown[] => all.map(({ wording, attributedTo, low, high, convention }) => [wording, attributedTo, low, high, convention].filter((part) => part !== undefined));

const deadlineOf = ({ deadlines: all }: { deadlines: DeadlineAnswer[] }, key: string) => {
  const found = all.find((deadline) => deadline.key === key);
  return found === undefined ? 'not known of' : [found.status, found.reading];
};

const findingOf = ({ findings: all }: { findings: Finding[] }, code: Finding['code'], fact: string) => all.find((finding) => finding.code === code && short(finding.facts[0] ?? '') === fact);

const reading = ({ deal }: StateAnswer) => ({ status: deal.status, because: deal.because.map(({ fact }) => short(fact)), possible: deal.possible.map(({ status, because }) => [status, short(because.fact)]) });

const explained = ({ words, arithmetic, facts }: Explanation) => ({
  words,
  arithmetic: arithmetic.map((line) => line.replaceAll('connecticut-2011.', '')),
  facts: facts.map(({ fact, attributedTo, sources }) => [short(fact), attributedTo ?? 'the article', ...sources.map((source) => source.short)]),
});

const BALLOT = '4 of 15 against, so at most 11 for; 14 needed: defeated';

export const JOURNEYS: readonly Journey[] = [
  // Before the first round.
  state('On May 5 no notice is recorded, which is not 0; what was planned and postponed is', { at: '2011-05-05' }, (body) => ({
    ...reading(body),
    issued: [counted(body.notices.all.issued.itemised), body.notices.all.issued.itemised.factCount],
    consolidation: said(round(body, 'consolidation')!.planned.itemised),
    postponed: said(round(body, 'may')!.postponed.itemised),
    flags: body.deal.flags,
    headline: body.headline,
  }), {
    status: 'talking',
    because: ['M2'],
    possible: [],
    issued: ['none recorded', 0],
    consolidation: [['about 100', 95, 105, 'about-5%']],
    postponed: [['more than 4,000', 4001, null]],
    flags: { newsBlackout: true, fallbackPlan: false },
    headline: 'At the end of May 5, 2011, the two sides were talking; no layoff notices are recorded as issued, about 100 planned.',
  }),
  timeline('The hundred notices were planned on May 5 for the next day', { at: '2011-05-05', type: 'notices.planned' }, ({ items }) =>
    items.filter(({ at }) => at === 'certain').map(({ fact, data }) => [short(fact), (data as { for: { edtf: string } }).for.edtf]), [['N1', '2011-05-06']]),
  state('On May 5 at noon no article had appeared: nothing was known', { at: '2011-05-05', known: '2011-05-05T12:00' }, (body) => ({ ...reading(body), rounds: body.notices.rounds.map(({ round: key }) => key), coverage: body.coverage.reading }), {
    status: 'none', because: [], possible: [], rounds: [], coverage: 'no source yet',
  }),

  // The first round.
  state('On May 10 at least one notice is certain, and at most as many as were planned', { at: '2011-05-10' }, (body) => ({
    status: body.deal.status,
    issued: counted(round(body, 'may')!.issued.itemised),
    said: round(body, 'may')!.issued.itemised.said.map(({ wording, derived }) => [wording, derived]),
    planned: said(round(body, 'may')!.planned.itemised),
    more: body.notices.rounds.find(({ round: key }) => key === null)!.planned.itemised.facts.map(short),
  }), { status: 'talking', issued: [1, 4742], said: [['unstated', 'at most the 4,742 planned']], planned: [['4,742', 4742, 4742]], more: ['N5'] }),
  state('A minute before the announcement nothing of May is certain', { at: '2011-05-10T07:59' }, (body) => ({ issued: counted(round(body, 'may')!.issued.itemised), fallback: body.deal.flags.fallbackPlan, instant: body.basis.at.instant }), {
    issued: { certain: [0, 0], possible: [0, 4742] }, fallback: false, instant: '2011-05-10T12:00:00Z',
  }),
  deadlines('On May 10 the first-round notices had been due, put off, and begun', { at: '2011-05-10' }, (body) => body.deadlines.find(({ key }) => key === 'first-round-notices')!.history.map(({ type, happened }) => [type, happened.edtf]), [
    ['deadline.set', '[..2011-05-05]'], ['deadline.moved', '2011-05-05'], ['deadline.met', '2011-05-10'],
  ]),

  // The two months without a source.
  state('On June 15 the talks may have led to an agreement and its defeat; the newest source is 36 days old', { at: '2011-06-15' }, (body) => ({ ...reading(body), daysSince: body.coverage.daysSince, coverage: body.coverage.reading }), {
    status: 'talking', because: ['M2'], possible: [['tentative', 'M12'], ['rejected', 'V2']], daysSince: 36, coverage: 'last source May 10, 2011, 36 days before; by then possibly tentative or rejected',
  }),

  // The second round, as it became known.
  state('On July 12, by what was known that day, there is nothing of July', { at: '2011-07-12', known: '2011-07-12' }, (body) => ({ july: counted(round(body, 'july')?.issued.itemised), ...reading(body), lastSource: body.coverage.lastSource?.published.latest, daysSince: body.coverage.daysSince }), {
    july: 'none recorded', status: 'talking', because: ['M2'], possible: [], lastSource: '2011-05-11T04:00:00Z', daysSince: 63,
  }),
  state('On July 12, by what was known a day later, 328 are certain and 460 possible', { at: '2011-07-12', known: '2011-07-13' }, (body) => ({ july: counted(round(body, 'july')!.issued.itemised), status: body.deal.status, open: body.possible.map(({ fact }) => short(fact)).filter((fact) => fact.startsWith('N')) }), {
    july: { certain: [328, 328], possible: [328, 460] }, status: 'rejected', open: ['N9'],
  }),
  state('At eight in the evening of July 13 the article may have appeared or not', { at: '2011-07-13', known: '2011-07-13T20:00' }, (body) => ({ july: counted(round(body, 'july')?.issued.itemised), maybe: body.coverage.maybeKnown.map(({ fact }) => short(fact)).filter((fact) => /^N[89]$/.test(fact)) }), {
    july: 'none recorded', maybe: ['N8', 'N9'],
  }),
  state('On July 13 the July round has two batches, told by two sides', { at: '2011-07-13' }, (body) => ({
    issued: counted(round(body, 'july')!.issued.itemised),
    said: said(round(body, 'july')!.issued.itemised),
    outstanding: counted(round(body, 'july')!.outstanding.itemised),
    agencies: body.notices.by.agency.map(({ name, certain, derived }) => [name, ...ends(certain), derived]),
    sites: body.notices.by.site.map(({ name, certain }) => [name, ...ends(certain)]),
    managers: body.notices.by.class.filter(({ name }) => name === 'managers').map(({ certain, parts }) => [...ends(certain), parts[0]!.wording, parts[0]!.note]),
    headline: body.headline,
  }), {
    issued: [446, 460],
    said: [['328', 'the administration', 328, 328], ['about 125', 'union members', 118, 132, 'about-5%']],
    outstanding: [446, 460],
    agencies: [
      ['Department of Correction', 222, 222, false],
      ['Department of Mental Health and Addiction Services', 89, 89, false],
      ['Department of Construction Services', 14, 14, false],
      ['two other agencies (not named)', 3, 3, true],
    ],
    sites: [['Connecticut Valley Hospital', 118, 132]],
    managers: [[8, 10, 'about 9', 'Across agencies.']],
    headline: 'At the end of July 13, 2011, there was no deal: the tentative agreement had been voted down (4 of 15 against, so at most 11 for; 14 needed); in the July round 328 layoff notices had been issued according to the administration and about 125 according to union members.',
  }),
  state('On July 13 the agreement had been rejected, by the ballot', { at: '2011-07-13' }, ({ deal }) => ({ status: deal.status, since: deal.since?.edtf, because: [short(deal.because[0]!.fact), deal.because[0]!.reasoning] }), {
    status: 'rejected', since: '[2011-05-11..2011-07-12]', because: ['V2', BALLOT],
  }),
  ballots('The ballot is defeated under the rule then in force', { at: '2011-07-13' }, ({ ballots: all }) => all.map(({ key, outcome, reasoning, rule }) => [key, outcome, reasoning, rule?.needed, rule?.outOf, rule?.inForce.edtf]), [
    ['package-vote', 'defeated', BALLOT, 14, 15, '2011-05-11/2011-07-12'],
  ]),
  deadlines('On July 13 one meeting is five days off, one date lies within days, one passed unreported', { at: '2011-07-13' }, (body) => [deadlineOf(body, 'bylaws-meeting'), deadlineOf(body, 'further-notices-clear'), deadlineOf(body, 'details-by-group')], [
    ['open', '5 days left'], ['open', 'between 0 and 3 days left'], ['passed', 'passed 62 days ago, outcome not reported'],
  ]),
  deadlines('The deadline for a deal was never named, and stays open', { at: '2011-07-13' }, (body) => deadlineOf(body, 'deal'), ['open', 'open, no date named']),

  // The article of which the day is one of two.
  state('On July 20 the total and the renewed talks are possible', { at: '2011-07-20' }, (body) => ({ ...reading(body), stated: [body.notices.all.issued.stated?.wording, body.notices.all.issued.stated?.certain], maybe: body.coverage.maybePublished.map(short) }), {
    status: 'rejected', because: ['V2', 'M13'], possible: [['talking', 'M17']], stated: ['1,851', false], maybe: ['S3'],
  }),
  state('On July 27 they are certain', { at: '2011-07-27' }, (body) => ({ ...reading(body), stated: [body.notices.all.issued.stated?.wording, body.notices.all.issued.stated?.certain, body.notices.all.issued.stated?.scope], quotable: body.notices.all.quotable }), {
    status: 'talking', because: ['M17'], possible: [], stated: ['1,851', true, 'unstated'], quotable: false,
  }),
  diff('Between the two days the talks became certain', { clock: 'happened', from: '2011-07-20', to: '2011-07-27' }, ({ values }) => values.filter(({ path }) => path === 'deal.status').map(({ from, to, because }) => [from?.value, to?.value, because.map(({ fact, cause }) => [short(fact), cause])]), [
    ['rejected', 'talking', [['M17', 'happened']]],
  ]),
  diff('The evening of July 13 brought the July round to light', { at: '2011-07-13', clock: 'reported', from: '2011-07-12', to: '2011-07-13' }, ({ values }) => values.filter(({ path }) => path === 'notices.rounds.july.issued').map(({ to, because }) => [to?.words, because.map(({ fact, cause }) => [short(fact), cause])]), [
    ['446 to 460', [['N8', 'became known'], ['N9', 'became known']]],
  ]),

  // What does not add up.
  findings('The total of 1,851 is not contradicted, and not explained', { at: '2011-07-27' }, (body) => {
    const found = findingOf(body, 'stated-total', 'N10');
    return { verdict: found?.verdict, itemised: ends(found!.itemised!), notItemised: found?.variance, why: found?.why[0] };
  }, { verdict: 'not-contradicted', itemised: [446, 460], notItemised: { low: 1391, high: 1405 }, why: 'the scope of the 1,851 is unstated' }),
  findings('The 328 leave a remainder of 3, which a derived part does not prove', { at: '2011-07-27' }, (body) => {
    const found = findingOf(body, 'footing', 'N8');
    return { verdict: found?.verdict, itemised: ends(found!.itemised!), remainder: found?.variance, why: found?.why };
  }, { verdict: 'not-contradicted', itemised: [325, 325], remainder: { low: 3, high: 3 }, why: ['the derived part of 3 (two other agencies (not named)) proves nothing'] }),
  findings('455 and 545 million make a billion; the day of the signing is contested', { at: '2011-07-27' }, (body) => [findingOf(body, 'figure-parts', 'F6')?.verdict, findingOf(body, 'figure-parts', 'F6')?.amounts?.variance, findingOf(body, 'contested', 'M4')?.why], [
    'ties', { low: '0', high: '0' }, ['May 4, 2011 (S0 ¶3)', 'May 5, 2011 (S0 ¶9)'],
  ]),

  // The package.
  figures('On July 13 nobody had reported the terms of the package, but its value', { at: '2011-07-13', known: '2011-07-13' }, (body) => [body.terms, body.figures.filter(({ package: of }) => of !== undefined).map(({ measure, package: of }) => [measure, of])], [[], [['package-value', 'concession-package']]]),
  figures('Today its terms are known, of the same package and its date', { at: '2011-07-13' }, ({ terms }) => terms.map(({ term, package: of, happened, sources }) => [term, of, happened.edtf, sources[0]!.short]), [
    ['job-security', 'concession-package', '[2011-05-10..2011-07-12]', 'S3 ¶3'],
    ['wages', 'concession-package', '[2011-05-10..2011-07-12]', 'S3 ¶3'],
    ['benefits', 'concession-package', '[2011-05-10..2011-07-12]', 'S3 ¶3'],
  ]),

  // What stands behind a value.
  explain('446 to 460: two batches, each with who said so and where', { at: '2011-07-13', path: 'notices.rounds.july.issued' }, explained, {
    words: '446 to 460',
    arithmetic: ['certain [328, 328] 328, the administration (N8)', 'certain [118, 132] about 125, union members, convention about-5% (N9)', 'certain [446, 460], possible [446, 460]'],
    facts: [['N8', 'the administration', 'S4 ¶1', 'S4 ¶3', 'S4 ¶4', 'S4 ¶5'], ['N9', 'union members', 'S4 ¶2']],
  }),
  explain('1 to 4,742: the word is "unstated"', { at: '2011-05-10', path: 'notices.rounds.may.issued' }, explained, {
    words: '1 to 4,742',
    arithmetic: ['certain [1, 4742] unstated, at most the 4,742 planned (N4)', 'certain [1, 4742], possible [1, 4742]'],
    facts: [['N4', 'the article', 'S1 ¶2', 'S2 ¶1-3']],
  }),
  explain('Rejected: the ballot', { at: '2011-07-13', path: 'deal.status' }, (body) => explained(body).facts, [['V2', 'the article', 'S4 ¶16'], ['M13', 'the article', 'S4 ¶16']]),
  explain('The total of 1,851, with its scope', { at: '2011-07-27', path: 'notices.all.issued' }, (body) => explained(body).arithmetic.at(-1), 'stated: 1,851, N10; scope unstated'),
  explain('A deadline, with the letter that names it', { at: '2011-07-13', path: 'deadlines.bylaws-meeting' }, (body) => explained(body).facts, [['D6', 'a letter of the A&R union', 'S4 ¶14']]),

  // Words.
  statements('Who spoke of clawing back?', { q: 'clawed' }, ({ total, items }) => [total, items[0]?.speaker, items[0]?.side, items[0]?.sources[0]?.short], [1, 'Dannel P. Malloy', 'employer', 'S3 ¶9']),
  timeline('The signing of the budget keeps both of its days', { q: 'signs the budget' }, ({ items }) => items.map(({ fact, happened, claims }) => [short(fact), happened.edtf, claims.map((claim) => claim.happened.edtf)]), [
    ['M4', '[2011-05-04,2011-05-05]', ['2011-05-04', '2011-05-05']],
  ]),
];
