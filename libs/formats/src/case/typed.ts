import { stringify } from 'yaml';
import type { z } from 'zod';
import { DIMENSIONS, finished, isStanding, referencesIn, type Claim, type ClaimInput, type FactType, wordsFor } from '#libs/domain';
import { checkMeaning } from './check.js';
import { factOf } from './entry.js';
import type { Located, Place, Report } from './located.js';
import { createProblems } from './problems.js';
import { COMMON, formOf, keyOf, memberOf, membersOf, type FieldForm } from './vocabulary.js';
import { readingYaml } from './yaml.js';

/** A key of a fact type, as somebody fills it in. */
export interface TypedField {
  /** As in a case file: `said by`. */
  key: string;
  form: FieldForm;
  /** Of a choice. */
  options: string[];
  isNeeded: boolean;
}

/** What was typed of a fact, key by key: in the words of a case file, ids as the ledger has them. */
export type Typed = Readonly<Record<string, string>>;

/** A claim as it was understood; its problems, each at its key. */
export interface ReadTyped {
  input: ClaimInput;
  /** Absent where there are problems. */
  claim: Claim | undefined;
  problems: { key: string; message: string }[];
}

/** The keys of a type but `source`, those that are needed first. */
export function fieldsOf(type: FactType): TypedField[] {
  const own = Object.entries(membersOf(type)).map(([member, schema]) => ({ key: keyOf(member), ...formOf(type, member), isNeeded: !schema.safeParse(undefined).success }));
  const whole = type === 'notices.issued' ? DIMENSIONS.map((by) => ({ key: by as string, form: 'line' as const, options: [], isNeeded: false })) : [];
  return [
    ...(isStanding(type) ? [] : [field('when', 'date', true)]),
    ...own.filter(({ isNeeded }) => isNeeded),
    ...own.filter(({ isNeeded }) => !isNeeded),
    ...whole,
    field('said by', 'line'),
    field('reported', 'date'),
    { ...field('rank', 'choice'), options: [...(COMMON.rank as unknown as z.ZodEnum).options.map(String)] },
    field('order', 'number'),
  ];
}

function field(key: string, form: FieldForm, isNeeded = false): TypedField {
  return { key, form, options: [], isNeeded };
}

/**
 * Reads what was typed as the entry of a case file is read, so that the two can't differ. An empty field is one that was left out.
 * @param sources where it was read, by the ledger's ids
 */
export function readTyped(type: FactType, typed: Typed, sources: NonNullable<ClaimInput['sources']>, zone: string): ReadTyped {
  const problems = createProblems();
  const fields = new Map(fieldsOf(type).map(({ key, form }) => [key, locate(key, form, (typed[key] ?? '').trim(), problems.report)]));
  const given = [...fields].filter(([, { value }]) => value !== undefined);
  const fact = factOf(type, { id: '', place: placeOf('type'), fields: new Map(given) }, problems.report);
  const input: ClaimInput = { ...fact.claims[0]?.input, data: fact.claims[0]?.input.data, ...(sources.length === 0 ? {} : { sources }) };
  const where = placeOf('source');
  const loaded = checkMeaning({ id: '', type, claims: [input], where, fields: [fields] }, zone, problems);
  const found = problems.inOrder([]).map(({ file, message, advice }) => ({ key: file, message: advice === undefined ? message : `${message} (${advice})` }));
  return { input, claim: found.length === 0 ? loaded?.checked[0] : undefined, problems: found };
}

/** The key stands for the file in which a problem is found. */
function placeOf(key: string): Place {
  return { file: key, line: 1, column: 1 };
}

function textAt(key: string, text: string): Located {
  return { value: text, text, place: placeOf(key), key: placeOf(key) };
}

function locate(key: string, form: FieldForm, text: string, report: Report): Located {
  const here = placeOf(key);
  if (text === '') return { value: undefined, place: here, key: here };
  if (form === 'number' && /^\d{1,15}$/.test(text)) return { ...textAt(key, text), value: Number(text) };
  if (form === 'words') {
    const items = text.split(/[\s,]+/).filter((word) => word !== '').map((word) => textAt(key, word));
    return { value: items.map(({ text: word }) => word), items, place: here, key: here };
  }
  if (form !== 'parts' && !(isCounted(form) && text.startsWith('{'))) return textAt(key, text);
  const { root, problems } = finished(readingYaml(key, text));
  problems.forEach(report);
  return root ?? textAt(key, text);
}

function isCounted(form: FieldForm): boolean {
  return form === 'count' || form === 'amount';
}

/** A claim as the ledger has it, or as it is printed. */
type Kept = Pick<Claim, 'order' | 'attributedTo' | 'rank'> & { happened: { edtf: string }; data: unknown; reported?: { edtf: string } | null | undefined };

/** What would be typed to say a claim again: `readTyped` understands it as the same. */
export function typedOf({ happened, order, data, attributedTo, reported, rank }: Kept): Record<string, string> {
  const own = Object.entries(data as Record<string, unknown>).map(([member, value]) => [keyOf(member), typedText(inputOf(value))]);
  return {
    ...(happened.edtf === '..' ? {} : { when: happened.edtf }),
    ...Object.fromEntries(own),
    ...(order === undefined ? {} : { order: String(order) }),
    ...(attributedTo === undefined ? {} : { 'said by': attributedTo }),
    ...(reported === null || reported === undefined ? {} : { reported: reported.edtf }),
    ...(rank === 'normal' ? {} : { rank }),
  };
}

/** Data as it is sent: dates as EDTF, counts and amounts in the words that give them. */
export function inputOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  if (typeof members['edtf'] === 'string') return members['edtf'];
  if (typeof members['qualifier'] === 'string') return countInput(members);
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, inputOf(member)]));
}

function countInput({ wording, unit, low, high, derived }: Record<string, unknown>): unknown {
  if (unit === undefined) return derived === undefined ? wording : { wording, low, high, derived };
  const said = wordsFor('UTC').amount.safeParse(wording);
  const isPlain = said.success && said.data.unit === unit && said.data.low === low && said.data.high === high;
  return isPlain ? wording : { wording, unit, low, high };
}

/** What is typed for data as it is sent: a list of words with commas between, all that has parts in YAML. */
export function typedText(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return stringify(value, Array.isArray(value) ? {} : { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

/** Whether a key names other facts. */
export function namesFacts(type: FactType, key: string): boolean {
  return referencesIn(type, { [memberOf(key)]: 'x' }, '').length > 0;
}
