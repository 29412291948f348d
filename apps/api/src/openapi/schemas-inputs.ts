import { z } from 'zod';
import { FACT_TYPES, factSchemas, wordsFor } from '#libs/domain';
import { claimBody, factBody, factsBody, filePiece, importBody, openingBody, redactBody, stepBody } from '../wire/bodies.js';
import { described, list, object, ref, type Schema, text, whole } from './schema.js';

const dataSchemas = factSchemas(wordsFor('UTC'));

/** What can be sent: derived from the schemas that read it, so that the two can't differ. */
export function inputSchemas(): Record<string, Schema> {
  const data = Object.fromEntries(FACT_TYPES.map((type) => [dataName(type), described(inputOf(dataSchemas[type]), `The data of ${type}. Dates are EDTF; counts are numbers or words such as "about 125" or "more than 4,000".`)]));
  const facts = Object.fromEntries(FACT_TYPES.map((type) => [factName(type), factOf(type)]));
  const fact = { oneOf: FACT_TYPES.map((type) => ref(factName(type))), discriminator: { propertyName: 'type', mapping: Object.fromEntries(FACT_TYPES.map((type) => [type, `#/components/schemas/${factName(type)}`])) } };
  return {
    ...data,
    ...facts,
    FactInput: fact,
    FactsInput: { anyOf: [ref('FactInput'), withMembers(inputOf(factsBody), { facts: list(ref('FactInput')) })] },
    OpeningInput: withMembers(inputOf(openingBody), { facts: list(ref('FactInput')) }),
    StepInput: { anyOf: [inputOf(stepBody), inputOf(redactBody)] },
    ImportInput: inputOf(importBody),
    FilePiece: inputOf(filePiece),
    ImportReport: object({
      negotiation: text,
      dryRun: { type: 'boolean' },
      plan: described(list(text), 'One line for each kind of step that is, or would be, taken.'),
      counts: object({ recorded: whole, mended: whole, revised: whole, retracted: whole, reinstated: whole, unchanged: whole, missing: whole }),
      missing: described(list(text), 'Facts that the ledger has and the files don\'t: the first 1,000.'),
      written: described(whole, 'How many events were written now.'),
      receipts: described(list(ref('Receipt')), 'The first 1,000.'),
    }),
  };
}

function factOf(type: string): Schema {
  const claim = withMembers(inputOf(claimBody), { data: ref(dataName(type)) });
  return withMembers(inputOf(factBody), { type: { const: type }, claims: { type: 'array', minItems: 1, items: claim } });
}

function dataName(type: string): string {
  return `Data.${type}`;
}

function factName(type: string): string {
  return `FactInput.${type}`;
}

function inputOf(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function withMembers(schema: Schema, members: Record<string, Schema>): Schema {
  return { ...schema, properties: { ...(schema['properties'] as Record<string, Schema>), ...members } };
}
