import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, type Clocks, pathOf, type Question } from '#libs/application';
import { type AxisAnswer, type Course, instantOf, type StateAnswer } from '#libs/domain';
import { pageAddress, type PageQuery } from '../query.js';
import { placesOf } from './address.js';
import { answerView, type AnswerView } from './answer.js';
import { breakdownView, type BreakdownView } from './breakdowns.js';
import { chartView, tonesOf } from './chart/chart.js';
import { chartSection, type ChartSection } from './chart/section.js';
import { explainView, type ExplainView } from './explain.js';
import { momentView, type MomentView } from './moment.js';
import { readMoment } from './moment-words.js';
import { noticesView, type NoticesView } from './notices.js';
import { recordView, type RecordView } from './record.js';

/** A negotiation at a moment, in words: all that its page shows. The browser gets the same as JSON when the moment moves. */
export interface NegotiationView {
  id: string;
  title: string;
  address: Address;
  moment: MomentView;
  answer: AnswerView;
  notices: NoticesView;
  chart: ChartSection;
  breakdown: BreakdownView | null;
  explain: ExplainView | null;
  /** Every clock is an instant, the ledger a size: it stays as it is. */
  isPinned: boolean;
  record: RecordView;
}

/** Where this view is found. */
export interface Address {
  page: string;
  /** The same as JSON. */
  view: string;
  /** For ever: every clock an instant, the ledger a size. */
  pinned: string;
  /** The API's answer at the same moment. */
  json: string;
}

/**
 * A clock that can't be read is told beside its field, and taken as now.
 * @throws QuestionError as the questions that it asks
 */
export async function negotiationView(queries: QueryBus, id: string, query: PageQuery): Promise<NegotiationView> {
  const ask = (question: Question): Promise<Answer> => queries.execute(new Ask(question));
  const { clocks, errors } = await readClocks(ask, id, query);
  const { fact, index } = query;
  const steps = await ask({ ask: 'steps', negotiation: id, ...clocks, fact, index });
  const axis = steps.body as AxisAnswer;
  const here = index === undefined || axis.step === null ? { ...clocks, fact } : { ...clocks, at: axis.step.instant, fact: axis.step.fact };
  const { fact: _, ...asked } = here;
  const { body, pinned, isPinned } = await ask({ ask: 'state', negotiation: id, ...asked });
  const state = body as StateAnswer;
  const course = (await ask({ ask: 'course', negotiation: id, ...asked })).body as Course;
  const shown = { ...query, ...here, index: undefined };
  const places = placesOf(id, shown, asked);
  const { zone, instant } = state.basis.at;
  return {
    id,
    title: state.title,
    address: {
      page: pageAddress(id, shown),
      view: pageAddress(id, shown, '/view.json'),
      pinned: pageAddress(id, { ...shown, ...clocksOf(pinned) }),
      json: pathOf({ ask: 'state', negotiation: id, ...asked }),
    },
    moment: momentView({ id, query: errors.at === null ? shown : { ...shown, at: query.at }, clocks: asked, basis: state.basis, axis, errors }),
    answer: answerView(state, places),
    notices: noticesView(state.notices, tonesOf(course, state.notices.all.notice), places),
    chart: chartSection(chartView(course, { at: instantOf(instant), zone, ownScales: query.scale === 'own' }), query.scale, places),
    breakdown: breakdownView(state.notices, query.by, places),
    explain: query.explain === undefined ? null : await explainView(ask, { ask: 'explain', negotiation: id, path: query.explain, ...asked }, places),
    record: recordView(state, asked),
    isPinned,
  };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

type Errors = Record<'at' | 'known', string | null>;

/** The clocks as the API takes them. */
async function readClocks(ask: (question: Question) => Promise<Answer>, id: string, { at, known, ledger, conventions }: PageQuery): Promise<{ clocks: Clocks; errors: Errors }> {
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

function clocksOf({ at, known, ledger, conventions }: Clocks): Clocks {
  return { at, known, ledger, conventions };
}
