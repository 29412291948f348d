import { type FactAnswer, type Seen } from '#libs/domain';
import { places } from '#libs/formats';
import type { Meaning } from './dictionary.js';

/** A row of facts.csv: a fact as it is seen, or that it can't be read any more. */
export type FactRow = Partial<FactAnswer> & Pick<FactAnswer, 'fact'>;

interface FactColumn extends Meaning {
  of: (row: FactRow) => string | number | boolean | null | undefined;
}

/** Every column of facts.csv: its name, its type in a Data Package, what it means, and what it shows of a fact. */
export const FACT_COLUMNS: readonly FactColumn[] = [
  { name: 'fact', type: 'string', required: true, says: 'The id that its author chose.', of: (row) => row.fact },
  { name: 'type', type: 'string', says: 'What kind of fact it is.', of: (row) => row.type },
  { name: 'at', type: 'string', required: true, categories: ['certain', 'possible', 'ahead', 'standing', 'redacted'], says: 'Whether it has happened by the bundle’s moment, may have, or lies ahead; standing: what the case is; redacted: it can’t be read any more.', of: (row) => row.at ?? 'redacted' },
  { name: 'happened', type: 'string', says: 'When it took place, as written (EDTF, ISO 8601-2).', of: (row) => row.happened?.edtf },
  { name: 'earliest', type: 'datetime', says: 'The first instant at which it can have taken place; missing: unbounded.', of: (row) => row.happened?.earliest },
  { name: 'latest', type: 'datetime', says: 'The end of the span in which it took place; missing: unbounded.', of: (row) => row.happened?.latest },
  { name: 'what', type: 'string', says: 'The fact in one line.', of: (row) => row.what },
  { name: 'attributed_to', type: 'string', says: 'Who said it; missing: nobody is named.', of: (row) => row.attributedTo },
  { name: 'sources', type: 'string', says: 'Where it was read, each place as source and locator, with "; " between.', of: (row) => row.sources && places(row.sources) },
  { name: 'reported_earliest', type: 'datetime', says: 'From when on the version seen may have been public.', of: (row) => row.reported?.earliest },
  { name: 'reported_latest', type: 'datetime', says: 'By when it was public.', of: (row) => row.reported?.latest },
  { name: 'data', type: 'string', says: 'What the fact says, as JSON; its members depend on the type.', of: (row) => row.data === undefined ? null : JSON.stringify(row.data) },
  { name: 'claims', type: 'integer', says: 'How many accounts of it are public.', of: (row) => row.claims?.length },
  { name: 'contested', type: 'boolean', says: 'Accounts of equal rank differ.', of: (row) => row.contested && row.contested.length > 0 },
  { name: 'revision', type: 'integer', says: 'How many events the fact has.', of: (row) => row.revision },
  { name: 'seq', type: 'integer', says: 'The event that holds the version seen: its position in events.jsonl, from 0.', of: (row) => row.seq },
  { name: 'revised', type: 'boolean', says: 'The world came to know better after the first version.', of: (row) => row.revised },
  { name: 'mended', type: 'boolean', says: 'A mistake of the recorder was corrected.', of: (row) => row.mended },
];

/** What a cell without text stands for. */
export const MISSING = [{ value: '', label: 'not recorded: nobody said, or the text was redacted' }];

/** The facts that a list of them tells of, each list in its order: what the case is, then what happened, may have, and lies ahead. */
export function inOrderOfTelling(view: Readonly<Record<'standing' | 'certain' | 'possible' | 'ahead', readonly Seen[]>>): Seen[] {
  return [...view.standing, ...view.certain, ...view.possible, ...view.ahead];
}
