import { z } from 'zod';
import { type ClockName, CLOCKS, type Clocks } from '#libs/application';
import { DIMENSIONS, type Dimension, FACT_KINDS, type FactKind, STORY_ORDERS, type StoryOrder } from '#libs/domain';
import { readQuery } from '../wire/read.js';

/** An empty field of a form is one that was left out. */
const field = z.string().max(2_000).transform((text) => text.trim() || undefined).optional();
const pageQuery = z.strictObject({
  at: field,
  known: field,
  ledger: field,
  conventions: field,
  root: field,
  fact: field,
  index: z.string().regex(/^\d{1,9}$/, 'a whole number from 1').transform(Number).optional(),
  explain: field,
  by: z.enum(DIMENSIONS).optional(),
  scale: z.literal('own').optional(),
  story: z.string().regex(/^[1-9]\d{0,8}$/, 'a whole number from 1').transform(Number).optional(),
  kind: z.enum(FACT_KINDS).optional(),
  order: z.enum(STORY_ORDERS).optional(),
  source: field,
  receipt: z.string().regex(/^\d{1,15}$/, 'the position of an event').transform(Number).optional(),
  with: field,
  clock: z.enum(CLOCKS).optional(),
});

/** The state of a page: all of it stands in its address. The clocks may be written as people type them. */
export interface PageQuery extends Clocks {
  /** The Merkle root of the ledger that a pinned link was made from, in base 64 for addresses. */
  root?: string | undefined;
  /** Of the facts that end with the moment, the one stepped to. */
  fact?: string | undefined;
  /** A step instead of a moment: the page of it has both `at` and `fact`. */
  index?: number | undefined;
  /** The path of a value to be explained. */
  explain?: string | undefined;
  /** What notices are broken down by. */
  by?: Dimension | undefined;
  /** `own`: each lane of the chart on a scale of its own. */
  scale?: 'own' | undefined;
  /** The place of the first fact of the story that is shown: 1, unless said. */
  story?: number | undefined;
  /** What the facts of the story tell of; absent: of anything. */
  kind?: FactKind | undefined;
  /** Which end of the story comes first: the newest, unless said. */
  order?: StoryOrder | undefined;
  /** Id of a source: the story of the facts that rest on it. */
  source?: string | undefined;
  /** The event that was just recorded, which is told of once: no link of the page has it. */
  receipt?: number | undefined;
  /** A point on `clock` to compare with. */
  with?: string | undefined;
  /** `happened` unless said. */
  clock?: ClockName | undefined;
}

/** @throws Problem unknown-parameter, bad-parameter */
export function readPageQuery(query: unknown): PageQuery {
  return readQuery(pageQuery, query);
}

/** The parameters are sorted, so that a view has one address. @param suffix of the same page in another form: `/view.json` */
export function pageAddress(id: string, query: PageQuery, suffix = ''): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const parameters = new URLSearchParams(given);
  parameters.sort();
  // A query may hold colons as they are (RFC 3986 §3.4): times stay readable in a link.
  const text = parameters.toString().replaceAll('%3A', ':');
  return `/n/${encodeURIComponent(id)}${suffix}${text === '' ? '' : `?${text}`}`;
}
