import { inputOf, typedText } from '#libs/formats';
import { stillWords as words } from '../../words/still.js';
import { isWhole, MOST_ROWS, rowsIn, yamlOfCount } from './rows.js';
import { readingOf, type Tongue } from './reading.js';

/** A part of a figure, as its row is typed. */
export interface TypedPart {
  name: string;
  value: string;
  note: string;
}

/** The rows of a figure's parts; none where they are too many. @param data of the claim */
export function partsIn(data: unknown): TypedPart[] {
  const { parts = [] } = data as { parts?: { name: string; value: unknown; note?: string }[] };
  return parts.length > MOST_ROWS ? [] : parts.map(({ name, value, note = '' }) => ({ name, value: typedText(inputOf(value)), note }));
}

/** @param fields of a form by what follows `p.` in their names */
export function sentParts(fields: Readonly<Record<string, string>>): TypedPart[] {
  const text = (name: string): string => (fields[name] ?? '').trim();
  return rowsIn(fields, '').map((row) => ({ name: text(`${row}.name`), value: text(`${row}.value`), note: text(`${row}.note`) })).filter(({ name, value, note }) => name + value + note !== '');
}

/** What is wrong with a row by itself, told at its field: `p.2.value`. */
export function checkParts(parts: readonly TypedPart[], tongue: Tongue, note: (name: string, message: string) => void): void {
  parts.forEach(({ name, value }, row) => {
    if (name === '') note(`p.${row}.name`, words.edit.parts.nameMissing);
    const reading = isWhole(value) ? undefined : readingOf('amount', value, tongue);
    if (reading !== undefined && 'error' in reading) note(`p.${row}.value`, reading.error);
  });
}

/** The parts as a case file has them. */
export function yamlOfParts(parts: readonly TypedPart[]): string {
  return `[${parts.map(({ name, value, note }) => `{ "name": ${JSON.stringify(name)}, "value": ${yamlOfCount(value)}${note === '' ? '' : `, "note": ${JSON.stringify(note)}`} }`).join(', ')}]`;
}
