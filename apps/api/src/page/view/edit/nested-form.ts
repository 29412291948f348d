import { DIMENSIONS } from '#libs/domain';
import { stillWords as words } from '../../words/still.js';
import { type TypedBreakdown, withSpareRows } from './breakdowns.js';
import type { FieldView, MakeField } from './field.js';
import type { Problems } from './meaning.js';
import type { Nested } from './nested.js';
import { isWhole, withSpare } from './rows.js';

/** The fields of what is nested in a fact; null for what its type has not, or has so much of that it is typed as one text. */
export interface NestedForm {
  breakdowns: Group<BreakdownForm> | null;
  parts: Group<PartForm> | null;
  only: Group<FieldView> | null;
}

/** Fields with what is wrong with them as a whole. */
interface Group<Row> {
  rows: Row[];
  /** How many of the rows hold something. */
  filled: number;
  errors: string[];
}

export interface BreakdownForm {
  by: FieldView;
  isComplete: FieldView;
  parts: { name: FieldView; count: FieldView; isDerived: FieldView; rest: { name: string; value: string } | null }[];
}

export interface PartForm {
  name: FieldView;
  value: FieldView;
  note: FieldView;
}

/** @param keys in whose places there are fields */
export function nestedForm({ breakdowns, parts, only }: Nested, keys: ReadonlySet<string>, field: MakeField, problems: Problems): NestedForm {
  const group = <Row>(key: keyof Nested, filled: number, rows: () => Row[]): Group<Row> | null => (keys.has(key) ? { rows: rows(), filled, errors: problems[`f.${key}`] ?? [] } : null);
  const { parts: said, only: alone } = words.edit;
  return {
    breakdowns: group('breakdowns', breakdowns.length, () => withSpareRows(breakdowns).map((each, index) => breakdownForm(each, `b.${index}`, field))),
    parts: group('parts', parts.length, () =>
      withSpare(parts, { name: '', value: '', note: '' }).map(({ name, value, note }, row) => ({
        name: field(`p.${row}.name`, said.name, name),
        value: field(`p.${row}.value`, said.count, value, { reads: isWhole(value) ? null : 'amount' }),
        note: field(`p.${row}.note`, said.note, note),
      })),
    ),
    only: group('only', only.by + only.name === '' ? 0 : 1, () => [dimension('o.by', alone.by, only.by, field), field('o.name', alone.name, only.name)]),
  };
}

function breakdownForm({ by, isComplete, parts }: TypedBreakdown, at: string, field: MakeField): BreakdownForm {
  const { parts: said } = words.edit;
  const check = (name: string, label: string, isOn: boolean): FieldView => field(name, label, isOn ? 'yes' : '', { control: 'check' });
  return {
    by: dimension(`${at}.by`, said.by, by, field),
    isComplete: check(`${at}.complete`, said.complete, isComplete),
    parts: parts.map(({ name, count, isDerived, rest }, row) => ({
      name: field(`${at}.${row}.name`, said.name, name),
      count: field(`${at}.${row}.count`, said.count, count, { reads: isWhole(count) ? null : 'count' }),
      isDerived: check(`${at}.${row}.derived`, said.derived, isDerived),
      rest: rest === '' ? null : { name: `${at}.${row}.rest`, value: rest },
    })),
  };
}

function dimension(name: string, label: string, value: string, field: MakeField): FieldView {
  return field(name, label, value, { control: 'choice', options: DIMENSIONS.map((each) => ({ value: each, text: words.edit.parts.dimensions[each] })) });
}
