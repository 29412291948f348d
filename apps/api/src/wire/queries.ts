import { z } from 'zod';
import { CLOCKS, DIFF_LISTS } from '#libs/application';
import { DEAL_STATUSES, DIMENSIONS, FACT_KINDS, FACT_TYPES, SIDES, STORY_ORDERS } from '#libs/domain';

/** The characters that a parameter has at most. */
export const LONGEST = 2_000;

/** The query parameters of every address that reads. What they mean is told once, in the OpenAPI document. */
const text = z.string().max(LONGEST).optional();
const clocks = { at: text, known: text, ledger: text, conventions: text };
const page = {
  limit: z.string().regex(/^\d{1,4}$/, 'a whole number from 1 to 1000').transform(Number).pipe(z.int().min(1).max(1_000)).optional(),
  cursor: text,
};
/** `dl=1`: as a file to be saved. */
const asFile = { dl: z.literal('1', { error: 'only dl=1' }).optional() };
const between = { clock: z.enum(CLOCKS).optional(), from: text, to: text };
const INCLUDES = ['retracted', 'history'] as const;
const includes = z.string().transform((list) => list.split(',')).pipe(z.array(z.enum(INCLUDES))).optional();
const flag = z.enum(['true', 'false']).transform((value) => value === 'true').optional();

const fromOne = z.string().regex(/^[1-9]\d{0,8}$/, 'a whole number from 1').transform(Number);
const size = z.string().regex(/^(0|[1-9]\d{0,14})$/, 'a whole number').transform(Number);

export const QUERIES = {
  negotiations: z.strictObject({ ...clocks, status: z.enum(DEAL_STATUSES).optional(), party: text, q: text, ...page, ...asFile }),
  projection: z.strictObject({ ...clocks, ...asFile }),
  timeline: z.strictObject({ ...clocks, order: z.enum(CLOCKS).optional(), from: text, to: text, type: z.enum(FACT_TYPES).optional(), party: text, person: text, q: text, include: includes, ...page, ...asFile }),
  notices: z.strictObject({ ...clocks, by: z.enum(DIMENSIONS).optional(), ...asFile }),
  statements: z.strictObject({ ...clocks, speaker: text, side: z.enum(SIDES).optional(), topic: text, q: text, from: text, to: text, ...page, ...asFile }),
  statementsAcross: z.strictObject({ ...clocks, q: z.string({ error: 'which words' }).max(LONGEST), ...page, ...asFile }),
  noticesAcross: z.strictObject({ ...clocks, by: z.string().max(200).default('agency').transform((list) => list.split(',')), notice: text, name: text, month: text, party: text, q: text, ...page, ...asFile }),
  late: z.strictObject({ ...clocks, lag: text, clock: z.enum(['reported', 'recorded']).optional(), ...page, ...asFile }),
  steps: z.strictObject({ ...clocks, fact: text, index: fromOne.optional(), ...asFile }),
  story: z.strictObject({ ...clocks, place: fromOne.optional(), limit: page.limit, order: z.enum(STORY_ORDERS).optional(), kind: z.enum(FACT_KINDS).optional(), source: text, ...asFile }),
  corrections: z.strictObject({ ...clocks, ...page, ...asFile }),
  diff: z.strictObject({ ...clocks, ...between, list: z.enum(DIFF_LISTS).optional(), ...page, ...asFile }),
  between: z.strictObject({ ...clocks, ...between, ...asFile }),
  explain: z.strictObject({ ...clocks, path: z.string({ error: 'which value: a path such as notices.rounds.july.issued' }).max(LONGEST), ...page, ...asFile }),
  export: z.strictObject({ ledger: text, ...asFile }),
  checkpoint: z.strictObject({ covers: size.optional() }),
  checkpoints: z.strictObject({ after: size.optional(), limit: page.limit }),
  inclusion: z.strictObject({ seq: size, size: size.optional() }),
  consistency: z.strictObject({ from: size, to: size.optional() }),
  factProof: z.strictObject({ revision: size.optional() }),
  bundle: z.strictObject({ ledger: text }),
  imports: z.strictObject({ dryRun: flag, retractMissing: flag }),
  none: z.strictObject({}),
};
