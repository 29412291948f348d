import { z } from 'zod';
import { idSchema, RANKS } from '#libs/domain';

/**
 * The bodies that can be sent. They say which members there are and of what JSON type; what dates, counts and data must be is for the
 * domain to say, in the zone of the negotiation.
 */
const citation = z.strictObject({
  source: z.string().describe('Id of a source.registered fact.'),
  locator: z.string().optional().describe('Where in the source, such as ¶2.'),
  wording: z.string().optional().describe('A paraphrase of what it says there.'),
});

export const claimBody = z.strictObject({
  happened: z.string().optional().describe('When it took place: EDTF in the negotiation\'s zone. Facts about the case itself may leave it out.'),
  order: z.int().optional().describe('Order among facts of the same span; lower comes first.'),
  data: z.record(z.string(), z.unknown()).describe('What is claimed; its members depend on the fact\'s type.'),
  attributedTo: z.string().optional().describe('Who said it, which is not the paper that printed it.'),
  sources: z.array(citation).optional(),
  reported: z.string().optional().describe('When it became public: EDTF. Default: the earliest publication among the sources.'),
  rank: z.enum(RANKS).optional(),
});
const claims = z.array(claimBody).min(1);

const step = {
  id: z.string().optional().describe('Id of the event, unique for ever: sending it again writes nothing. Default: made from Idempotency-Key, else random.'),
  reason: z.string().min(1).max(2_000).optional(),
  note: z.string().min(1).max(20_000).optional(),
};

export const factBody = z.strictObject({ fact: z.string().describe('Id of the fact, chosen by its author.'), type: z.string(), claims, ...step });
/** Facts of one request: they are written in one transaction, while which nobody else is answered. */
const MOST_FACTS = 1_000;

export const factsBody = z.strictObject({ facts: z.array(factBody).min(1).max(MOST_FACTS) });

export const openingBody = z.strictObject({
  id: idSchema.describe('Id of the negotiation.'),
  title: z.string(),
  zone: z.string().describe('IANA time zone in which its dates are read, such as America/New_York.'),
  summary: z.string().optional(),
  note: z.string().optional(),
  facts: z.array(factBody).max(MOST_FACTS).optional().describe('Its first facts, recorded with it or not at all.'),
});

const change = { ...step, expectedRevision: z.int().min(0).optional().describe('The revision that the author saw; a newer one is a conflict.') };
const reported = z.string().optional();
export const stepBody = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('revise'), claims, reported, sources: z.array(citation).optional(), ...change }),
  z.strictObject({ op: z.literal('mend'), claims, mends: z.int().min(0).optional().describe('seq of the version; default the newest.'), reported, ...change }),
  z.strictObject({ op: z.literal('retract'), reported: reported.describe('When the source withdrew it; left out where it was our own error.'), sources: z.array(citation).optional(), ...change }),
  z.strictObject({ op: z.literal('reinstate'), undoes: z.int().min(0).optional().describe('seq of the retraction; default the newest that stands.'), reported, ...change }),
], { error: ({ code }) => (code === 'invalid_union' ? 'expected one of "revise", "mend", "retract", "reinstate", "redact"' : undefined) });

/** Told apart from the other steps, since it may write several events. */
export const redactBody = z.strictObject({
  op: z.literal('redact'),
  redacts: z.int().min(0).optional().describe('seq of the event whose body is to go; default every event of the fact.'),
  ...change,
  reason: z.string().min(1).max(2_000).describe('Why. It stays readable for ever, and must not tell what the text told.'),
  reasonMayRepeat: z.boolean().optional().describe('true: the reason may hold words of the text.'),
});

/** Files of a case. */
export const MOST_FILES = 1_000;

export const filePiece = z.strictObject({
  path: z.string().min(1).max(1_000).describe('Path inside the case\'s folder, such as case.yaml.'),
  text: z.string(),
});
export const importBody = z.strictObject({ files: z.array(filePiece).min(1).max(MOST_FILES) });
