import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask } from '#libs/application';
import type { StateAnswer } from '#libs/domain';
import type { PageQuery } from '../query.js';
import { answerView, type AnswerView } from './answer.js';

/** A negotiation at a moment, in words: all that its page shows. The browser gets the same as JSON when the moment moves. */
export interface NegotiationView {
  id: string;
  title: string;
  address: Address;
  answer: AnswerView;
}

/** Where this view is found. */
export interface Address {
  page: string;
  /** The same as JSON. */
  view: string;
  /** For ever: every clock an instant, the ledger a size. */
  pinned: string;
}

/** @throws QuestionError as the questions that it asks */
export async function negotiationView(queries: QueryBus, id: string, query: PageQuery): Promise<NegotiationView> {
  const { body, pinned } = await queries.execute<Ask, Answer>(new Ask({ ask: 'state', negotiation: id, ...query }));
  const state = body as StateAnswer;
  return { id, title: state.title, address: addressOf(id, query, pinned as PageQuery), answer: answerView(state) };
}

function addressOf(id: string, query: PageQuery, { at, known, ledger, conventions }: PageQuery): Address {
  const path = `/n/${encodeURIComponent(id)}`;
  return { page: path + textOf(query), view: `${path}/view.json${textOf(query)}`, pinned: path + textOf({ at, known, ledger, conventions }) };
}

function textOf(query: PageQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
