import { inputOf, typedText } from '#libs/formats';
import { Problem } from '../../../http/problem.js';
import { stillWords as words } from '../../words/still.js';
import { readingOf, type Tongue } from './reading.js';

/** A breakdown of a batch, as its rows are typed. */
export interface TypedBreakdown {
  by: string;
  isComplete: boolean;
  parts: TypedPart[];
}

export interface TypedPart {
  name: string;
  count: string;
  isDerived: boolean;
  /** What else the record has of the part, as JSON: no field shows it, and it stays. */
  rest: string;
}

/** As many rows are typed one by one; a breakdown of more stays one text. */
const MOST_PARTS = 100;
const [SPARE_ROWS, NEW_ROWS] = [2, 3];

interface Kept {
  by: string;
  complete: boolean;
  parts: ({ name: string; count: unknown; derived?: true } & Record<string, unknown>)[];
}

/** The rows of a claim's breakdowns; none where they are too many. @param data of the claim */
export function breakdownsIn(data: unknown): TypedBreakdown[] {
  const { breakdowns = [] } = data as { breakdowns?: Kept[] };
  if (breakdowns.some(({ parts }) => parts.length > MOST_PARTS)) return [];
  return breakdowns.map(({ by, complete, parts }) => ({
    by,
    isComplete: complete,
    parts: parts.map(({ name, count, derived, ...rest }) => ({ name, count: typedText(inputOf(count)), isDerived: derived === true, rest: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest) })),
  }));
}

/** The rows of a form as it was sent, without those left empty. @param fields by what follows `b.` in their names */
export function sentBreakdowns(fields: Readonly<Record<string, string>>): TypedBreakdown[] {
  const text = (name: string): string => (fields[name] ?? '').trim();
  const numbers = (pattern: RegExp): string[] => [...new Set(Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? []))];
  return numbers(/^(\d)\.by$/).flatMap((index) => {
    const parts = numbers(new RegExp(`^${index}\\.(\\d{1,3})\\.name$`))
      .map((row): TypedPart => ({ name: text(`${index}.${row}.name`), count: text(`${index}.${row}.count`), isDerived: text(`${index}.${row}.derived`) === 'yes', rest: text(`${index}.${row}.rest`) }))
      .filter(({ name, count }) => name + count !== '');
    const by = text(`${index}.by`);
    return parts.length === 0 && by === '' ? [] : [{ by, isComplete: text(`${index}.complete`) === 'yes', parts }];
  });
}

/** The breakdowns with rows to go on in, and one more of them. */
export function withSpareRows(breakdowns: readonly TypedBreakdown[]): TypedBreakdown[] {
  const rows = (count: number): TypedPart[] => Array.from({ length: count }, () => ({ name: '', count: '', isDerived: false, rest: '' }));
  return [...breakdowns.map((each) => ({ ...each, parts: [...each.parts, ...rows(SPARE_ROWS)] })), { by: '', isComplete: false, parts: rows(NEW_ROWS) }];
}

/** What is wrong with a row by itself, told at its field: `b.0.2.count`. */
export function checkRows(breakdowns: readonly TypedBreakdown[], tongue: Tongue, note: (name: string, message: string) => void): void {
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
export function yamlOf(breakdowns: readonly TypedBreakdown[]): string {
  const part = ({ name, count, isDerived, rest }: TypedPart): string => {
    const others = JSON.stringify({ ...restOf(rest), name, ...(isDerived ? { derived: true } : {}) }).slice(1, -1);
    return `{ ${others}, "count": ${isWhole(count) ? count : JSON.stringify(count)} }`;
  };
  return `[${breakdowns.map(({ by, isComplete, parts }) => `{ "by": ${JSON.stringify(by)}, "complete": ${isComplete}, "parts": [${parts.map(part).join(', ')}] }`).join(', ')}]`;
}

/** A count with bounds of its own, in YAML: `{ wording: …, high: 10, derived: … }`. */
function isWhole(count: string): boolean {
  return count.startsWith('{');
}

function restOf(json: string): object {
  if (json === '') return {};
  try {
    return JSON.parse(json) as object;
  } catch (error) {
    throw new Problem('malformed-json', 'what else was recorded of a part can not be read', { cause: error });
  }
}
