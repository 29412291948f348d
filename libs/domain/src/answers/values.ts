import { DIMENSIONS } from '../facts/kinds.js';
import { sayBounds, sayCount } from '../quantity/arithmetic.js';
import { groupBy } from './group.js';
import { roundName } from './headline.js';
import { noticeWords } from './phrase.js';
import type { BreakdownLine, DateText, Itemised, MeasureAnswer, RoundAnswer, StateAnswer } from './types.js';

/** A value of the state by its path: what it is, in words, how it was reckoned, and the facts it rests on. */
export interface NamedValue {
  /**
   * `deal.status`, `notices.rounds.july.issued`, `deadlines.union-meeting` … The key of facts without a round is `unstated`; rounds of another kind
   * of notice than the first are `notices.rounds.strike.july.issued`, figures of a package `figures.savings.first-package`.
   */
  path: string;
  /** What the path names: "notices issued in the July round". */
  label: string;
  value: unknown;
  words: string;
  /** How the value was reckoned, one line a step. */
  arithmetic: string[];
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

/** Every value of a state that can be explained, or can differ from another state's. */
export function valuesOf(state: Omit<StateAnswer, 'basis'>): NamedValue[] {
  return [...dealValues(state), ...noticeValues(state), ...deadlineValues(state), ...ballotValues(state), ...figureValues(state)];
}

function dealValues({ deal }: Omit<StateAnswer, 'basis'>): NamedValue[] {
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
      path: 'deal.status',
      label: 'deal status',
      value: deal.status,
      words: deal.status,
      arithmetic: deal.because.map(({ fact, what, reasoning }) => `${fact}: ${reasoning ?? what}`),
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

function noticeValues({ notices }: Omit<StateAnswer, 'basis'>): NamedValue[] {
  const rounds = notices.rounds.flatMap((round) => {
    const kind = round.notice === notices.all.notice ? '' : `${round.notice}.`;
    return roundValues(round, `notices.rounds.${kind}${round.round ?? 'unstated'}`, roundName(round.round));
  });
  const all = roundValues(notices.all, 'notices.all', 'all rounds, not to be quoted as a sum');
  const lines = DIMENSIONS.flatMap((dimension) =>
    notices.by[dimension].map((line): NamedValue => lineValue(line, `notices.by.${dimension}.${line.name}`)),
  );
  return [...rounds, ...all, ...lines];
}

function roundValues(round: RoundAnswer, path: string, name: string): NamedValue[] {
  return ROUND_MEASURES.map(([measure, done]) => {
    const answer: MeasureAnswer = round[measure];
    const { itemised, stated } = answer;
    const outstanding = measure === 'outstanding' ? [`outstanding = issued ${sayBounds(round.issued.itemised.possible)} − withdrawn ${sayBounds(round.withdrawn.itemised.possible)}`] : [];
    return {
      path: `${path}.${measure}`,
      label: `${noticeWords(round.notice)} ${done}, ${name}`,
      value: { recorded: itemised.recorded, certain: itemised.certain, possible: itemised.possible, ...(stated === undefined ? {} : { stated: { low: stated.low, high: stated.high, wording: stated.wording } }) },
      words: `${sayItemised(itemised)}${stated === undefined ? '' : `; stated ${stated.wording}${stated.certain ? '' : ' (possibly)'}`}`,
      arithmetic: [...sumLines(itemised), ...outstanding, ...(stated === undefined ? [] : [`stated: ${stated.wording}${stated.attributedTo === undefined ? '' : ` (${stated.attributedTo})`}, ${stated.fact}; scope ${stated.scope}`])],
      facts: [...itemised.facts, ...(stated === undefined ? [] : [stated.fact])],
    };
  });
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
function sumLines({ said, certain, possible, remarks, recorded }: Itemised): string[] {
  if (!recorded || said.length === 0) return [];
  const terms = said.map(({ fact, wording, low, high, attributedTo, convention, derived, certain: sure }) =>
    `${sure ? 'certain' : 'possible'} [${low}, ${high ?? '∞'}] ${wording}${attributedTo === undefined ? '' : `, ${attributedTo}`}${convention === undefined ? '' : `, convention ${convention}`}${derived === undefined ? '' : `, ${derived}`} (${fact})`,
  );
  return [...terms, ...remarks, `certain [${certain.low}, ${certain.high ?? '∞'}], possible [${possible.low}, ${possible.high ?? '∞'}]`];
}

function lineValue(line: BreakdownLine, path: string): NamedValue {
  return {
    path,
    label: `notices issued, ${line.name}`,
    value: { certain: line.certain, possible: line.possible, derived: line.derived },
    words: `${sayItemised({ recorded: true, ...line })}${line.derived ? ' (derived)' : ''}`,
    arithmetic: line.parts.map(({ fact, wording, low, high, derived }) => `[${low}, ${high ?? '∞'}] ${wording}${derived === true ? ', the remainder: arithmetic, not testimony' : ''} (${fact})`),
    facts: line.facts,
  };
}

function deadlineValues({ deadlines }: Omit<StateAnswer, 'basis'>): NamedValue[] {
  return deadlines.map(({ key, what, due, status, reading, history, facts }) => ({
    path: `deadlines.${key}`,
    label: what,
    value: { status, due: due?.edtf ?? null },
    words: `${reading}${due === null ? '' : `, due ${due.edtf}`}`,
    arithmetic: history.map((step) => `${step.happened.edtf} ${step.type}${dueText(step.due)} (${step.fact})`),
    facts,
  }));
}

function dueText(due: DateText | null): string {
  return due === null ? '' : `, due ${due.edtf}`;
}

function ballotValues({ ballots }: Omit<StateAnswer, 'basis'>): NamedValue[] {
  return ballots.map(({ ballot, what, outcome, reasoning, facts }) => ({
    path: `ballots.${ballot}`,
    label: what,
    value: { outcome, reasoning },
    words: reasoning,
    arithmetic: [reasoning],
    facts,
  }));
}

function figureValues({ figures, terms, redacted: unread }: Omit<StateAnswer, 'basis'>): NamedValue[] {
  const measured = figures.map(({ measure, what, values, package: bundle, facts }): NamedValue => {
    const last = values.filter(({ certain }) => certain).at(-1) ?? values.at(-1);
    return {
      path: `figures.${measure}${bundle === undefined ? '' : `.${bundle}`}`,
      label: what,
      value: last === undefined ? null : { wording: last.wording, unit: last.unit, low: last.low, high: last.high },
      words: last?.wording ?? 'none',
      arithmetic: values.map(({ wording, happened, attributedTo, fact }) => `${happened.edtf} ${wording}${attributedTo === undefined ? '' : `, ${attributedTo}`} (${fact})`),
      facts,
    };
  });
  const offered = [...groupBy(terms, ({ package: bundle, term }) => `terms.${bundle}.${term}`)].map(([path, said]): NamedValue => {
    const texts = said.map(({ text }) => text).join('; ');
    return { path, label: `${said[0].term} in ${said[0].package}`, value: texts, words: texts, arithmetic: [], facts: said.map(({ fact }) => fact) };
  });
  const redacted = unread.length === 0 ? [] : [{ path: 'redacted', label: 'facts whose body was redacted', value: unread, words: unread.join(', '), arithmetic: [], facts: unread }];
  return [...measured, ...offered, ...redacted];
}
