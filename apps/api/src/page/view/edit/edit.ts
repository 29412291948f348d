import type { QueryBus } from '@nestjs/cqrs';
import { Ask, type Parley } from '#libs/application';
import type { Claim, FactType, Rejection, SourceAnswer } from '#libs/domain';
import type { ExistingFact } from '#libs/formats';
import { Problem } from '../../../http/problem.js';
import { fieldAt } from './pointers.js';
import { stillWords as words } from '../../words/still.js';
import { saidInstant } from '../dates.js';
import { type Draft, draftOf, newDraft } from './draft.js';
import type { Option } from './field.js';
import { type EditView, formView, type FormView, OPENING, typeOptions } from './form.js';
import type { Problems } from './meaning.js';
import type { Tongue } from './reading.js';

/** What a page of editing stands on. */
export interface Desk {
  negotiation: string;
  title: string;
  tongue: Tongue;
  sources: Option[];
  published: ReadonlyMap<string, string>;
  /** The fact that is changed, if one is. */
  existing: ExistingFact | undefined;
  /** The fact that opened the negotiation, where it has the id that pages and files give it. */
  opening: string | undefined;
}

/** @throws QuestionError unknown-negotiation; Problem unknown-fact */
export async function deskOf(queries: QueryBus, parley: Parley, negotiation: string, fact: string | undefined): Promise<Desk> {
  const { body, basis } = await queries.execute(new Ask({ ask: 'negotiation', negotiation }));
  const { title, zone, span, sources } = body as { title: string; zone: string; span: { to: string } | null; sources: SourceAnswer[] };
  const existing = fact === undefined ? undefined : await parley.newest(fact);
  if (fact !== undefined && existing?.negotiation !== negotiation) throw new Problem('unknown-fact', `there is no fact ${fact} in ${negotiation} that can be changed here`);
  const opening = fact === undefined ? await parley.newest(negotiation) : undefined;
  return {
    negotiation,
    title,
    opening: opening?.type === OPENING ? negotiation : undefined,
    tongue: { zone, year: Number((span?.to ?? basis.at.instant).slice(0, 4)) },
    sources: sources.map(({ source, key, title: name, publisher }) => ({ value: source, text: [key, publisher, name].filter((text) => text !== undefined).join(' · ') })),
    published: new Map(sources.map(({ source, published }) => [source, published.edtf])),
    existing,
  };
}

/** The form as it is begun. */
export function begunDraft(desk: Desk, { fact, type, account }: { fact: string | undefined; type: FactType | undefined; account: number }, event: string): Draft | null {
  if (fact !== undefined && desk.existing !== undefined) return draftOf(fact, desk.existing, account, event, desk.published);
  return type === undefined ? null : newDraft(type, desk.negotiation, event);
}

export function editView(desk: Desk, draft: Draft | null, formToken: string, { problems = {}, notices = [] }: { problems?: Problems; notices?: string[] } = {}): EditView {
  const base = `/n/${encodeURIComponent(desk.negotiation)}`;
  const { existing } = desk;
  const isGone = existing !== undefined && existing.claims === null;
  return {
    title: draft === null || draft.op === 'record' ? words.edit.add(desk.title) : words.edit.change(draft.fact),
    address: { form: `${base}/edit`, reading: `${base}/edit/reading`, negotiation: base, opening: desk.opening === undefined ? null : `${base}/edit?${new URLSearchParams({ fact: desk.opening }).toString()}` },
    formToken,
    notices: [...notices, ...(problems[''] ?? []), ...(isGone ? [words.edit.gone] : [])],
    types: draft === null ? typeOptions() : null,
    form: draft === null || isGone ? null : formView({ draft, problems, tongue: desk.tongue, sources: desk.sources, accounts: accountsOf(base, draft, existing) }),
  };
}

function accountsOf(base: string, { fact, account }: Draft, existing: ExistingFact | undefined): FormView['accounts'] {
  if (existing === undefined) return [];
  const count = existing.claims?.length ?? 0;
  return Array.from({ length: count + 1 }, (_, index) => ({
    text: index === count ? words.edit.anotherAccount : words.edit.account(index + 1),
    href: index === account ? null : `${base}/edit?${new URLSearchParams({ fact, account: String(index) }).toString()}`,
  }));
}

/** A refused command as problems of the form's fields. */
export function problemsOf({ code, message, details, command }: Rejection, draft: Draft, commands: number): Problems {
  if (code === 'stale-revision') return { '': [words.edit.conflict(message)] };
  const isSource = commands === 2 && command === 0;
  const problems: Problems = {};
  for (const detail of details) (problems[fieldAt(detail.pointer, draft.account, isSource)] ??= []).push(detail.message);
  return details.length > 0 ? problems : { '': [message] };
}

/** The accounts of a fact, as they are kept. */
export function claimsOf({ existing }: Desk): readonly Claim[] {
  return existing?.claims ?? [];
}

/** What is told of an event that was just recorded; undefined where there is no such event. */
export async function receiptText(queries: QueryBus, fact: string, seq: number): Promise<string | undefined> {
  const { body, basis } = await queries.execute(new Ask({ ask: 'fact-history', fact }));
  const event = (body as { events: { seq: number; revision: number; recordedAt: string }[] }).events.find((each) => each.seq === seq);
  return event === undefined ? undefined : words.edit.receipt(seq, event.revision, saidInstant(event.recordedAt, basis.at.zone));
}
