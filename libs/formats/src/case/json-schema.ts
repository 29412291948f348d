import { z } from 'zod';
import { DIMENSIONS, idSchema, type FactType } from '#libs/domain';
import { COMMON, ENTRY_ONLY, isListMember, keyOf, membersOf, SECTIONS, typesOf, type Section } from './vocabulary.js';

/** The JSON Schema (2020-12) of `case.yaml`, for editors. It knows keys, forms and closed lists; what dates and ids mean, the loader checks. */
export function caseJsonSchema(): object {
  const sections = Object.fromEntries((Object.keys(SECTIONS) as Section[]).map((section) => [section, z.record(idSchema, entriesOf(section)).nullable().optional()]));
  const schema = z.strictObject({
    negotiation: openingSchema(),
    ...sections,
    lists: z.record(z.string(), listSchema().nullable()).optional().meta({ description: 'CSV files of notices beside case.yaml, each with what its rows leave empty.' }),
  });
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function openingSchema(): z.ZodType {
  return z.strictObject({ id: idSchema, ...membersOf('negotiation.opened') });
}

function entriesOf(section: Section): z.ZodType {
  const schemas = Object.entries(typesOf(section)).map(([word, type]) => entrySchema(type, word === '' ? {} : { type: z.literal(word) }));
  const [only] = schemas;
  return schemas.length === 1 && only !== undefined ? only : z.union(schemas);
}

/** What a type needs may stand in the entry, or in each of its claims. */
function entrySchema(type: FactType, typed: Record<string, z.ZodType>): z.ZodType {
  const keys = claimKeys(type);
  const needed = Object.entries(membersOf(type)).filter(([, schema]) => !schema.safeParse(undefined).success).map(([member]) => keyOf(member));
  return z
    .strictObject({
      ...typed,
      ...keys,
      claims: z.array(z.strictObject(keys)).min(1).optional().meta({ description: ENTRY_ONLY.claims }),
      revised: COMMON.reported.optional(),
      reason: z.string().optional().meta({ description: ENTRY_ONLY.reason }),
    })
    .meta(needed.length === 0 ? {} : { anyOf: [{ required: ['claims'] }, { required: needed }] });
}

function listSchema(): z.ZodType {
  const types = Object.entries(typesOf('notices'));
  const keys = Object.assign({}, ...types.map(([, type]) => claimKeys(type))) as Record<string, z.ZodType>;
  return z.strictObject({ type: z.enum(types.map(([word]) => word)).optional(), ...keys });
}

function claimKeys(type: FactType): Record<string, z.ZodType> {
  const data = Object.entries(membersOf(type)).map(([member, schema]) => [keyOf(member), isListMember(type, member) ? z.union([z.string(), schema]) : schema]);
  const shorthand = type === 'notices.issued' ? DIMENSIONS.map((by) => [by, z.string().meta({ description: `All of the batch is of this ${by}.` })]) : [];
  const keys = Object.fromEntries([...Object.entries(COMMON), ...data, ...shorthand]) as Record<string, z.ZodType>;
  return Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, schema.optional()]));
}
