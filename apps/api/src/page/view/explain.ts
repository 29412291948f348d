import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, isQuestionError } from '#libs/application';
import type { Explanation } from '#libs/domain';
import type { PageQuery } from '../query.js';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { sayNumber } from './numbers.js';
import { type SourceLink, sourceLinks } from './sources.js';

/** Why a value is what it is: a frame under it. */
export interface ExplainView {
  path: string;
  /** Of which part of the page the value is. */
  place: 'status' | 'rounds' | 'breakdown' | 'elsewhere';
  title: string;
  label: string;
  /** Facts that count something. */
  counted: { said: string; convention?: string; by: string; sources: SourceLink[]; low: string; high: string }[];
  /** Other facts. */
  facts: { what: string; by: string; sources: SourceLink[] }[];
  arithmetic: string[];
  note: string;
  close: string;
  self: string;
  json: string;
}

/** Nothing where nothing is asked for, or where the value is not there at this moment: then `missing`. */
export async function explainView(queries: QueryBus, id: string, query: PageQuery, places: Places): Promise<ExplainView | { missing: string; close: string } | null> {
  const { at, known, ledger, conventions, explain: path } = query;
  if (path === undefined) return null;
  try {
    const { body } = await queries.execute<Ask, Answer>(new Ask({ ask: 'explain', negotiation: id, path, at, known, ledger, conventions }));
    return told(body as Explanation, places);
  } catch (error) {
    if (isQuestionError(error) && error.code === 'unknown-path') return { missing: words.explain.missing, close: places.page({ explain: undefined }) };
    throw error;
  }
}

function told({ path, label, words: value, arithmetic, facts, factCount }: Explanation, places: Places): ExplainView {
  const rows = facts.map((fact) => ({ fact, count: countOf(fact.data) }));
  const by = ({ attributedTo }: Explanation['facts'][number]): string => attributedTo ?? words.explain.nobody;
  return {
    path,
    place: path.startsWith('deal') ? 'status' : path.startsWith('notices.by') ? 'breakdown' : path.startsWith('notices') ? 'rounds' : 'elsewhere',
    title: words.explain.title(value),
    label,
    counted: rows.flatMap(({ fact, count }) => (count === undefined ? [] : [{
      said: count.wording,
      ...(count.convention === undefined ? {} : { convention: words.explain.convention(count.convention) }),
      by: by(fact),
      sources: sourceLinks(fact.sources),
      low: sayNumber(count.low),
      high: count.high === null ? words.explain.noBound : sayNumber(count.high),
    }])),
    facts: rows.filter(({ count }) => count === undefined).map(({ fact }) => ({ what: fact.what, by: by(fact), sources: sourceLinks(fact.sources) })),
    arithmetic,
    note: words.explain.facts(sayNumber(facts.length), sayNumber(factCount)),
    close: places.page({ explain: undefined }),
    self: places.page({ explain: path }, 'why'),
    json: places.api('explain', { path }),
  };
}

interface Count {
  wording: string;
  low: number;
  high: number | null;
  convention?: string;
}

function countOf(data: unknown): Count | undefined {
  return (data as { count?: Count } | null | undefined)?.count;
}
