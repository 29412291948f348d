import { GRAVEST_FIRST } from '#libs/domain';

/** What a column of a table, or a member of a line of JSON, means; its type in a Data Package. */
export interface Meaning {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'datetime' | 'object' | 'array';
  says: string;
  required?: true;
  categories?: readonly string[];
}

/** The members of a line of facts.jsonl. */
export const FACT_MEMBERS: readonly Meaning[] = [
  { name: 'fact', type: 'string', required: true, says: 'The id that its author chose.' },
  { name: 'type', type: 'string', says: 'What kind of fact it is.' },
  { name: 'what', type: 'string', says: 'The fact in one line.' },
  { name: 'happened', type: 'object', says: 'When it took place: as written (edtf), and the span that this denotes (earliest, latest; null: unbounded).' },
  { name: 'at', type: 'string', required: true, categories: ['certain', 'possible', 'ahead', 'standing', 'redacted'], says: 'Whether it has happened by the bundle’s moment, may have, or lies ahead; standing: what the case is; redacted: it can’t be read any more.' },
  { name: 'reported', type: 'object', says: 'From when on (earliest) the version seen may have been public, and by when (latest) it was; null: always.' },
  { name: 'data', type: 'object', says: 'What the fact says; its members depend on the type.' },
  { name: 'attributedTo', type: 'string', says: 'Who said it; missing: nobody is named.' },
  { name: 'sources', type: 'array', says: 'Where it was read.' },
  { name: 'claims', type: 'array', says: 'The accounts of it that are public, each with when it happened, its data, sources and rank, and whether it speaks.' },
  { name: 'contested', type: 'array', says: 'Where accounts of equal rank differ: the member, and who says what.' },
  { name: 'revision', type: 'integer', says: 'How many events the fact has.' },
  { name: 'seq', type: 'integer', says: 'The event that holds the version seen: its position in events.jsonl, from 0.' },
  { name: 'revised', type: 'boolean', says: 'The world came to know better after the first version.' },
  { name: 'mended', type: 'boolean', says: 'A mistake of the recorder was corrected.' },
];

/** The columns of reconciliation.csv. */
export const RECONCILIATION_COLUMNS: readonly Meaning[] = [
  { name: 'rule', type: 'string', required: true, says: 'The rule that decided, with its version.' },
  { name: 'verdict', type: 'string', required: true, categories: GRAVEST_FIRST, says: 'What the comparison came to.' },
  { name: 'adds_up', type: 'boolean', required: true, says: 'false: a shortfall or an excess, and something of it is unexplained.' },
  { name: 'scope', type: 'string', says: 'What was compared, in a few words.' },
  { name: 'text', type: 'string', required: true, says: 'The line as a sentence.' },
  { name: 'unit', type: 'string', says: 'The unit of amounts; missing: people or votes are counted.' },
  { name: 'stated', type: 'string', says: 'What was stated, in its own words.' },
  { name: 'stated_low', type: 'number', says: 'The least that was stated.' },
  { name: 'stated_high', type: 'number', says: 'The most that was stated; missing: unbounded.' },
  { name: 'itemised_low', type: 'number', says: 'The least that is recorded item by item.' },
  { name: 'itemised_high', type: 'number', says: 'The most that is recorded item by item; missing: unbounded.' },
  { name: 'variance_low', type: 'number', says: 'Stated less itemised, at least; missing: unbounded.' },
  { name: 'variance_high', type: 'number', says: 'Stated less itemised, at most; missing: unbounded.' },
  { name: 'explained', type: 'string', says: 'The parts of the variance that are explained, each as cause, bounds and facts, with "; " between.' },
  { name: 'unexplained_low', type: 'number', says: 'The variance less what is explained, at least.' },
  { name: 'unexplained_high', type: 'number', says: 'The variance less what is explained, at most.' },
  { name: 'why', type: 'string', says: 'What else is to be said of the comparison, with "; " between.' },
  { name: 'fact_count', type: 'integer', required: true, says: 'How many facts the line rests on.' },
  { name: 'facts', type: 'string', says: 'The first of those facts, with "; " between.' },
  { name: 'sources', type: 'string', says: 'Where they were read, with "; " between.' },
];
