import type { Typed } from '#libs/formats';
import { stillWords as words } from '../../words/still.js';
import { breakdownsIn, checkBreakdowns, sentBreakdowns, type TypedBreakdown, yamlOfBreakdowns } from './breakdowns.js';
import { checkParts, partsIn, sentParts, type TypedPart, yamlOfParts } from './figure-parts.js';
import type { Tongue } from './reading.js';

/** What has members of its own in a fact, as their fields are typed; each under the key in whose place they stand. */
export interface Nested {
  breakdowns: TypedBreakdown[];
  /** Of a figure. */
  parts: TypedPart[];
  /** What alone a stated total counts. */
  only: { by: string; name: string };
}

export const NOTHING_NESTED: Nested = { breakdowns: [], parts: [], only: { by: '', name: '' } };

/** @param data of a claim as it is kept; what has too many rows is left out, and stays one text */
export function nestedIn(data: unknown): Nested {
  const { only = NOTHING_NESTED.only } = data as { only?: Nested['only'] };
  return { breakdowns: breakdownsIn(data), parts: partsIn(data), only };
}

/** @param named the texts of a form by what follows a prefix in the names of its fields */
export function sentNested(named: (prefix: string) => Record<string, string>): Nested {
  const { by = '', name = '' } = named('o.');
  return { breakdowns: sentBreakdowns(named('b.')), parts: sentParts(named('p.')), only: { by, name: name.trim() } };
}

/** What is wrong with each by itself, told at its field. */
export function checkNested({ breakdowns, parts, only: { by, name } }: Nested, tongue: Tongue, note: (name: string, message: string) => void): void {
  checkBreakdowns(breakdowns, tongue, note);
  checkParts(parts, tongue, note);
  if (by === '' && name !== '') note('o.by', words.edit.only.byMissing);
  if (by !== '' && name === '') note('o.name', words.edit.only.nameMissing);
}

/** What would be typed for it as one text, by its key: as a case file has it. */
export function textsOf({ breakdowns, parts, only }: Nested): Typed {
  return {
    ...(breakdowns.length === 0 ? {} : { breakdowns: yamlOfBreakdowns(breakdowns) }),
    ...(parts.length === 0 ? {} : { parts: yamlOfParts(parts) }),
    ...(only.by + only.name === '' ? {} : { only: JSON.stringify(only) }),
  };
}
