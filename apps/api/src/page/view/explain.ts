import { type Answer, type ExplainQuestion, type Question, QuestionError } from '#libs/application';
import type { Explanation } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { sayNumber } from './numbers.js';
import { type SourceLink, sourceLinks } from './sources.js';

/** Why a value is what it is: a frame under it. */
export type ExplainView = (ExplainedValue | { value: null; missing: string; place: 'answer' }) & {
  /** The page without it. */
  close: string;
};

/** The parts of the page under which values are explained. */
export type Place = 'answer' | 'rounds' | 'breakdown' | 'deadlines' | 'ballots' | 'figures';

const PLACES: readonly [string, Place][] = [['notices.by.', 'breakdown'], ['notices.', 'rounds'], ['deadlines.', 'deadlines'], ['ballots.', 'ballots'], ['figures.', 'figures'], ['terms.', 'figures']];

export interface ExplainedValue {
  /** Under which part of the page it stands. */
  place: Place;
  value: string;
  title: string;
  label: string;
  /** Facts that count something. */
  counted: { said: string; href: string; convention?: string; by: string; sources: SourceLink[]; low: string; high: string }[];
  /** Other facts. */
  facts: { what: string; href: string; by: string; sources: SourceLink[] }[];
  arithmetic: string[];
  note: string;
  self: string;
  json: string;
}

/** @throws QuestionError as the question does, but for a value that is not there at this moment: that is told */
export async function explainView(ask: (question: Question) => Promise<Answer>, question: ExplainQuestion, places: Places): Promise<ExplainView> {
  try {
    const { body } = await ask(question);
    return { ...told(body as Explanation, places), close: places.page({ explain: undefined }) };
  } catch (error) {
    if (!(error instanceof QuestionError) || error.code !== 'unknown-path') throw error;
    return { place: 'answer', value: null, missing: words.explain.missing, close: places.page({ explain: undefined }) };
  }
}

function told({ path, label, words: value, arithmetic, facts, factCount }: Explanation, places: Places): ExplainedValue {
  const rows = facts.map((fact) => ({ fact, count: countedBy(fact.data, path) }));
  const by = ({ attributedTo }: Explanation['facts'][number]): string => attributedTo ?? words.explain.nobody;
  return {
    place: PLACES.find(([head]) => path.startsWith(head))?.[1] ?? 'answer',
    value,
    title: words.explain.title(value),
    label,
    counted: rows.flatMap(({ fact, count }) => (count === undefined ? [] : [{
      said: count.wording,
      href: places.fact(fact.fact),
      ...(count.convention === undefined ? {} : { convention: words.explain.convention(count.convention) }),
      by: by(fact),
      sources: sourceLinks(fact.sources, places),
      low: sayNumber(count.low),
      high: count.high === null ? words.explain.noBound : sayNumber(count.high),
    }])),
    facts: rows.filter(({ count }) => count === undefined).map(({ fact }) => ({ what: fact.what, href: places.fact(fact.fact), by: by(fact), sources: sourceLinks(fact.sources, places) })),
    arithmetic,
    note: words.explain.facts(sayNumber(facts.length), sayNumber(factCount)),
    self: places.page({ explain: path }, 'why'),
    json: places.api({ ask: 'explain', path }),
  };
}

interface Count {
  wording: string;
  low: number;
  high: number | null;
  convention?: string;
}

/** What a fact adds to a value: its count; of a line of a breakdown, the parts of that name. */
function countedBy(data: unknown, path: string): Count | undefined {
  const { count, breakdowns = [] } = (data ?? {}) as { count?: Count; breakdowns?: { by: string; parts: { name: string; count: Count }[] }[] };
  const [, dimension, name] = /^notices\.by\.([a-z]+)\.(.*)$/su.exec(path) ?? [];
  if (name === undefined) return count;
  return breakdowns.filter(({ by }) => by === dimension).flatMap(({ parts }) => parts).find((part) => part.name === name)?.count;
}
