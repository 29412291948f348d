import { DIMENSIONS, type NoticeKind } from '../facts/kinds.js';
import { sayBounds, sayCount } from '../quantity/arithmetic.js';
import { sayDate } from '../time/words.js';
import { groupBy } from './group.js';
import { roundName } from './headline.js';
import { noticeWords } from './phrase.js';
import type { BallotAnswer, BreakdownLine, DateText, DeadlineAnswer, DealAnswer, FigureAnswer, Itemised, RoundAnswer, StateAnswer, TermAnswer } from './types.js';

/** A value of the state by its path: what it is, in words, how it was reckoned, and the facts it rests on. */
export interface NamedValue {
  /**
   * `deal.status`, `notices.rounds.july.issued`, `deadlines.union-meeting` … The key of facts without a round is `unstated`; rounds of another kind
   * of notice than the first are `notices.rounds.strike.july.issued`, figures of a package `figures.savings.first-package`. A dot within a key is doubled,
   * and a round that is itself keyed `unstated` is `notices.rounds..unstated`.
   */
  path: string;
  /** What the path names: "notices issued in the July round". */
  label: string;
  value: unknown;
  words: string;
  /** How the value was reckoned, one line a step. */
  arithmetic: string[];
  /** As many as the state lists. */
  facts: string[];
}

/** The measures of a round, each with what is said of its notices. */
export const ROUND_MEASURES = [
  ['planned', 'planned'],
  ['issued', 'issued'],
  ['postponed', 'postponed'],
  ['withdrawn', 'withdrawn'],
  ['tookEffect', 'in effect'],
  ['outstanding', 'outstanding'],
] as const;
export type RoundMeasure = (typeof ROUND_MEASURES)[number][0];

/** Every value of a state that can be explained, or can differ from another state's. */
export function valuesOf({ deal, notices, deadlines, ballots, figures, terms, redacted }: Omit<StateAnswer, 'basis'>): NamedValue[] {
  const roundValues = (round: RoundAnswer, path: string): NamedValue[] => ROUND_MEASURES.map(([measure]) => measureValue(round, measure, `${path}.${measure}`));
  return [
    ...dealValues(deal),
    ...notices.rounds.flatMap((round) => roundValues(round, roundPath(round, notices.all.notice))),
    ...roundValues(notices.all, ALL_PATH),
    ...DIMENSIONS.flatMap((dimension) => notices.by[dimension].map((line) => lineValue(line, `notices.by.${dimension}.${line.name}`))),
    ...deadlines.map(deadlineValue),
    ...ballots.map(ballotValue),
    ...figures.map(figureValue),
    ...[...groupBy(terms, termPath).values()].map(termValue),
    ...redactedValues(redacted),
  ];
}

/** The deal's status, which others are possible, and its flags. */
export function dealValues(deal: DealAnswer): NamedValue[] {
  const flags = (['newsBlackout', 'fallbackPlan'] as const).map((flag): NamedValue => {
    const raised = deal.flagFacts[flag];
    return {
      path: `deal.flags.${flag}`,
      label: flag === 'newsBlackout' ? 'news blackout' : 'fallback plan',
      value: deal.flags[flag],
      words: deal.flags[flag] ? 'on' : 'off',
      arithmetic: raised === undefined ? [] : [`raised by a fact of ${raised.since.edtf}; last spoken of by ${raised.last.fact}`],
      facts: raised === undefined ? [] : [raised.last.fact],
    };
  });
  return [
    {
      path: STATUS_PATH,
      label: 'deal status',
      value: deal.status,
      words: deal.status,
      arithmetic: [...deal.because.map(({ fact, what, reasoning }) => `${fact}: ${reasoning ?? what}`), ...moreLines(deal.becauseCount - deal.because.length)],
      facts: deal.because.map(({ fact }) => fact),
    },
    {
      path: 'deal.possible',
      label: 'possible deal statuses',
      value: deal.possible.map(({ status }) => status),
      words: deal.possible.map(({ status }) => status).join(', ') || 'none',
      arithmetic: deal.possible.map(({ status, because }) => `${because.fact} would make it ${status}`),
      facts: deal.possible.map(({ because }) => because.fact),
    },
    ...flags,
  ];
}

export const STATUS_PATH = 'deal.status';
export const ALL_PATH = 'notices.all';

/** A key as a part of a path: its dots are doubled, so that no two values have one path. */
function partOf(key: string): string {
  return key.replaceAll('.', '..');
}

/** @param main the kind of notice whose rounds are named without it */
export function roundPath({ notice, round }: Pick<RoundAnswer, 'notice' | 'round'>, main: NoticeKind): string {
  const name = round === null ? 'unstated' : round === 'unstated' ? '.unstated' : partOf(round);
  return `notices.rounds.${notice === main ? '' : `${notice}.`}${name}`;
}

export function measureValue(round: RoundAnswer | (RoundAnswer & { quotable: false }), measure: RoundMeasure, path: string): NamedValue {
  const { itemised, stated } = round[measure];
  const done = ROUND_MEASURES.find(([name]) => name === measure)?.[1] ?? measure;
  const outstanding = measure === 'outstanding' ? [`outstanding = issued ${sayBounds(round.issued.itemised.possible)} − withdrawn ${sayBounds(round.withdrawn.itemised.possible)}`] : [];
  return {
    path,
    label: `${noticeWords(round.notice)} ${done}, ${'quotable' in round ? 'all rounds, not to be quoted as a sum' : roundName(round.round)}`,
    value: { recorded: itemised.recorded, certain: itemised.certain, possible: itemised.possible, ...(stated === undefined ? {} : { stated: { low: stated.low, high: stated.high, wording: stated.wording } }) },
    words: `${sayItemised(itemised)}${stated === undefined ? '' : `; stated ${stated.wording}${stated.certain ? '' : ' (possibly)'}`}`,
    arithmetic: [...sumLines(itemised), ...outstanding, ...(stated === undefined ? [] : [`stated: ${stated.wording}${stated.attributedTo === undefined ? '' : ` (${stated.attributedTo})`}, ${stated.fact}; scope ${stated.scope}`])],
    facts: [...itemised.facts, ...(stated === undefined ? [] : [stated.fact])],
  };
}

/** "none recorded", "446 to 460", "328, possibly up to 460", "none certain, possibly up to 132". */
export function sayItemised({ recorded, certain, possible }: Pick<Itemised, 'recorded' | 'certain' | 'possible'>): string {
  if (!recorded) return 'none recorded';
  if (certain.low === possible.low && certain.high === possible.high) return sayBounds(certain);
  const sure = certain.high === 0 ? 'none certain' : sayBounds(certain);
  if (possible.low !== certain.low) return `${sure}, possibly ${sayBounds(possible)}`;
  return `${sure}, possibly ${possible.high === null ? 'any number more' : `up to ${sayCount(possible.high)}`}`;
}

/** Each batch with its bounds, then the sums of the certain ones and of all. */
function sumLines({ said, certain, possible, remarks, recorded, factCount }: Itemised): string[] {
  if (!recorded || said.length === 0) return [];
  const terms = said.map(({ fact, wording, low, high, attributedTo, convention, derived, certain: sure }) =>
    `${sure ? 'certain' : 'possible'} [${low}, ${high ?? '∞'}] ${wording}${attributedTo === undefined ? '' : `, ${attributedTo}`}${convention === undefined ? '' : `, convention ${convention}`}${derived === undefined ? '' : `, ${derived}`} (${fact})`,
  );
  return [...terms, ...moreLines(factCount - said.length), ...remarks, `certain [${certain.low}, ${certain.high ?? '∞'}], possible [${possible.low}, ${possible.high ?? '∞'}]`];
}

/** Says how many steps of the reckoning are not written out. */
function moreLines(left: number, which = 'more'): string[] {
  return left > 0 ? [`… and ${sayCount(left)} ${which}`] : [];
}

export function lineValue(line: BreakdownLine, path: string): NamedValue {
  return {
    path,
    label: `notices issued, ${line.name}`,
    value: { certain: line.certain, possible: line.possible, derived: line.derived },
    words: `${sayItemised({ recorded: true, ...line })}${line.derived ? ' (derived)' : ''}`,
    arithmetic: [
      ...line.parts.map(({ fact, wording, low, high, derived }) => `[${low}, ${high ?? '∞'}] ${wording}${derived === true ? ', the remainder: arithmetic, not testimony' : ''} (${fact})`),
      ...moreLines(line.factCount - new Set(line.parts.map(({ fact }) => fact)).size),
    ],
    facts: line.facts,
  };
}

export function deadlineValue({ key, what, due, status, reading, history, facts, factCount }: DeadlineAnswer): NamedValue {
  return {
    path: `deadlines.${key}`,
    label: what,
    value: { status, due: due?.edtf ?? null },
    words: `${reading}${dueText(due)}`,
    arithmetic: [...moreLines(factCount - history.length, 'before'), ...history.map((step) => `${step.happened.edtf} ${step.type}${dueText(step.due)} (${step.fact})`)],
    facts,
  };
}

function dueText(due: DateText | null): string {
  return due === null ? '' : `, due ${sayDate(due)}`;
}

export function ballotValue({ ballot, what, outcome, reasoning, facts }: BallotAnswer): NamedValue {
  return { path: `ballots.${ballot}`, label: what, value: { outcome, reasoning }, words: reasoning, arithmetic: [reasoning], facts };
}

export function figurePath(measure: string, bundle: string | undefined): string {
  return `figures.${partOf(measure)}${bundle === undefined ? '' : `.${partOf(bundle)}`}`;
}

export function figureValue({ measure, what, values, package: bundle, facts, factCount }: FigureAnswer): NamedValue {
  const last = values.filter(({ certain }) => certain).at(-1) ?? values.at(-1);
  return {
    path: figurePath(measure, bundle),
    label: what,
    value: last === undefined ? null : { wording: last.wording, unit: last.unit, low: last.low, high: last.high },
    words: last?.wording ?? 'none',
    arithmetic: [...moreLines(factCount - values.length, 'before'), ...values.map(({ wording, happened, attributedTo, fact }) => `${happened.edtf} ${wording}${attributedTo === undefined ? '' : `, ${attributedTo}`} (${fact})`)],
    facts,
  };
}

export function termPath({ package: bundle, term }: Pick<TermAnswer, 'package' | 'term'>): string {
  return `terms.${partOf(bundle)}.${partOf(term)}`;
}

/** @param said all that is said of one term of a package */
export function termValue(said: readonly [TermAnswer, ...TermAnswer[]]): NamedValue {
  const texts = said.map(({ text }) => text).join('; ');
  return { path: termPath(said[0]), label: `${said[0].term} in ${said[0].package}`, value: texts, words: texts, arithmetic: [], facts: said.map(({ fact }) => fact) };
}

export function redactedValues(unread: readonly string[]): NamedValue[] {
  return unread.length === 0 ? [] : [{ path: 'redacted', label: 'facts whose body was redacted', value: [...unread], words: unread.join(', '), arithmetic: [], facts: [...unread] }];
}
