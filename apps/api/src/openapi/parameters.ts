import { CLOCKS, DIFF_LISTS } from '#libs/application';
import { DEAL_STATUSES, DIMENSIONS, FACT_KINDS, FACT_TYPES, MONTHS, NOTICE_KINDS, SIDES, STORY_ORDERS } from '#libs/domain';
import { LONGEST } from '../wire/queries.js';
import { oneOf, type Schema } from './schema.js';

const POINT = 'A date, month or year (its end, in the negotiation\'s zone), a local or zoned time to the minute (its end), or an RFC 3339 or RFC 9557 instant. Default: now.';

interface Said {
  /** Where the same name means something else at another address. */
  name?: string;
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
  limit: { about: 'How many items a page has. Default 100, of the facts behind a value 20, of a story 30. CSV and JSON Lines hold all pages unless it is given.', schema: { type: 'integer', minimum: 1, maximum: 1_000 } },
  cursor: { about: 'Where the page begins: from `next` of the page before. It pins the clocks, so that all pages show one moment.' },
  q: { about: 'Words that must occur.' },
  status: { about: 'The deal\'s status.', schema: oneOf(DEAL_STATUSES) },
  party: { about: 'Id or name of a party.' },
  person: { about: 'Id or name of a person.' },
  order: { about: 'The clock that orders the facts. Default: happened.', schema: oneOf(CLOCKS) },
  clock: { about: 'The clock that moves; the others stand where at, known and ledger say. Default: happened.', schema: oneOf(CLOCKS) },
  lag: { about: 'How late is late: an ISO 8601 duration in days, weeks, months or years, counted in the negotiation\'s calendar. Default: P7D.', schema: { type: 'string', pattern: '^P\\d{1,5}[DWMY]$' }, example: 'P7D' },
  lateClock: { name: 'clock', about: 'The clock that is held against when things happened: when they became public, or when this ledger took them in. Default: reported.', schema: oneOf(['reported', 'recorded']) },
  from: { about: 'Where to begin, on the clock that orders or moves.', example: '2011-07-12' },
  to: { about: 'Where to end, on the same clock.', example: '2011-07-13' },
  point: { name: 'from', about: 'The point to compare with, on the clock that moves.', required: true, example: '2011-07-12' },
  stopFact: { name: 'fact', about: 'Id of one of the facts that end with `at`: the step to stand on. Default: the last of them.' },
  index: { about: 'The step to stand on, whatever `at` says: 1 is the first; beyond either end the nearest there is.', schema: { type: 'integer', minimum: 1 } },
  place: { about: 'The place of the first fact told: 1, the default, is the newest, or with `order=oldest` the oldest.', schema: { type: 'integer', minimum: 1 } },
  storyOrder: { name: 'order', about: 'Which end comes first. Default: newest.', schema: oneOf(STORY_ORDERS) },
  kind: { about: 'Only the facts that tell of this.', schema: oneOf(FACT_KINDS) },
  storySource: { name: 'source', about: 'Id of a source: only the facts that rest on it.' },
  list: { about: 'What CSV and JSON Lines list: the values that changed (default), or the facts.', schema: oneOf(DIFF_LISTS) },
  type: { about: 'Facts of this type only.', schema: oneOf(FACT_TYPES) },
  include: { about: 'Comma-separated: `retracted` (facts that were withdrawn, too), `history` (each fact\'s events).', schema: { type: 'string', pattern: '^(retracted|history)(,(retracted|history))*$' } },
  by: { about: 'For CSV and JSON Lines: the rows of this breakdown instead of the rounds.', schema: oneOf(DIMENSIONS) },
  acrossBy: { name: 'by', about: 'Comma-separated: one of agency, site, class, membership; `month`; `negotiation` (beside another, `name` or `month` is needed). Default: agency.', schema: { type: 'string', pattern: '^[a-z]+(,[a-z]+)*$' }, example: 'agency,month' },
  notice: { about: 'The kind of notice. Default: layoff.', schema: oneOf(NOTICE_KINDS) },
  name: { about: 'Only those of this agency, site, class or membership; empty: what no part covers.' },
  month: { about: 'Only those of this month, as lines have it.', schema: { type: 'string', pattern: MONTHS.source }, example: '2011-05' },
  words: { name: 'q', about: 'Words that must occur.', required: true, example: 'layoffs' },
  speaker: { about: 'Who spoke, by name.' },
  side: { about: 'The side spoken for.', schema: oneOf(SIDES) },
  topic: { about: 'What it is about.' },
  path: { about: 'Which value of the state.', example: 'notices.rounds.july.issued', required: true },
  dryRun: { about: '`true`: say what would be written, and write nothing.', schema: oneOf(['true', 'false']) },
  retractMissing: { about: '`true`: retract facts that the files no longer have.', schema: oneOf(['true', 'false']) },
} satisfies Record<string, Said>;

export type ParameterName = keyof typeof SAID;

export const PARAMETERS: Record<string, Schema> = Object.fromEntries(
  Object.entries(SAID as Record<string, Said>).map(([key, { name = key, about, schema = { type: 'string', maxLength: LONGEST }, example, required }]) => [
    key,
    { name, in: 'query', description: about, schema, ...(required === undefined ? {} : { required }), ...(example === undefined ? {} : { example }) },
  ]),
);

export function parametersOf(names: readonly ParameterName[]): Schema[] {
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
