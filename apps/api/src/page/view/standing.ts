import type { Answer, Clocks, Question } from '#libs/application';
import type { AxisAnswer } from '#libs/domain';
import type { PageQuery } from '../query.js';
import { readMoment } from './moment-words.js';

/** Asks a question of the application. */
export type AskFor = (question: Question) => Promise<Answer>;

/** Where a page of a negotiation stands among its facts. */
export interface PageStanding {
  /** What the page's address says, a step told as a moment. */
  shown: PageQuery;
  /** The clocks as the API takes them. */
  clocks: Clocks;
  axis: AxisAnswer;
  errors: Errors;
}

export type Errors = Record<'at' | 'known', string | null>;

/**
 * A clock that can't be read is told beside its field, and taken as now.
 * @throws QuestionError as the questions that it asks
 */
export async function pageStanding(ask: AskFor, id: string, query: PageQuery): Promise<PageStanding> {
  const { clocks, errors } = await readClocks(ask, id, query);
  const { fact, index } = query;
  const axis = (await ask({ ask: 'steps', negotiation: id, ...clocks, fact, index })).body as AxisAnswer;
  const isStep = index !== undefined && axis.step !== null;
  const here = isStep ? { ...clocks, at: axis.step!.instant } : clocks;
  return { shown: { ...query, ...here, fact: isStep ? axis.step!.fact : fact, index: undefined }, clocks: here, axis, errors };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

async function readClocks(ask: AskFor, id: string, { at, known, ledger, conventions }: PageQuery): Promise<{ clocks: Clocks; errors: Errors }> {
  // What the page itself wrote needs no reading: a step of the scrubber costs no question more.
  if ([at, known].every((text) => text === undefined || INSTANT.test(text))) return { clocks: { at, known, ledger, conventions }, errors: { at: null, known: null } };
  const { body, basis } = await ask({ ask: 'steps', negotiation: id });
  const { last } = body as AxisAnswer;
  const here = { zone: basis.at.zone, year: Number((last?.instant ?? basis.at.instant).slice(0, 4)) };
  const [readAt, readKnown] = [readMoment(at, here), readMoment(known, here)];
  return {
    clocks: { at: 'asked' in readAt ? readAt.asked : undefined, known: 'asked' in readKnown ? readKnown.asked : undefined, ledger, conventions },
    errors: { at: 'error' in readAt ? readAt.error : null, known: 'error' in readKnown ? readKnown.error : null },
  };
}
