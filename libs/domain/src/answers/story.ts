import type { Evidence, Group, SeenAs } from '../evidence.js';
import { FACT_KINDS, type FactKind, KIND_OF } from '../facts/fact-kinds.js';
import type { FactType } from '../facts/types.js';
import { compareHappened, isStanding, placeAt } from '../fold.js';
import type { Seen } from '../history.js';
import { finished, mapped, type Slices } from '../slices.js';
import { dateText } from '../time/moment.js';
import { spanOf } from '../time/when.js';
import { type ClaimAnswer, type FactAnswer, factAnswer } from './facts.js';
import { sideOf } from './people.js';
import { phrase } from './phrase.js';
import { shortKey } from './refs.js';
import { sliceOf } from './slices.js';
import { statementAnswer } from './statements.js';
import type { SourceAnswer, StatementAnswer } from './types.js';

/** The facts up to a moment: a window of them, with what was said about each, and the sources that it rests on. */
export interface Story {
  /** How many facts have happened, or may have: of those asked for. */
  total: number;
  /** How many of each kind, whichever is asked for. */
  counts: Record<FactKind, number>;
  items: StoryEntry[];
  /** The newest, the one asked for, and those that the items cite; the newest first. */
  sources: StorySource[];
  sourceCount: number;
}

export interface StoryEntry extends FactAnswer {
  claims: StoryClaim[];
  /** Of a statement: who speaks for whom, and the facts that it is about. */
  statement?: Pick<StatementAnswer, 'speaker' | 'side' | 'gist'> & { about: { fact: string; what: string }[] };
  /** What was said about it: the first ones, and how many there are. */
  said: StatementAnswer[];
  saidCount: number;
}

/** A claim in a phrase, with the wording that its sources have. */
export interface StoryClaim extends ClaimAnswer {
  what: string;
  wordings?: string[];
}

export interface StorySource extends Omit<SourceAnswer, 'cited'> {
  /** It was, or may have been, published after the moment. */
  after: boolean;
}

export const STORY_ORDERS = ['newest', 'oldest'] as const;
export type StoryOrder = (typeof STORY_ORDERS)[number];

export interface Window {
  /** How many facts are left out before it. */
  skip: number;
  limit: number;
  /** Which end of the story comes first. */
  order: StoryOrder;
  kind?: FactKind | undefined;
  /** Only facts that rest on this source; each of them is among `facts`. */
  citing?: { source: string; facts: readonly string[] } | undefined;
}

/** So many sources are listed beside those that are cited, so many statements beside a fact. */
const SOURCES = 40;
const SAID = 5;

export function story(evidence: Evidence, window: Window): Story {
  return finished(tellingStory(evidence, window));
}

/** As `story`, fact by fact. */
export function* tellingStory(evidence: Evidence, { skip, limit, order, kind, citing }: Window): Slices<Story> {
  const all = citing === undefined ? told(evidence) : list(restingOn(evidence, citing));
  const { count: total, slice } = all(kind);
  const [start, end] = order === 'oldest' ? [Math.min(skip, total), Math.min(skip + limit, total)] : [Math.max(total - skip - limit, 0), Math.max(total - skip, 0)];
  const inOrder = slice(start, end);
  const seen = order === 'oldest' ? inOrder : inOrder.reverse();
  return {
    total,
    counts: Object.fromEntries(FACT_KINDS.map((each) => [each, all(each).count])) as Story['counts'],
    items: yield* mapped(seen, (fact) => entryOf(fact, evidence)),
    sources: sourcesOf(evidence, [...(citing === undefined ? [] : [citing.source]), ...seen.flatMap(citedBy)]),
    sourceCount: evidence.group('source').all.count,
  };
}

/** The facts of a kind, or of all: how many, and those from one place up to before another, the oldest first. */
type Chosen = (kind: FactKind | undefined) => { count: number; slice(start: number, end: number): Seen[] };

function told(evidence: Evidence): Chosen {
  return (kind) => joined(kind === undefined ? evidence.group('happened') : evidence.group('kind', [kind]));
}

/** What may have happened comes last, since it is, or will be, certain later than the rest. */
function joined<T extends FactType>({ certain, possible }: Group<T>) {
  return {
    count: certain.count + possible.count,
    slice: (start: number, end: number): SeenAs<T>[] => [
      ...sliceOf(certain, start, Math.min(end, certain.count) - start),
      ...sliceOf(possible, Math.max(start - certain.count, 0), end - Math.max(start, certain.count)),
    ],
  };
}

function list(facts: readonly Seen[]): Chosen {
  return (kind) => {
    const own = kind === undefined ? facts : facts.filter(({ type }) => KIND_OF[type] === kind);
    return { count: own.length, slice: (start, end) => own.slice(start, end) };
  };
}

/** The facts up to the moment that cite a source, the oldest first. */
function restingOn(evidence: Evidence, { source, facts }: NonNullable<Window['citing']>): Seen[] {
  return [...new Set(facts)]
    .flatMap((id) => evidence.fact(id) ?? [])
    .filter((seen) => !isStanding(seen.type) && placeAt(seen, evidence) !== 'ahead' && citedBy(seen).includes(source))
    .sort(compareHappened);
}

function citedBy({ speaking, others }: Seen): string[] {
  return [...speaking, ...others].flatMap(({ sources }) => sources.map(({ source }) => source));
}

function entryOf(seen: Seen, evidence: Evidence): StoryEntry {
  const { moment } = evidence;
  const { count: saidCount, slice } = joined(evidence.group('about', [seen.id]));
  const side = (id: string) => sideOf(evidence, id);
  const answer = factAnswer(seen, moment);
  const claims = [...seen.speaking, ...seen.others];
  return {
    ...answer,
    claims: answer.claims.map((claim, index) => claimOf(claim, seen, claims[index]!)),
    ...(isStatement(seen) ? { statement: statementOf(seen, evidence) } : {}),
    said: slice(Math.max(saidCount - SAID, 0), saidCount).map((statement) => statementAnswer(statement, side, moment.at)),
    saidCount,
  };
}

function claimOf(claim: ClaimAnswer, seen: Seen, { data, sources }: Seen['speaking'][number]): StoryClaim {
  const wordings = sources.flatMap(({ wording }) => wording ?? []);
  return { ...claim, what: phrase({ ...seen, data }), ...(wordings.length === 0 ? {} : { wordings }) };
}

function isStatement(seen: Seen): seen is Seen & Seen<'statement.made'> {
  return seen.type === 'statement.made';
}

function statementOf(seen: Seen<'statement.made'>, evidence: Evidence): NonNullable<StoryEntry['statement']> {
  const { speaker, side, gist, about } = statementAnswer(seen, (id) => sideOf(evidence, id), evidence.moment.at);
  return {
    speaker,
    ...(side === undefined ? {} : { side }),
    gist,
    about: about.slice(0, SAID).flatMap((id) => {
      const fact = evidence.fact(id);
      return fact === undefined ? [] : [{ fact: id, what: phrase(fact) }];
    }),
  };
}

function sourcesOf(evidence: Evidence, cited: readonly string[]): StorySource[] {
  const newest = evidence.group('source').all.last(SOURCES);
  const listed = new Map(newest.map((seen) => [seen.id, seen]));
  for (const id of cited) {
    const seen = evidence.fact(id);
    if (seen?.type === 'source.registered') listed.set(id, seen as Seen<'source.registered'>);
  }
  return [...listed.values()]
    .map(({ id, data }) => ({ id, data, span: spanOf(data.published), order: 0 }))
    .sort(compareHappened)
    .reverse()
    .map(({ id, data, span }) => ({ ...data, source: id, key: shortKey(id), published: dateText(data.published), after: span.latest > evidence.moment.at }));
}
