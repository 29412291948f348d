import { inputOf, typedText } from '#libs/formats';
import { Problem } from '../../../http/problem.js';
import { stillWords as words } from '../../words/still.js';
import { readingOf, type Tongue } from './reading.js';
import { isWhole, MOST_ROWS, rowsIn, withSpare, yamlOfCount } from './rows.js';

/** A breakdown of a batch, as its rows are typed. */
export interface TypedBreakdown {
  by: string;
  isComplete: boolean;
  parts: TypedCount[];
}

export interface TypedCount {
  name: string;
  count: string;
  isDerived: boolean;
  /** What else the record has of the part, as JSON: no field shows it, and it stays. */
  rest: string;
}

interface Kept {
  by: string;
  complete: boolean;
  parts: ({ name: string; count: unknown; derived?: true } & Record<string, unknown>)[];
}

/** The rows of a claim's breakdowns; none where they are too many. @param data of the claim */
export function breakdownsIn(data: unknown): TypedBreakdown[] {
  const { breakdowns = [] } = data as { breakdowns?: Kept[] };
  if (breakdowns.some(({ parts }) => parts.length > MOST_ROWS)) return [];
  return breakdowns.map(({ by, complete, parts }) => ({
    by,
    isComplete: complete,
    parts: parts.map(({ name, count, derived, ...rest }) => ({ name, count: typedText(inputOf(count)), isDerived: derived === true, rest: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest) })),
  }));
}

/** The rows of a form as it was sent, without those left empty. @param fields by what follows `b.` in their names */
export function sentBreakdowns(fields: Readonly<Record<string, string>>): TypedBreakdown[] {
  const text = (name: string): string => (fields[name] ?? '').trim();
  const indexes = Object.keys(fields).flatMap((name) => /^(\d)\.by$/.exec(name)?.[1] ?? []);
  return indexes.flatMap((index) => {
    const parts = rowsIn(fields, `${index}.`)
      .map((row): TypedCount => ({ name: text(`${index}.${row}.name`), count: text(`${index}.${row}.count`), isDerived: text(`${index}.${row}.derived`) === 'yes', rest: text(`${index}.${row}.rest`) }))
      .filter(({ name, count }) => name + count !== '');
    const by = text(`${index}.by`);
    return parts.length === 0 && by === '' ? [] : [{ by, isComplete: text(`${index}.complete`) === 'yes', parts }];
  });
}

/** The breakdowns with rows to go on in, and one more of them. */
export function withSpareRows(breakdowns: readonly TypedBreakdown[]): TypedBreakdown[] {
  const empty: TypedCount = { name: '', count: '', isDerived: false, rest: '' };
  return [...breakdowns, { by: '', isComplete: false, parts: [] }].map((each) => ({ ...each, parts: withSpare(each.parts, empty) }));
}

/** What is wrong with a row by itself, told at its field: `b.0.2.count`. */
export function checkBreakdowns(breakdowns: readonly TypedBreakdown[], tongue: Tongue, note: (name: string, message: string) => void): void {
  breakdowns.forEach(({ by, parts }, index) => {
    if (by === '') note(`b.${index}.by`, words.edit.parts.byMissing);
    if (parts.length === 0) note(`b.${index}.by`, words.edit.parts.noRows);
    parts.forEach(({ name, count }, row) => {
      if (name === '') note(`b.${index}.${row}.name`, words.edit.parts.nameMissing);
      const reading = isWhole(count) ? undefined : readingOf('count', count, tongue);
      if (reading !== undefined && 'error' in reading) note(`b.${index}.${row}.count`, reading.error);
    });
  });
}

/** The breakdowns as a case file has them. */
export function yamlOfBreakdowns(breakdowns: readonly TypedBreakdown[]): string {
  const part = ({ name, count, isDerived, rest }: TypedCount): string => {
    const others = JSON.stringify({ ...restOf(rest), name, ...(isDerived ? { derived: true } : {}) }).slice(1, -1);
    return `{ ${others}, "count": ${yamlOfCount(count)} }`;
  };
  return `[${breakdowns.map(({ by, isComplete, parts }) => `{ "by": ${JSON.stringify(by)}, "complete": ${isComplete}, "parts": [${parts.map(part).join(', ')}] }`).join(', ')}]`;
}

function restOf(json: string): object {
  if (json === '') return {};
  try {
    return JSON.parse(json) as object;
  } catch (error) {
    throw new Problem('malformed-json', 'what else was recorded of a part can not be read', { cause: error });
  }
}
