import { type FactAnswer, type Seen } from '#libs/domain';
import { places } from '#libs/formats';
import { FACT_MEMBERS, type Meaning } from './dictionary.js';

/** A row of facts.csv: a fact as it is seen, or that it can't be read any more. */
export type FactRow = Partial<FactAnswer> & Pick<FactAnswer, 'fact'>;

interface FactColumn extends Meaning {
  of: (row: FactRow) => string | number | boolean | null | undefined;
}

/** A column that holds what the member of the same name in facts.jsonl does. */
function asMember(name: string): Meaning {
  return FACT_MEMBERS.find((member) => member.name === name)!;
}

/** Every column of facts.csv: its name, its type in a Data Package, what it means, and what it shows of a fact. */
export const FACT_COLUMNS: readonly FactColumn[] = [
  { ...asMember('fact'), of: (row) => row.fact },
  { ...asMember('type'), of: (row) => row.type },
  { ...asMember('at'), of: (row) => row.at ?? 'redacted' },
  { name: 'happened', type: 'string', says: 'When it took place, as written (EDTF, ISO 8601-2).', of: (row) => row.happened?.edtf },
  { name: 'earliest', type: 'datetime', says: 'The first instant at which it can have taken place; missing: unbounded.', of: (row) => row.happened?.earliest },
  { name: 'latest', type: 'datetime', says: 'The end of the span in which it took place; missing: unbounded.', of: (row) => row.happened?.latest },
  { ...asMember('what'), of: (row) => row.what },
  { name: 'attributed_to', type: 'string', says: 'Who said it; missing: nobody is named.', of: (row) => row.attributedTo },
  { name: 'sources', type: 'string', says: 'Where it was read, each place as source and locator, with "; " between.', of: (row) => row.sources && places(row.sources) },
  { name: 'reported_earliest', type: 'datetime', says: 'From when on the version seen may have been public.', of: (row) => row.reported?.earliest },
  { name: 'reported_latest', type: 'datetime', says: 'By when it was public.', of: (row) => row.reported?.latest },
  { name: 'data', type: 'string', says: 'What the fact says, as JSON; its members depend on the type.', of: (row) => row.data === undefined ? null : JSON.stringify(row.data) },
  { name: 'claims', type: 'integer', says: 'How many accounts of it are public.', of: (row) => row.claims?.length },
  { name: 'contested', type: 'boolean', says: 'Accounts of equal rank differ.', of: (row) => row.contested && row.contested.length > 0 },
  { ...asMember('revision'), of: (row) => row.revision },
  { ...asMember('seq'), of: (row) => row.seq },
  { ...asMember('revised'), of: (row) => row.revised },
  { ...asMember('mended'), of: (row) => row.mended },
];

/** What a cell without text stands for. */
export const MISSING = [{ value: '', label: 'not recorded: nobody said, or the text was redacted' }];

/** The facts that a list of them tells of, each list in its order: what the case is, then what happened, may have, and lies ahead. */
export function inOrderOfTelling(view: Readonly<Record<'standing' | 'certain' | 'possible' | 'ahead', readonly Seen[]>>): Seen[] {
  return [...view.standing, ...view.certain, ...view.possible, ...view.ahead];
}
