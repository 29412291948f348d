import { CLOCKS } from '#libs/application';
import { DIMENSIONS, FACT_TYPES, SIDES } from '#libs/domain';
import { oneOf, type Schema, text } from './schema.js';

const POINT = 'A date, month or year (its end, in the negotiation\'s zone), a local or zoned time to the minute (its end), or an RFC 3339 or RFC 9557 instant. Default: now.';

interface Said {
  about: string;
  schema?: Schema;
  example?: string;
  required?: true;
}

/** Every query parameter: what it means is told here and nowhere else. */
const SAID = {
  at: { about: `When in the world. ${POINT}`, example: '2011-07-13' },
  known: { about: `What had been published by then. ${POINT}`, example: '2011-07-13' },
  ledger: { about: 'What this ledger held: a size (how many events), or an instant. Default: all of it.' },
  conventions: { about: 'The version of the rules that a pinned link fixes; any other than this server\'s is refused.' },
  dl: { about: '`1`: as a file to be saved.', schema: oneOf(['1']) },
  limit: { about: 'How many items a page has. Default 100. CSV and JSON Lines hold all pages unless it is given.', schema: { type: 'integer', minimum: 1, maximum: 1_000 } },
  cursor: { about: 'Where the page begins: from `next` of the page before. It pins the clocks, so that all pages show one moment.' },
  q: { about: 'Words that must occur.' },
  status: { about: 'The deal\'s status.', schema: oneOf(['none', 'talking', 'stalled', 'tentative', 'voting', 'rejected', 'ratified', 'ended']) },
  party: { about: 'Id or name of a party.' },
  person: { about: 'Id or name of a person.' },
  order: { about: 'The clock that orders the facts. Default: happened.', schema: oneOf(CLOCKS) },
  clock: { about: 'The clock that moves; the others stand where at, known and ledger say. Default: happened.', schema: oneOf(CLOCKS) },
  from: { about: 'Where to begin, on the clock that orders or moves.', example: '2011-07-12' },
  to: { about: 'Where to end, on the same clock.', example: '2011-07-13' },
  type: { about: 'Facts of this type only.', schema: oneOf(FACT_TYPES) },
  include: { about: 'Comma-separated: `retracted` (facts that were withdrawn, too), `history` (each fact\'s events).', schema: { type: 'string', pattern: '^(retracted|history)(,(retracted|history))*$' } },
  by: { about: 'For CSV and JSON Lines: the rows of this breakdown instead of the rounds.', schema: oneOf(DIMENSIONS) },
  speaker: { about: 'Who spoke, by name.' },
  side: { about: 'The side spoken for.', schema: oneOf(SIDES) },
  topic: { about: 'What it is about.' },
  path: { about: 'Which value of the state.', example: 'notices.rounds.july.issued', required: true },
  dryRun: { about: '`true`: say what would be written, and write nothing.', schema: oneOf(['true', 'false']) },
  retractMissing: { about: '`true`: retract facts that the files no longer have.', schema: oneOf(['true', 'false']) },
} satisfies Record<string, Said>;

export type ParameterName = keyof typeof SAID;

export const PARAMETERS: Record<string, Schema> = Object.fromEntries(
  Object.entries(SAID as Record<string, Said>).map(([name, { about, schema = text, example, required }]) => [
    name,
    { name, in: 'query', description: about, schema, ...(required === undefined ? {} : { required }), ...(example === undefined ? {} : { example }) },
  ]),
);

export function parametersOf(names: readonly ParameterName[]): Schema[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
