import { z } from 'zod';
import { DIMENSIONS, MEASURES, MILESTONE_KINDS, NOTICE_KINDS, SIDES } from './kinds.js';
import type { Amount, Quantity } from '../quantity/types.js';
import type { When } from '../time/when.js';

/** The parsers of the words that data is made of: dates need the negotiation's zone, so a set of schemas belongs to a zone. */
export interface Words {
  when: z.ZodType<When, string>;
  count: z.ZodType<Quantity, unknown>;
  amount: z.ZodType<Amount, unknown>;
}

/** Ids are chosen by authors: letters, digits, dot, dash and underscore. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'an id has 1 to 128 letters, digits, ".", "-" or "_" and begins with a letter or digit');
const key = idSchema;
const text = z.string().trim().min(1).max(20_000);
const label = z.string().trim().min(1).max(300);
const ids = z.array(idSchema).min(1).max(200);

/** Said of any fact in the recorder's own words: never part of what claims are compared by. */
const remarks = { what: text.optional(), note: text.optional() };

/**
 * The data of each fact type. The names are the storage format: types are in the past tense, members in camelCase.
 * Adding an optional member is safe; renaming or removing one is not.
 */
export function factSchemas({ when, count, amount }: Words) {
  const part = z.strictObject({
    /** A name of the part within its batch, so that a row of a fact sheet can be found again. */
    id: key.optional(),
    name: label,
    count,
    /** Computed as the remainder: arithmetic, not testimony; proves nothing. */
    derived: z.literal(true).optional(),
    /** Where the part lies in the other dimensions, where that was said. */
    agency: label.optional(),
    site: label.optional(),
    note: text.optional(),
  });
  const breakdown = z.strictObject({ by: z.enum(DIMENSIONS), complete: z.boolean(), parts: z.array(part).min(1).max(5_000) });
  const notices = { notice: z.enum(NOTICE_KINDS).default('layoff'), round: key.optional() };

  /** What is voted on. Unsaid: the agreement, so that its outcome moves the deal's status. */
  const matter = z.enum(['agreement', 'other']);

  return {
    'negotiation.opened': z.strictObject({ title: label, zone: label, summary: text.optional(), ...remarks }),
    'source.registered': z.strictObject({
      title: label.optional(),
      publisher: label.optional(),
      author: label.optional(),
      published: when,
      /** How the date was derived, where the source does not print it. */
      dateDerived: text.optional(),
      file: label.optional(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 lower-case hex digits').optional(),
      url: z.url({ protocol: /^https?$/ }).optional(),
      ...remarks,
    }),
    'party.joined': z.strictObject({ name: label, side: z.enum(SIDES), members: count.optional(), memberUnit: label.optional(), ...remarks }),
    'person.named': z.strictObject({ name: label, role: label.optional(), party: idSchema.optional(), ...remarks }),
    'group.identified': z.strictObject({
      name: label,
      party: idSchema.optional(),
      /** ISO 8601 duration in days, weeks, months or years, by contract. */
      noticePeriod: z.string().regex(/^P\d{1,3}[DWMY]$/, 'a notice period is an ISO 8601 duration such as P2W, of at most three digits').optional(),
      members: count.optional(),
      ...remarks,
    }),
    'milestone.reached': z.strictObject({
      kind: z.enum(MILESTONE_KINDS),
      /** How long or how far, where accounts may differ ("one final day"). */
      until: label.optional(),
      package: key.optional(),
      people: ids.optional(),
      ...remarks,
    }),
    'term.offered': z.strictObject({ package: key, term: key, text, amount: amount.optional(), ...remarks }),
    'figure.given': z.strictObject({
      measure: key,
      value: amount.optional(),
      /** The value before, where a change was given (81 to 57). */
      was: amount.optional(),
      parts: z.array(z.strictObject({ name: label, value: amount, note: text.optional() })).min(1).optional(),
      /** The figure that this one is a part of. */
      partOf: key.optional(),
      package: key.optional(),
      ...remarks,
    }),
    'notices.planned': z.strictObject({ ...notices, plan: key, count, for: when.optional(), scope: label.optional(), ...remarks }),
    'notices.issued': z.strictObject({
      ...notices,
      count,
      breakdowns: z.array(breakdown).max(8).optional(),
      /** How the batch lies to others, where that is known. Unsaid: its people are others than those of other batches. */
      disjointFrom: ids.optional(),
      within: idSchema.optional(),
      mayOverlap: ids.optional(),
      /** Bargaining group whose notice period applies. */
      group: idSchema.optional(),
      ...remarks,
    }),
    'notices.totalled': z.strictObject({
      ...notices,
      measure: z.enum(MEASURES).default('issued'),
      /** What the total covers: one round, all of them, or nobody said. */
      scope: z.enum(['round', 'all', 'unstated']),
      only: z.strictObject({ by: z.enum(DIMENSIONS), name: label }).optional(),
      count,
      /** The moment that the total speaks of, where it is not when it was said. */
      moment: when.optional(),
      ...remarks,
    }),
    'notices.postponed': z.strictObject({ ...notices, count, by: label.optional(), ...remarks }),
    'notices.withdrawn': z.strictObject({ ...notices, count, condition: text.optional(), ...remarks }),
    'notices.took-effect': z.strictObject({ ...notices, count, ...remarks }),
    'deadline.set': z.strictObject({ key, due: when.optional(), ...remarks }),
    'deadline.moved': z.strictObject({ key, due: when.optional(), by: label.optional(), ...remarks }),
    // The date that the source names with an ending; it does not move the deadline's own.
    'deadline.met': z.strictObject({ key, due: when.optional(), ...remarks }),
    'deadline.missed': z.strictObject({ key, due: when.optional(), ...remarks }),
    'deadline.withdrawn': z.strictObject({ key, due: when.optional(), ...remarks }),
    'rule.adopted': z.strictObject({
      rule: key,
      /** Who votes: unions, members, delegates … */
      unit: label,
      needed: z.int().min(0),
      outOf: z.int().min(1).optional(),
      inForce: when,
      ...remarks,
    }),
    'ballot.called': z.strictObject({ ballot: key, matter: matter.optional(), rule: key.optional(), on: when.optional(), package: key.optional(), ...remarks }),
    'ballot.tallied': z.strictObject({
      ballot: key,
      matter: matter.optional(),
      rule: key.optional(),
      members: count.optional(),
      for: count.optional(),
      against: count.optional(),
      notVoting: count.optional(),
      package: key.optional(),
      ...remarks,
    }),
    'statement.made': z.strictObject({
      speaker: label,
      person: idSchema.optional(),
      for: idSchema.optional(),
      gist: text,
      about: ids.optional(),
      topics: z.array(key).max(20).optional(),
      ...remarks,
    }),
  };
}

export type FactSchemas = ReturnType<typeof factSchemas>;
export type FactType = keyof FactSchemas;
export type DataOf<T extends FactType> = z.output<FactSchemas[T]>;
export type InputOf<T extends FactType> = z.input<FactSchemas[T]>;
export type FactData = { [T in FactType]: DataOf<T> }[FactType];
