import { DIMENSIONS, type FactType, FACT_TYPES } from '#libs/domain';
import { fieldsOf, type FieldForm, namesFacts, type TypedField } from '#libs/formats';
import { stillWords as words } from '../../words/still.js';
import { type Cited, type Draft, NEW_SOURCE } from './draft.js';
import type { Problems } from './meaning.js';
import { type TypedBreakdown, withSpareRows } from './parts.js';
import { READ_FORMS, type ReadForm, readingOf, type Tongue } from './reading.js';

/** The page on which facts of a negotiation are written. */
export interface EditView {
  title: string;
  /** Where its forms are sent, where what is typed is read, and where the negotiation is. */
  address: { form: string; reading: string; negotiation: string };
  formToken: string;
  /** What went wrong as a whole. */
  notices: string[];
  /** What can be added, where that is still to be chosen. */
  types: Option[] | null;
  form: FormView | null;
}

export interface Option {
  value: string;
  text: string;
}

export interface FormView {
  op: string;
  type: FactType;
  typeName: string;
  hidden: { name: string; value: string }[];
  fact: FieldView | null;
  /** Of a fact that is recorded: its accounts, the one that is written without an address. */
  accounts: { text: string; href: string | null }[];
  fields: FieldView[];
  more: FieldView[];
  /** Of a batch of notices; null where it has none, or so many that they are typed as one text. */
  breakdowns: BreakdownForm[] | null;
  /** What is wrong with them as a whole. */
  breakdownErrors: string[];
  citations: { source: FieldView; place: FieldView; wording: FieldView }[];
  source: FieldView[];
  reason: FieldView;
  withdrawn: FieldView;
}

export interface BreakdownForm {
  by: FieldView;
  isComplete: FieldView;
  parts: { name: FieldView; count: FieldView; isDerived: FieldView; rest: { name: string; value: string } | null }[];
}

/** A field with all that stands around it. */
export interface FieldView {
  name: string;
  label: string;
  value: string;
  control: 'line' | 'text' | 'choice' | 'check';
  /** Of a choice. */
  options: Option[];
  isNeeded: boolean;
  hint: string;
  errors: string[];
  /** What was understood of it, where such is shown. */
  reads: ReadForm | null;
  reading: string;
}

/** Fact types that can be added on a page; an opening has its own ways. */
export const EDITABLE = FACT_TYPES.filter((type) => type !== 'negotiation.opened');

export function typeOptions(): Option[] {
  return EDITABLE.map((value) => ({ value, text: words.edit.types[value] ?? value }));
}

interface Scene {
  draft: Draft;
  problems: Problems;
  tongue: Tongue;
  sources: readonly Option[];
  /** Accounts of the fact that is changed. */
  accounts: FormView['accounts'];
}

/** Keys that are asked for at once; the others stand behind a click. */
const FIRST = ['what', 'said by', 'round', 'due'];

export function formView({ draft, problems, tongue, sources, accounts }: Scene): FormView {
  const { op, type, fields, source } = draft;
  const shown = (name: string, label: string, value: string, more: Partial<FieldView> = {}): FieldView => {
    const reads = more.reads ?? null;
    const reading = reads === null || value.trim() === '' ? undefined : readingOf(reads, value, tongue);
    const text = reading !== undefined && 'text' in reading ? reading.text : '';
    return { name, label, value, control: 'line', options: [], isNeeded: false, hint: '', errors: problems[name] ?? [], ...more, reads, reading: text };
  };
  const typed = (prefix: string, of: FactType, values: Record<string, string>) => ({ key, form, options, isNeeded }: TypedField): FieldView =>
    shown(prefix + key, labelOf(of, key), values[key] ?? '', {
      control: form === 'choice' ? 'choice' : form === 'text' || form === 'parts' ? 'text' : 'line',
      options: options.map((value) => ({ value, text: value.replaceAll('-', ' ') })),
      isNeeded,
      hint: hintOf(of, key, form),
      reads: isRead(form) ? form : null,
    });
  const all = fieldsOf(type).map((field) => ({ field, view: typed('f.', type, fields)(field) }));
  const check = (name: string, label: string, isOn: boolean): FieldView => shown(name, label, isOn ? 'yes' : '', { control: 'check' });
  const breakdown = ({ by, isComplete, parts }: TypedBreakdown, index: number): BreakdownForm => ({
    by: shown(`b.${index}.by`, words.edit.parts.by, by, { control: 'choice', options: DIMENSIONS.map((value) => ({ value, text: words.edit.parts.dimensions[value] })) }),
    isComplete: check(`b.${index}.complete`, words.edit.parts.complete, isComplete),
    parts: parts.map(({ name, count, isDerived, rest }, row) => ({
      name: shown(`b.${index}.${row}.name`, words.edit.parts.name, name),
      count: shown(`b.${index}.${row}.count`, words.edit.parts.count, count, { reads: count.startsWith('{') ? null : 'count' }),
      isDerived: check(`b.${index}.${row}.derived`, words.edit.parts.derived, isDerived),
      rest: rest === '' ? null : { name: `b.${index}.${row}.rest`, value: rest },
    })),
  });
  const hasRows = all.some(({ field }) => field.key === 'breakdowns') && (fields['breakdowns'] ?? '') === '';
  const isFirst = ({ field, view }: (typeof all)[number]): boolean => field.isNeeded || FIRST.includes(field.key) || view.value !== '' || view.errors.length > 0;
  const known = [...sources, { value: NEW_SOURCE, text: words.edit.newSource }];
  const cited = (row: Cited, index: number): FormView['citations'][number] => ({
    source: shown(`c.${index}.source`, words.edit.source, row.source, { control: 'choice', options: known }),
    place: shown(`c.${index}.place`, words.edit.place, row.place, { hint: words.edit.placeHint }),
    wording: shown(`c.${index}.wording`, words.edit.wording, row.wording),
  });
  const left = all.filter((each) => !isFirst(each) && !(hasRows && each.field.key === 'breakdowns'));
  return {
    op,
    type,
    typeName: words.edit.types[type] ?? type,
    hidden: Object.entries({ type, event: draft.event, revision: draft.revision, account: draft.account, ...(op === 'record' ? {} : { fact: draft.fact }) }).map(([name, value]) => ({ name, value: String(value) })),
    fact: op === 'record' ? shown('fact', words.edit.fact, draft.fact, { isNeeded: true, hint: words.edit.factHint }) : null,
    accounts,
    fields: all.filter((each) => isFirst(each) && !(hasRows && each.field.key === 'breakdowns')).map(({ view }) => view),
    more: left.map(({ view }) => view),
    breakdowns: hasRows ? withSpareRows(draft.breakdowns).map(breakdown) : null,
    breakdownErrors: hasRows ? (problems['f.breakdowns'] ?? []) : [],
    citations: [...draft.citations, { source: '', place: '', wording: '' }].map(cited),
    source: [shown('s.id', words.edit.sourceId, source['id'] ?? ''), ...fieldsOf('source.registered').filter(({ key }) => NEW_SOURCE_KEYS.includes(key)).map(typed('s.', 'source.registered', source)).map((field) => ({ ...field, isNeeded: false }))],
    reason: shown('reason', words.edit.reason, draft.reason),
    withdrawn: shown('withdrawn', words.edit.withdrawn, draft.withdrawn, { hint: words.edit.withdrawnHint, reads: 'date' }),
  };
}

const NEW_SOURCE_KEYS = ['published', 'title', 'publisher', 'author', 'url'];

function isRead(form: FieldForm): form is ReadForm {
  return (READ_FORMS as readonly string[]).includes(form);
}

function labelOf(type: FactType, key: string): string {
  return words.edit.labels[`${type} ${key}`] ?? words.edit.labels[key] ?? key;
}

function hintOf(type: FactType, key: string, form: FieldForm): string {
  const { hints } = words.edit;
  if (form === 'words') return namesFacts(type, key) ? hints.facts : hints.words;
  return form === 'date' || form === 'count' || form === 'amount' || form === 'parts' ? hints[form] : '';
}
