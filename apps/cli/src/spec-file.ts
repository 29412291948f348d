import { z } from 'zod';
import { inWords } from '#libs/domain';

/**
 * A file of small histories and their answers: what the words of the domain mean, in cases too small to argue about.
 * Members that are not named here are notes for readers. An event's `type`, and the `round`, `kind` or `key` that go with it, stand with `record` and hold for the fact.
 */
const claimSchema = z.object({
  happened: z.string(),
  order: z.int().optional(),
  reported: z.string().optional(),
  rank: z.enum(['preferred', 'normal', 'deprecated']).optional(),
  count: z.string().optional(),
  due: z.string().optional(),
});

const eventSchema = z.object({
  seq: z.int().min(0),
  op: z.enum(['record', 'revise', 'mend', 'retract', 'reinstate']),
  fact: z.string(),
  type: z.enum(['notices.issued', 'milestone.reached', 'deadline.set', 'deadline.moved', 'deadline.met', 'deadline.missed', 'deadline.withdrawn']).optional(),
  round: z.string().optional(),
  kind: z.string().optional(),
  key: z.string().optional(),
  claims: z.array(claimSchema).min(1).optional(),
  reported: z.string().optional(),
  mends: z.int().optional(),
  undoes: z.int().optional(),
});

const askSchema = z.object({
  /** A day means its end, a minute its end. */
  at: z.string(),
  /** Absent: unlimited. */
  known: z.string().optional(),
  /** Absent: all events. */
  ledger: z.int().min(0).optional(),
  answer: z.record(z.string(), z.unknown()),
});

const fileSchema = z.object({
  zone: z.string(),
  cases: z.array(z.object({ name: z.string(), because: z.string().optional(), events: z.array(eventSchema), asks: z.array(askSchema) })),
});

export type SpecClaim = z.output<typeof claimSchema>;
export type SpecEvent = z.output<typeof eventSchema>;
export type SpecAsk = z.output<typeof askSchema>;
export type SpecFile = z.output<typeof fileSchema>;
export type SpecCase = SpecFile['cases'][number];

/** A file that is not in this form. The message lists what is wrong, each with its place. */
export class SpecFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SpecFileError';
  }
}

/** @throws SpecFileError */
export function readSpecFile(file: unknown): SpecFile {
  const result = fileSchema.safeParse(file, { error: inWords });
  if (result.success) return result.data;
  throw new SpecFileError(result.error.issues.map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`).join('\n'));
}
