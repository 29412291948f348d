import type { ClaimInput, FactType } from '#libs/domain';
import { type ExistingFact, typedOf } from '#libs/formats';
import type { Form } from '../../../http/forms.js';
import { type Nested, nestedIn, NOTHING_NESTED, sentNested, textsOf } from './nested.js';

/** What a form says: all of it as typed. */
export interface Draft {
  op: string;
  type: FactType;
  fact: string;
  /** Id of the event that the form becomes, so that a form that is sent twice is recorded once. */
  event: string;
  /** Of a fact that is recorded: the revision that the author saw. */
  revision: number;
  /** Which of the fact's accounts is written. */
  account: number;
  fields: Record<string, string>;
  /** In the place of the fields of these names. */
  nested: Nested;
  citations: Cited[];
  /** A source that is to be recorded too: `id`, and the keys of its type. */
  source: Record<string, string>;
  reason: string;
  /** Of a retraction: when its source withdrew the fact. */
  withdrawn: string;
}

export interface Cited {
  source: string;
  place: string;
  wording: string;
}

/** Accounts of a fact, and citations of an account, at most. */
const MOST = 100;

export function newDraft(type: FactType, negotiation: string, event: string): Draft {
  return { op: 'record', type, fact: `${negotiation}.`, event, revision: 0, account: 0, fields: {}, nested: NOTHING_NESTED, citations: [], source: {}, reason: '', withdrawn: '' };
}

/** The form of a fact that is recorded. @param published of each source, as EDTF */
export function draftOf(fact: string, { type, revision, claims, retraction }: ExistingFact, account: number, event: string, published: ReadonlyMap<string, string>): Draft {
  const claim = claims?.[account];
  const base = { ...newDraft(type, '', event), op: retraction === undefined ? 'mend' : 'reinstate', fact, revision, account: Math.min(account, claims?.length ?? 0) };
  if (claim === undefined) return base;
  const { reported, ...all } = typedOf(claim);
  const nested = nestedIn(claim.data);
  const texts = textsOf(nested);
  const fields = Object.fromEntries(Object.entries(all).filter(([key]) => !(key in texts)));
  // What follows from the sources is not said again: with other sources it would be another day.
  const isSaid = reported !== undefined && !claim.sources.some(({ source }) => published.get(source) === reported);
  const citations = claim.sources.map(({ source, locator = '', wording = '' }) => ({ source, place: locator, wording }));
  return { ...base, fields: { ...fields, ...(isSaid ? { reported } : {}) }, nested, citations };
}

/** A form as it was sent. */
export function sentDraft(form: Form, type: FactType): Draft {
  const named = (prefix: string): Record<string, string> => Object.fromEntries(form.names().filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), form.text(name).replaceAll('\r\n', '\n')]));
  const cited = named('c.');
  const rows = Object.keys(cited).flatMap((name) => /^(\d{1,2})\.source$/.exec(name)?.[1] ?? []).slice(0, MOST);
  return {
    op: form.text('op'),
    type,
    fact: form.text('fact').trim(),
    event: form.text('event'),
    revision: wholeNumber(form.text('revision')),
    account: Math.min(wholeNumber(form.text('account')), MOST - 1),
    fields: named('f.'),
    nested: sentNested(named),
    citations: rows.map((row) => ({ source: cited[`${row}.source`] ?? '', place: (cited[`${row}.place`] ?? '').trim(), wording: (cited[`${row}.wording`] ?? '').trim() })).filter(({ source, place, wording }) => source + place + wording !== ''),
    source: named('s.'),
    reason: form.text('reason').trim(),
    withdrawn: form.text('withdrawn'),
  };
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

export function citationsOf({ citations, source }: Draft): NonNullable<ClaimInput['sources']> {
  return citations.map(({ source: id, place, wording }) => ({ source: id === NEW_SOURCE ? (source['id'] ?? '').trim() : id, ...(place === '' ? {} : { locator: place }), ...(wording === '' ? {} : { wording }) }));
}

/** In the place of a source's id: the one that the form describes. No id has such a character. */
export const NEW_SOURCE = '+';
