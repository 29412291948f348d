import { type FactType, FACT_TYPES } from '#libs/domain';
import { fieldsOf, type FieldForm, namesFacts, type TypedField } from '#libs/formats';
import { stillWords as words } from '../../words/still.js';
import { type Cited, type Draft, NEW_SOURCE } from './draft.js';
import type { FieldView, MakeField, Option } from './field.js';
import type { Problems } from './meaning.js';
import { type NestedForm, nestedForm } from './nested-form.js';
import { READ_FORMS, type ReadForm, readingOf, type Tongue } from './reading.js';

/** The page on which facts of a negotiation are written. */
export interface EditView {
  title: string;
  /** Where its forms are sent, where what is typed is read, where the negotiation is, and where what it was opened with is changed. */
  address: { form: string; reading: string; negotiation: string; opening: string | null };
  formToken: string;
  /** What went wrong as a whole. */
  notices: string[];
  /** What can be added, where that is still to be chosen. */
  types: Option[] | null;
  form: FormView | null;
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
  nested: NestedForm;
  /** Of a fact that stands; a negotiation is not taken back on a page. */
  isRetractable: boolean;
  citations: { source: FieldView; place: FieldView; wording: FieldView }[];
  source: FieldView[];
  reason: FieldView;
  withdrawn: FieldView;
}

/** What a page of its own adds; here it is changed. */
export const OPENING = 'negotiation.opened' satisfies FactType;
/** Fact types that can be added on this page. */
export const ADDABLE = FACT_TYPES.filter((type) => type !== OPENING);

export function typeOptions(): Option[] {
  return ADDABLE.map((value) => ({ value, text: words.edit.types[value] ?? value }));
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
const FIRST = ['what', 'said by', 'round', 'due', 'summary'];

export function formView({ draft, problems, tongue, sources, accounts }: Scene): FormView {
  const { op, type, fields, source } = draft;
  const shown: MakeField = (name, label, value, more = {}) => {
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
  // Where the talks take place is said once, when the negotiation is opened.
  const isFixed = (key: string): boolean => type === OPENING && key === 'zone';
  const inRows = new Set(fieldsOf(type).flatMap(({ key, form }) => (form === 'parts' && (fields[key] ?? '') === '' ? [key] : [])));
  const all = fieldsOf(type).filter(({ key }) => !isFixed(key) && !inRows.has(key)).map((field) => ({ field, view: typed('f.', type, fields)(field) }));
  const isFirst = ({ field, view }: (typeof all)[number]): boolean => field.isNeeded || FIRST.includes(field.key) || view.value !== '' || view.errors.length > 0;
  const known = [...sources, { value: NEW_SOURCE, text: words.edit.newSource }];
  const cited = (row: Cited, index: number): FormView['citations'][number] => ({
    source: shown(`c.${index}.source`, words.edit.source, row.source, { control: 'choice', options: known }),
    place: shown(`c.${index}.place`, words.edit.place, row.place, { hint: words.edit.placeHint }),
    wording: shown(`c.${index}.wording`, words.edit.wording, row.wording),
  });
  return {
    op,
    type,
    typeName: words.edit.types[type] ?? type,
    hidden: Object.entries({ type, event: draft.event, revision: draft.revision, account: draft.account, ...(op === 'record' ? {} : { fact: draft.fact }), ...(isFixed('zone') ? { 'f.zone': tongue.zone } : {}) }).map(([name, value]) => ({ name, value: String(value) })),
    fact: op === 'record' ? shown('fact', words.edit.fact, draft.fact, { isNeeded: true, hint: words.edit.factHint }) : null,
    accounts,
    fields: all.filter(isFirst).map(({ view }) => view),
    more: all.filter((each) => !isFirst(each)).map(({ view }) => view),
    isRetractable: op !== 'record' && op !== 'reinstate' && type !== OPENING,
    nested: nestedForm(draft.nested, inRows, shown, problems),
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
