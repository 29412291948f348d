import type { Basis, Dimension, FactKind, FactType, Stop, StoryOrder } from '#libs/domain';
import type { Table } from '#libs/formats';
import type { Feed } from '#libs/formats';
import type { Encoded } from './encoded.js';

/** A point on the clocks as it was asked for. Defaults: now, now, the ledger's head. */
export interface Clocks {
  /** A date (its end), a local or zoned time, RFC 3339 or RFC 9557. */
  at?: string | undefined;
  known?: string | undefined;
  /** A ledger size or an instant. */
  ledger?: string | undefined;
  /** The conventions' version that a pinned link fixes; any other than today's is refused. */
  conventions?: string | undefined;
}

/** A page of a list. A cursor is opaque and pins the ledger size of the first page. */
export interface Page {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export const CLOCKS = ['happened', 'reported', 'recorded'] as const;
export type ClockName = (typeof CLOCKS)[number];

interface About {
  negotiation: string;
}

export type NegotiationsQuestion = { ask: 'negotiations'; status?: string | undefined; party?: string | undefined; q?: string | undefined } & Clocks & Page;
export type TimelineQuestion = {
  ask: 'timeline';
  order?: ClockName | undefined;
  /** Dates, on the clock of `order`: what lies wholly outside is left out. */
  from?: string | undefined;
  to?: string | undefined;
  type?: FactType | undefined;
  party?: string | undefined;
  person?: string | undefined;
  q?: string | undefined;
  /** `retracted`: facts that were withdrawn too; `history`: each fact's events. */
  include?: ('retracted' | 'history')[] | undefined;
} & About & Clocks & Page;
export type StatementsQuestion = {
  ask: 'statements';
  speaker?: string | undefined;
  side?: string | undefined;
  topic?: string | undefined;
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
} & About & Clocks & Page;
/** Over all negotiations. */
export type StatementsAcrossQuestion = { ask: 'statements-across'; q: string } & Clocks & Page;
export type NoticesAcrossQuestion = {
  ask: 'notices-across';
  /** Agency, site, class or membership; `month`; `negotiation`. */
  by: string[];
  /** The kind; layoffs unless said. */
  notice?: string | undefined;
  /** Only those of one agency (site, class, membership); empty: what no part covers. */
  name?: string | undefined;
  /** Only those of one month, as an answer has it. */
  month?: string | undefined;
  party?: string | undefined;
  q?: string | undefined;
} & Clocks & Page;
export type LateQuestion = {
  ask: 'late';
  /** ISO 8601 duration in days, weeks, months or years; a week unless said. */
  lag?: string | undefined;
  /** Which clock is held against when things happened; `reported` unless said. */
  clock?: 'reported' | 'recorded' | undefined;
} & About & Clocks & Page;
/** What was corrected, newest first. */
export type CorrectionsQuestion = { ask: 'corrections' } & About & Clocks & Page;
export type BetweenQuestion<Ask extends string> = { ask: Ask; clock?: ClockName | undefined; from?: string | undefined; to?: string | undefined } & About & Clocks;

/** A page of the facts that changed; `list` says what a table of the answer lists. */
export type DiffQuestion = BetweenQuestion<'diff'> & { list?: DiffList | undefined } & Page;
export const DIFF_LISTS = ['values', 'facts'] as const;
export type DiffList = (typeof DIFF_LISTS)[number];
/** Where the moment stands among the facts, as steps: at a fact that ends with it, or at the one of a place (from 1). */
export type StepsQuestion = { ask: 'steps' } & Stop & About & Clocks;
/** A window of the facts up to the moment: it begins at a place, from 1, where the newest is unless `order` says otherwise. */
export type StoryQuestion = {
  ask: 'story';
  place?: number | undefined;
  limit?: number | undefined;
  order?: StoryOrder | undefined;
  kind?: FactKind | undefined;
  /** Id of a source: only the facts that rest on it. */
  source?: string | undefined;
} & About & Clocks;
/** A page of the facts behind a value. */
export type ExplainQuestion = { ask: 'explain'; path: string } & About & Clocks & Page;

/** Everything that can be asked. Reads never change anything. */
export type Question =
  | NegotiationsQuestion
  | StatementsAcrossQuestion
  | NoticesAcrossQuestion
  | ({ ask: 'negotiation' } & About & Clocks)
  | ({ ask: 'state' } & About & Clocks)
  | TimelineQuestion
  | ({ ask: 'notices'; by?: Dimension | undefined } & About & Clocks)
  | ({ ask: 'course' } & About & Clocks)
  | ({ ask: 'deadlines' } & About & Clocks)
  | ({ ask: 'ballots' } & About & Clocks)
  | ({ ask: 'figures' } & About & Clocks)
  | StatementsQuestion
  | CorrectionsQuestion
  | StepsQuestion
  | StoryQuestion
  | DiffQuestion
  | BetweenQuestion<'replay'>
  | ExplainQuestion
  | ({ ask: 'findings' } & About & Clocks)
  | ({ ask: 'reconciliation' } & About & Clocks)
  | LateQuestion
  | ({ ask: 'fact'; fact: string } & Clocks)
  | ({ ask: 'fact-history'; fact: string } & Clocks);

/** The answer to a question: its body, and what a list shows as a table. */
export interface Answer {
  readonly body: object;
  /** Makes the body's JSON text without its closing brace, where that is less work than making the body. */
  members?: () => Promise<Iterable<string | Encoded>>;
  /** The basis in the body. */
  basis: Basis;
  /** A list, or an answer's main table, for CSV and JSON Lines, made when it is asked for; absent where the answer has none. */
  table?: () => Table;
  /** A list that can be followed. */
  feed?: Feed;
  /** The same question with all clocks as instants, the ledger as a size, and the conventions' version: its answer never changes. */
  pinned: Question;
  /** The next page. */
  next?: Question;
  /** true where the question itself was pinned: the answer may be kept for ever. */
  isPinned: boolean;
}

const API = '/api/v1';

/** Addresses of the questions about all negotiations at once. */
const ACROSS: Readonly<Record<string, string>> = { 'statements-across': `${API}/statements`, 'notices-across': `${API}/notices` };

/** The path and query that ask a question over HTTP; the parameters are sorted, so that a question has one address. */
export function pathOf(question: Question, suffix = ''): string {
  const { ask, ...members } = question;
  const { negotiation, ...given } = members as { negotiation?: string } & Record<string, unknown>;
  const isAboutFact = ask === 'fact' || ask === 'fact-history';
  const { fact, ...rest } = given;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(isAboutFact ? rest : given)) if (value !== undefined) query.set(name, Array.isArray(value) ? value.join(',') : String(value));
  query.sort();
  const base = isAboutFact ? `${API}/facts/${encodeURIComponent(String(fact))}${ask === 'fact-history' ? '/history' : ''}` : `${API}/negotiations${negotiation === undefined ? '' : `/${encodeURIComponent(negotiation)}`}`;
  const view = ask === 'negotiations' || ask === 'negotiation' || isAboutFact ? '' : `/${ask}`;
  const asked = query.toString();
  if (Object.hasOwn(ACROSS, ask)) return `${ACROSS[ask]}${suffix}${asked === '' ? '' : `?${asked}`}`;
  return `${base}${view}${suffix}${asked === '' ? '' : `?${asked}`}`;
}
