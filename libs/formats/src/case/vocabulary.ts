import { z } from 'zod';
import { factSchemas, RANKS, type FactType } from '#libs/domain';

/** The sections of a case file, in the order in which their facts are recorded. Where a section holds several fact types, `type:` says which. */
export const SECTIONS = {
  sources: 'source.registered',
  parties: 'party.joined',
  people: 'person.named',
  groups: 'group.identified',
  milestones: 'milestone.reached',
  notices: {
    planned: 'notices.planned',
    issued: 'notices.issued',
    totalled: 'notices.totalled',
    postponed: 'notices.postponed',
    withdrawn: 'notices.withdrawn',
    'took-effect': 'notices.took-effect',
  },
  deadlines: { set: 'deadline.set', moved: 'deadline.moved', met: 'deadline.met', missed: 'deadline.missed', withdrawn: 'deadline.withdrawn' },
  ballots: { rule: 'rule.adopted', called: 'ballot.called', tallied: 'ballot.tallied' },
  figures: 'figure.given',
  terms: 'term.offered',
  statements: 'statement.made',
} as const satisfies Record<string, FactType | Record<string, FactType>>;

export type Section = keyof typeof SECTIONS;

/** The fact types of a section by the word that `type:` takes; a section of one type has the empty word. */
export function typesOf(section: Section): Record<string, FactType> {
  const types: FactType | Record<string, FactType> = SECTIONS[section];
  return typeof types === 'string' ? { '': types } : types;
}

/** Whether all facts of the section that a type belongs to are of this type. */
export function hasOwnSection(type: FactType): boolean {
  return (Object.values(SECTIONS) as unknown[]).includes(type);
}

const DATE = z.union([z.string(), z.int(), z.array(z.union([z.string(), z.int()]))]).meta({
  id: 'date',
  description: 'EDTF (2011-07-12, 2011-07, [2011-05-01..2011-05-07], [2011-07-20,2011-07-27], [..2011-05-05], 2011-05-10T08:00, a/b), or a day with a part of it: "2011-05-09 midday", "2011-05-10 after 08:00".',
});
const COUNT = z
  .union([z.string(), z.number(), z.strictObject({ wording: z.string(), low: z.number().optional(), high: z.number().nullable().optional(), derived: z.string().optional() })])
  .meta({ id: 'count', description: 'A count as it was said: 328, "about 125", "more than 4,000", "up to 300", "between 10 and 20", "thousands", unstated; or { wording, low, high, derived } with derived bounds and why.' });
const AMOUNT = z
  .union([z.string(), z.number(), z.strictObject({ wording: z.string(), unit: z.string().optional(), low: z.union([z.string(), z.number()]).optional(), high: z.union([z.string(), z.number()]).nullable().optional() })])
  .meta({ id: 'amount', description: 'An amount with its unit: $1.6 billion, "between $10 and $15 million", 9.1 %, more than 40,000 employees.' });

/** The schemas of the domain with words left as they are written: they tell which members a type has, and of what form. */
const SHAPES = factSchemas({ when: DATE as never, count: COUNT as never, amount: AMOUNT as never });

/** Keys that every fact takes. The rest are members of its data. */
export const COMMON = {
  when: DATE,
  order: z.int().meta({ description: 'Order among facts of the same date; lower comes first. Default 0.' }),
  source: z
    .union([z.string(), z.array(z.union([z.string(), z.strictObject({ source: z.string(), locator: z.string().optional(), wording: z.string().optional() })]))])
    .meta({ id: 'source', description: 'Where it is printed: S4 ¶2, or a list of such.' }),
  'said by': z.string().meta({ description: 'Who said it, which is not the paper that printed it.' }),
  /** When it became public; by default with the earliest publication among its sources. */
  reported: DATE,
  rank: z.enum(RANKS).meta({ description: 'Among several claims: a preferred one wins, a deprecated one stands back. Default normal.' }),
} as const;

/** Keys of an entry that its claims do not take. */
export const ENTRY_ONLY = {
  claims: 'Several accounts of the fact: each has the keys in which it differs from the entry.',
  revised: 'The day on which what is written here became known: an edit is recorded as new knowledge of the world, not as a mended mistake.',
  reason: 'Why the entry was edited.',
} as const;

/** A key with a space stands for a member in camelCase: `notice period` for `noticePeriod`. */
export function memberOf(key: string): string {
  return key.includes(' ') ? key.replaceAll(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase()) : key;
}

export function keyOf(member: string): string {
  return /[A-Z]/.test(member) ? member.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : member;
}

/** The members of a type's data. */
export function membersOf(type: FactType): Record<string, z.ZodType> {
  return SHAPES[type].shape;
}

function innermost(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? innermost(schema.unwrap() as z.ZodType) : schema;
}

/** Whether a member of a type's data is a date. */
export function isDateMember(type: FactType, member: string): boolean {
  const schema = membersOf(type)[member];
  return schema !== undefined && (innermost(schema) as unknown) === DATE;
}

/** Whether a member is a list of words, of which one may be written without the list. */
export function isListMember(type: FactType, member: string): boolean {
  const schema = membersOf(type)[member];
  const inner = schema === undefined ? undefined : innermost(schema);
  return inner instanceof z.ZodArray && inner.element instanceof z.ZodString;
}

/** How a member is filled in: in the words of dates and numbers, as one of a list, as a line, a text, some words, or parts in YAML. */
export type FieldForm = 'date' | 'count' | 'amount' | 'choice' | 'number' | 'line' | 'text' | 'words' | 'parts';

export function formOf(type: FactType, member: string): { form: FieldForm; options: string[] } {
  const inner = innermost(membersOf(type)[member] ?? z.never()) as unknown;
  if (inner instanceof z.ZodEnum) return { form: 'choice', options: inner.options.map(String) };
  return { form: isListMember(type, member) ? 'words' : inner === DATE ? 'date' : inner === COUNT ? 'count' : inner === AMOUNT ? 'amount' : plainForm(inner), options: [] };
}

function plainForm(schema: unknown): FieldForm {
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodString) return (schema.maxLength ?? 0) > 2_000 ? 'text' : 'line';
  return schema instanceof z.ZodArray || schema instanceof z.ZodObject ? 'parts' : 'line';
}

/** The words that may stand where a path leads: the keys of a mapping, or the options of a closed list. */
export function wordsAt(type: FactType, path: readonly string[]): string[] {
  let schema: z.ZodType | undefined = SHAPES[type];
  for (const step of path) schema = schema === undefined ? undefined : within(innermost(schema), step);
  const inner = schema === undefined ? undefined : innermost(schema);
  if (inner instanceof z.ZodEnum) return inner.options.map(String);
  return Object.keys((inner === undefined ? undefined : objectIn(inner))?.shape ?? {});
}

function within(schema: z.ZodType, step: string): z.ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return objectIn(schema)?.shape[step] as z.ZodType | undefined;
}

function objectIn(schema: z.ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).find((option): option is z.ZodObject => option instanceof z.ZodObject);
  return undefined;
}
