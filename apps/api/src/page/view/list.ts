import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, type Clocks, cursorAfter, type NegotiationLine, type NegotiationsQuestion, pathOf, type Question } from '#libs/application';
import { type AxisAnswer, type Course, instantOf } from '#libs/domain';
import { listAddress, type ListQuery } from '../list-query.js';
import { pageAddress } from '../query.js';
import { stillWords as words } from '../words/still.js';
import type { FieldView } from './moment.js';
import { readMoment } from './moment-words.js';
import { sayNumber } from './numbers.js';
import { sparklineView, type SparklineView } from './sparkline.js';
import { spoken } from './spoken.js';
import type { Twins } from './twins.js';

/** The negotiations on record, a page of them, each at the moment in its own zone. */
export interface ListView {
  form: { q: string; statuses: { value: string; text: string; isChosen: boolean }[]; at: FieldView; kept: { name: string; value: string }[] };
  rows: ListRow[];
  /** Which of how many are shown; absent: none. */
  shown?: string;
  /** Why nothing is shown. */
  missing: 'everything' | 'fitting' | 'page' | null;
  previous: string | null;
  next: string | null;
  all: string;
  /** The same list for ever: every clock an instant, the ledger a size. */
  pinned: string;
  twins: Twins;
}

export interface ListRow {
  id: string;
  href: string;
  title: string;
  headline: string;
  /** Its first and last fact, and how many there are. */
  extent: string;
  status: string;
  notices: SparklineView | null;
  deadline: { due: string; what: string; reading: string } | null;
}

/** So many on a page. */
const ROWS = 50;

/** A date that can't be read is told beside its field, and taken as now. @throws QuestionError as the questions that it asks */
export async function listView(queries: QueryBus, query: ListQuery): Promise<ListView> {
  const ask = (question: Question): Promise<Answer> => queries.execute(new Ask(question));
  const { known, ledger, conventions, q, status, page = 1 } = query;
  const read = await readAt(ask, query.at);
  const asked: NegotiationsQuestion = { ask: 'negotiations', q, status, at: 'asked' in read ? read.asked : undefined, known, ledger, conventions };
  const answer = await pageOf(ask, asked, page);
  const { items, total } = answer.body as { items: NegotiationLine[]; total: number };
  const pinned = clocksOf(answer.pinned);
  const rows: ListRow[] = [];
  for (const line of items) rows.push(await rowOf(ask, line, pinned, clocksOf(asked)));
  const first = (page - 1) * ROWS + 1;
  const isFiltered = q !== undefined || status !== undefined;
  const toPage = (other: number): string => listAddress({ q, status, ...pinned, page: other });
  return {
    form: {
      q: q ?? '',
      statuses: Object.entries({ '': words.list.anyStatus, ...words.status.names }).map(([value, text]) => ({ value, text, isChosen: value === (status ?? '') })),
      at: { value: query.at ?? words.moment.now, error: 'error' in read ? read.error : null },
      kept: Object.entries({ known, ledger }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    },
    rows,
    ...(rows.length === 0 ? {} : { shown: words.list.shown(sayNumber(first), sayNumber(first + rows.length - 1), sayNumber(total)) }),
    missing: rows.length > 0 ? null : total > 0 ? 'page' : isFiltered ? 'fitting' : 'everything',
    previous: page > 1 ? toPage(page - 1) : null,
    next: first + rows.length <= total ? toPage(page + 1) : null,
    pinned: toPage(page),
    all: listAddress(clocksOf(asked)),
    twins: { json: pathOf(asked), csv: pathOf(asked, '.csv') },
  };
}

/** Days are read in each negotiation's own zone: here they only need to be days. */
async function readAt(ask: (question: Question) => Promise<Answer>, at: string | undefined): Promise<ReturnType<typeof readMoment>> {
  if (at === undefined) return { asked: undefined };
  const { basis } = await ask({ ask: 'negotiations', limit: 1 });
  return readMoment(at, { zone: basis.at.zone, year: Number(basis.at.instant.slice(0, 4)) });
}

/** A later page shows the moment of the first. */
async function pageOf(ask: (question: Question) => Promise<Answer>, question: NegotiationsQuestion, page: number): Promise<Answer> {
  if (page === 1) return ask({ ...question, limit: ROWS });
  const { pinned } = await ask({ ...question, limit: 1 });
  return ask({ ...question, limit: ROWS, cursor: cursorAfter((page - 1) * ROWS, clocksOf(pinned)) });
}

function clocksOf({ at, known, ledger, conventions }: Clocks): Clocks {
  return { at, known, ledger, conventions };
}

/** @param pinned all rows are of one moment @param asked where the row leads: the clocks as they were asked for */
async function rowOf(ask: (question: Question) => Promise<Answer>, line: NegotiationLine, pinned: Clocks, asked: Clocks): Promise<ListRow> {
  const { negotiation, title, zone, headline, status, nextDeadline } = line;
  const { body, basis } = await ask({ ask: 'course', negotiation, ...pinned });
  const { first, last, total } = (await ask({ ask: 'steps', negotiation, ...pinned })).body as AxisAnswer;
  return {
    id: negotiation,
    href: pageAddress(negotiation, asked),
    title,
    headline,
    extent: first === null || last === null ? words.list.noFacts : `${words.list.span(spoken(first.happened, zone), spoken(last.happened, zone))}; ${words.list.facts(total, sayNumber(total))}`,
    status: words.status.names[status as keyof typeof words.status.names],
    notices: sparklineView((body as Course).issued, instantOf(basis.at.instant)),
    deadline: nextDeadline === null ? null : { due: spoken({ edtf: nextDeadline.due, earliest: null, latest: null }, zone), what: nextDeadline.what, reading: nextDeadline.reading },
  };
}
