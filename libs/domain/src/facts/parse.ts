import { z } from 'zod';
import type { CheckedClaims, ClaimInput } from '../command.js';
import { isStanding } from '../fold.js';
import type { When } from '../time/when.js';
import { wordsFor } from '../words.js';
import { type Citation, RANKS, type Claim } from './event.js';
import { inWords, type Problem, problemsOf } from './problems.js';
import { factSchemas, idSchema, type FactType } from './types.js';

/** The span of facts about the case, which have no place on the happened axis. */
const TIMELESS: When = { edtf: '..', earliest: null, latest: null };

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** The parsers of claims and dates for one zone. Making them costs more than using them, so they are kept by zone. */
interface ZoneSchemas {
  claimsOf(type: FactType): z.ZodType<Claim[]>;
  when: z.ZodType<When, string>;
}

const byZone = new Map<string, ZoneSchemas>();

function schemasOf(zone: string): ZoneSchemas {
  const kept = byZone.get(zone);
  if (kept !== undefined) return kept;
  const words = wordsFor(zone);
  const dataOf = factSchemas(words);
  const claims = new Map<FactType, z.ZodType<Claim[]>>();
  const made: ZoneSchemas = {
    claimsOf(type) {
      const compiled = claims.get(type) ?? z.compile(z.array(claimSchema(dataOf[type], words.when, isStanding(type))).min(1).max(100) as unknown as z.ZodType<Claim[]>);
      claims.set(type, compiled);
      return compiled;
    },
    when: words.when,
  };
  byZone.set(zone, made);
  return made;
}

const citationSchema = z.strictObject({
  source: idSchema,
  locator: z.string().trim().min(1).max(200).optional(),
  wording: z.string().trim().min(1).max(2_000).optional(),
});

function claimSchema(data: z.ZodType, when: z.ZodType<When, string>, standing: boolean) {
  return z.strictObject({
    happened: standing ? when.default(TIMELESS) : when,
    order: z.int().optional(),
    data,
    attributedTo: z.string().trim().min(1).max(300).optional(),
    sources: z.array(citationSchema).max(100).default([]),
    reported: when.optional(),
    rank: z.enum(RANKS).default('normal'),
  });
}

/** Every fact type, in the order of the format's documentation. */
export const FACT_TYPES = Object.keys(factSchemas(wordsFor('UTC'))) as FactType[];

export function isFactType(type: string): type is FactType {
  return (FACT_TYPES as string[]).includes(type);
}

/** Checks claims against their type and resolves their dates and counts in `zone`. All problems are reported, each with its pointer under `at`. */
export function parseClaims(type: FactType, claims: readonly ClaimInput[] | CheckedClaims, zone: string, at = '/claims'): Parsed<Claim[]> {
  if (isChecked(claims) && claims.zone === zone) return { ok: true, value: claims.claims };
  return parseWith(schemasOf(zone).claimsOf(type), claims, at);
}

export function isChecked(claims: readonly ClaimInput[] | CheckedClaims): claims is CheckedClaims {
  return typeof claims === 'object' && claims !== null && 'zone' in claims;
}

export function parseCitations(sources: readonly Citation[], at: string): Parsed<Citation[]> {
  return parseWith(z.array(citationSchema).min(1).max(100), sources, at);
}

/** Resolves a date in `zone`. */
export function parseWhen(text: string, zone: string, at: string): Parsed<When> {
  return parseWith(schemasOf(zone).when, text, at);
}

function parseWith<T>(schema: z.ZodType<T>, input: unknown, at: string): Parsed<T> {
  const result = schema.safeParse(input, { error: inWords });
  if (result.success) return { ok: true, value: withoutUndefined(result.data) as T };
  return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, at)) };
}

/** Members that are undefined do not exist in JSON; they are dropped, in place, before anything is compared or hashed. `value` is the parser's own. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const name in members) {
    const member = members[name];
    if (member === undefined) delete members[name];
    else withoutUndefined(member);
  }
  return value;
}

/** The members of a type's data that name other facts. */
const REFERENCES: Partial<Record<FactType, readonly string[]>> = {
  'person.named': ['party'],
  'group.identified': ['party'],
  'milestone.reached': ['people'],
  'notices.issued': ['disjointFrom', 'within', 'mayOverlap', 'group'],
  'statement.made': ['person', 'for', 'about'],
};

const ANY_REFERENCE = [...new Set(Object.values(REFERENCES).flat())];

/** The facts that some data names, each with its pointer under `at`. Data may be unchecked; where its type is not known yet (null), whatever may be a reference counts. */
export function referencesIn(type: string | null, data: unknown, at: string): { pointer: string; id: string }[] {
  if (typeof data !== 'object' || data === null) return [];
  const members = type === null ? ANY_REFERENCE : isFactType(type) ? (REFERENCES[type] ?? []) : [];
  const named: { pointer: string; id: string }[] = [];
  for (const member of members) {
    const value = (data as Record<string, unknown>)[member];
    if (typeof value === 'string') named.push({ pointer: `${at}/${member}`, id: value });
    else if (Array.isArray(value)) for (const [index, id] of value.entries()) if (typeof id === 'string') named.push({ pointer: `${at}/${member}/${index}`, id });
  }
  return named;
}
