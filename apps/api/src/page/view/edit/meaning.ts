import type { Claim, ClaimInput, Command } from '#libs/domain';
import { fieldsOf, inputOf, readTyped, type Typed } from '#libs/formats';
import { citationsOf, type Draft, NEW_SOURCE } from './draft.js';
import { caseWords } from './date-words.js';
import { checkNested, textsOf } from './nested.js';
import type { Tongue } from './reading.js';

/** What is wrong, by the name of the field; `''` for what belongs to none. */
export type Problems = Record<string, string[]>;

/** What a form comes to: commands, and in which of them its own fact is told; or what is wrong. */
export interface Meaning {
  commands: Command[];
  problems: Problems;
  /** The claim that was written, where it can be read. */
  claim: Claim | undefined;
}

/** @param others the accounts of the fact that is changed, as they are kept */
export function meaningOf(draft: Draft, negotiation: string, others: readonly Claim[], tongue: Tongue): Meaning {
  const step = { id: draft.event, fact: draft.fact, ...(draft.reason === '' ? {} : { reason: draft.reason }) };
  const change = { ...step, expectedRevision: draft.revision };
  if (draft.op === 'reinstate') return { commands: [{ op: 'reinstate', ...change }], problems: {}, claim: undefined };
  if (draft.op === 'retract') {
    const read = draft.withdrawn.trim() === '' ? undefined : readTyped('deadline.set', { key: 'x', when: caseWords(draft.withdrawn, tongue.year) }, [], tongue.zone);
    const problems = { withdrawn: (read?.problems ?? []).map(({ message }) => message) };
    return { commands: [{ op: 'retract', ...change, ...(read?.input.happened === undefined ? {} : { reported: read.input.happened }) }], problems: withoutEmpty(problems), claim: undefined };
  }
  const problems: Problems = {};
  const note = (name: string, message: string): void => void (problems[name] ??= []).push(message);
  const texts = textsOf(draft.nested);
  const { input, claim, problems: found } = readTyped(draft.type, inCaseWords(draft.type, { ...draft.fields, ...texts }, tongue), citationsOf(draft), tongue.zone);
  checkNested(draft.nested, tongue, note);
  // What is told at one of its rows is not told of the whole again.
  const areRowsWrong = Object.keys(problems).length > 0;
  for (const { key, message } of found) if (!(key in texts && areRowsWrong)) note(key === 'source' ? 'c.0.source' : `f.${key}`, message);
  const claims = [...others.map(asInput)];
  claims.splice(draft.account, 1, input);
  const own: Command = draft.op === 'record' ? { op: 'record', ...step, negotiation, type: draft.type, claims } : draft.op === 'revise' ? { op: 'revise', ...change, claims } : { op: 'mend', ...change, claims };
  return { commands: [...sourceCommand(draft, negotiation, tongue, note), own], problems, claim };
}

function sourceCommand(draft: Draft, negotiation: string, tongue: Tongue, note: (name: string, message: string) => void): Command[] {
  if (!draft.citations.some(({ source }) => source === NEW_SOURCE)) return [];
  const { id = '', ...fields } = draft.source;
  const { input, problems } = readTyped('source.registered', inCaseWords('source.registered', fields, tongue), [], tongue.zone);
  for (const { key, message } of problems) note(`s.${key}`, message);
  return [{ op: 'record', id: `${draft.event}-source`, negotiation, fact: id.trim(), type: 'source.registered', claims: [input] }];
}

function inCaseWords(type: Draft['type'], fields: Typed, { year }: Tongue): Typed {
  const dates = new Set(fieldsOf(type).filter(({ form }) => form === 'date').map(({ key }) => key));
  return Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, dates.has(key) ? caseWords(text, year) : text]));
}

/** An account that stays as it is. */
function asInput({ happened, data, reported, ...rest }: Claim): ClaimInput {
  return { ...rest, data: inputOf(data), ...(happened.edtf === '..' ? {} : { happened: happened.edtf }), ...(reported === undefined ? {} : { reported: reported.edtf }) };
}

function withoutEmpty(problems: Problems): Problems {
  return Object.fromEntries(Object.entries(problems).filter(([, messages]) => messages.length > 0));
}
