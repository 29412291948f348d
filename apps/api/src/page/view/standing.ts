import { type Answer, type Clocks, type Question, QuestionError } from '#libs/application';
import type { AxisAnswer } from '#libs/domain';
import type { PageQuery } from '../query.js';
import { readMoment, type ReadMoment } from './moment-words.js';

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
  /** The clocks that can't be read, as they were typed. */
  unread: Clocks;
}

export type Errors = Record<'at' | 'known' | 'ledger', string | null>;

/**
 * A clock that can't be read is told beside its field, and taken as now.
 * @throws QuestionError as the questions that it asks
 */
export async function pageStanding(ask: AskFor, id: string, query: PageQuery): Promise<PageStanding> {
  const { clocks, errors } = await readClocks(ask, id, query);
  const { fact, index } = query;
  const standing = (axis: AxisAnswer, clocks: Clocks, errors: Errors): PageStanding => {
    const isStep = index !== undefined && axis.step !== null;
    const here = isStep ? { ...clocks, at: axis.step!.instant } : clocks;
    const unread = Object.fromEntries((['at', 'known', 'ledger'] as const).flatMap((name) => (errors[name] === null ? [] : [[name, query[name]]])));
    return { shown: { ...query, ...here, fact: isStep ? axis.step!.fact : fact, index: undefined }, clocks: here, axis, errors, unread };
  };
  const axisAt = async (clocks: Clocks): Promise<AxisAnswer> => (await ask({ ask: 'steps', negotiation: id, ...clocks, fact, index })).body as AxisAnswer;
  try {
    return standing(await axisAt(clocks), clocks, errors);
  } catch (error) {
    if (!(error instanceof QuestionError) || error.code !== 'ledger-beyond-head') throw error;
    const now = { ...clocks, ledger: undefined };
    return standing(await axisAt(now), now, { ...errors, ledger: error.message });
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const SIZE = /^\d+$/;

async function readClocks(ask: AskFor, id: string, { at, known, ledger, conventions }: PageQuery): Promise<{ clocks: Clocks; errors: Errors }> {
  // What the page itself wrote needs no reading: a step of the scrubber costs no question more.
  if ([at, known].every((text) => text === undefined || INSTANT.test(text)) && (ledger === undefined || SIZE.test(ledger))) return { clocks: { at, known, ledger, conventions }, errors: { at: null, known: null, ledger: null } };
  const { body, basis } = await ask({ ask: 'steps', negotiation: id });
  const { last } = body as AxisAnswer;
  const here = { zone: basis.at.zone, year: Number((last?.instant ?? basis.at.instant).slice(0, 4)) };
  const read = { at: readMoment(at, here), known: readMoment(known, here), ledger: ledger !== undefined && SIZE.test(ledger) ? { asked: ledger } : readMoment(ledger, here) };
  const askedOf = (moment: ReadMoment): string | undefined => ('asked' in moment ? moment.asked : undefined);
  const errorOf = (moment: ReadMoment): string | null => ('error' in moment ? moment.error : null);
  return {
    clocks: { at: askedOf(read.at), known: askedOf(read.known), ledger: askedOf(read.ledger), conventions },
    errors: { at: errorOf(read.at), known: errorOf(read.known), ledger: errorOf(read.ledger) },
  };
}
