import type { Evidence, Run } from '../evidence.js';
import { compareHappened, isStanding, placeAt } from '../fold.js';
import type { Seen } from '../history.js';
import { dateText } from '../time/moment.js';
import { spanOf } from '../time/when.js';
import { type ClaimAnswer, type FactAnswer, factAnswer } from './facts.js';
import { sideOf } from './people.js';
import { phrase } from './phrase.js';
import { shortKey } from './refs.js';
import { sliceOf } from './slices.js';
import { statementAnswer } from './statements.js';
import type { SourceAnswer, StatementAnswer } from './types.js';

/** The facts up to a moment, the newest first: a window of them, with what was said about each, and the sources that it rests on. */
export interface Story {
  /** How many facts have happened, or may have. */
  total: number;
  items: StoryEntry[];
  /** The newest, and those that the items cite; the newest first. */
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

export interface Window {
  /** How many newer facts are left out. */
  skip: number;
  limit: number;
  /** Only facts that rest on this source; each of them is among `facts`. */
  citing?: { source: string; facts: readonly string[] } | undefined;
}

/** So many sources are listed beside those that are cited, so many statements beside a fact. */
const SOURCES = 40;
const SAID = 5;

/** What may have happened comes first, since it is, or will be, certain later than the rest. */
export function story(evidence: Evidence, { skip, limit, citing }: Window): Story {
  const { certain, possible } = evidence.group('happened');
  const chosen = citing === undefined ? undefined : restingOn(evidence, citing);
  const seen = chosen?.slice(skip, skip + limit) ?? newestOf([possible, certain], skip, limit);
  return {
    total: chosen?.length ?? certain.count + possible.count,
    items: seen.map((fact) => entryOf(fact, evidence)),
    sources: sourcesOf(evidence, seen),
    sourceCount: evidence.group('source').all.count,
  };
}

/** A window of several runs, one after the other, each from its end. */
function newestOf(runs: readonly Run[], skip: number, limit: number): Seen[] {
  const [run, ...rest] = runs;
  if (run === undefined) return [];
  const end = Math.max(run.count - skip, 0);
  const start = Math.max(end - limit, 0);
  return [...sliceOf(run, start, end - start).reverse(), ...newestOf(rest, Math.max(skip - run.count, 0), limit - (end - start))];
}

/** The facts up to the moment that cite a source, the newest first. */
function restingOn(evidence: Evidence, { source, facts }: NonNullable<Window['citing']>): Seen[] {
  return [...new Set(facts)]
    .flatMap((id) => evidence.fact(id) ?? [])
    .filter((seen) => !isStanding(seen.type) && placeAt(seen, evidence) !== 'ahead' && citedBy(seen).includes(source))
    .sort(compareHappened)
    .reverse();
}

function citedBy({ speaking, others }: Seen): string[] {
  return [...speaking, ...others].flatMap(({ sources }) => sources.map(({ source }) => source));
}

function entryOf(seen: Seen, evidence: Evidence): StoryEntry {
  const { moment } = evidence;
  const { certain, possible } = evidence.group('about', [seen.id]);
  const said = newestOf([possible, certain] as unknown as Run[], 0, SAID).reverse() as Seen<'statement.made'>[];
  const side = (id: string) => sideOf(evidence, id);
  const answer = factAnswer(seen, moment);
  const claims = [...seen.speaking, ...seen.others];
  return {
    ...answer,
    claims: answer.claims.map((claim, index) => claimOf(claim, seen, claims[index]!)),
    ...(isStatement(seen) ? { statement: statementOf(seen, evidence) } : {}),
    said: said.map((statement) => statementAnswer(statement, side, moment.at)),
    saidCount: certain.count + possible.count,
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

function sourcesOf(evidence: Evidence, cited: readonly Seen[]): StorySource[] {
  const newest = evidence.group('source').all.last(SOURCES);
  const listed = new Map(newest.map((seen) => [seen.id, seen]));
  for (const id of cited.flatMap(citedBy)) {
    const seen = evidence.fact(id);
    if (seen?.type === 'source.registered') listed.set(id, seen as Seen<'source.registered'>);
  }
  return [...listed.values()]
    .map(({ id, data }) => ({ id, data, span: spanOf(data.published), order: 0 }))
    .sort(compareHappened)
    .reverse()
    .map(({ id, data, span }) => ({ ...data, source: id, key: shortKey(id), published: dateText(data.published), after: span.latest > evidence.moment.at }));
}
