import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, type Clocks, inSlices, type Question } from '#libs/application';
import type { Course, StateAnswer } from '#libs/domain';
import { type PageQuery, pageAddress } from '../query.js';
import { words } from '../words/en.js';
import { placesOf } from './address.js';
import { sceneOf } from './chart/chart.js';
import { drawingWithin, type SmallChart } from './chart/small-chart.js';
import { cutTo } from './cut.js';
import { momentText, type MomentText } from './dates.js';
import { deadlinesView } from './deadlines.js';
import { checkRoot } from './pinned.js';

export const EMBEDS = ['chart', 'headline', 'deadlines'] as const;
export type EmbedName = (typeof EMBEDS)[number];

/** A part of a negotiation's page for a frame in an article. Its texts are cut, so that it stays small whatever is recorded. */
export interface EmbedView {
  title: string;
  now: MomentText;
  /** The page at the same moment; pinned where the embed is. */
  page: string;
  part: { name: 'chart'; chart: SmallChart | null } | { name: 'headline'; text: string } | { name: 'deadlines'; rows: { due: string; what: string; reading: string; isOpen: boolean }[]; more: string };
  isPinned: boolean;
}

/** Bytes of a title, a sentence, a line; how many deadlines. */
const MOST = { title: 300, sentence: 3_000, line: 240, rows: 8 };

/** @throws QuestionError as the questions that it asks; Problem other-record where the address was made from another record */
export async function embedView(queries: QueryBus, id: string, name: EmbedName, query: PageQuery): Promise<EmbedView> {
  const ask = (question: Question): Promise<Answer> => queries.execute(new Ask(question));
  const { at, known, ledger, conventions, root, scale } = query;
  const clocks: Clocks = { at, known, ledger, conventions };
  const { body, isPinned } = await ask({ ask: 'state', negotiation: id, ...clocks });
  const state = body as StateAnswer;
  checkRoot(query, state.basis);
  const { instant, zone } = state.basis.at;
  return {
    title: cutTo(MOST.title, state.title),
    now: momentText(instant, zone),
    page: pageAddress(id, { ...clocks, root, scale }),
    part: await partOf(ask, { ask: 'course', negotiation: id, ...clocks }, name, state, scale === 'own'),
    isPinned,
  };
}

async function partOf(ask: (question: Question) => Promise<Answer>, asked: Clocks & { ask: 'course'; negotiation: string }, name: EmbedName, state: StateAnswer, ownScales: boolean): Promise<EmbedView['part']> {
  switch (name) {
    case 'headline':
      return { name, text: cutTo(MOST.sentence, state.headline) };
    case 'chart':
      return { name, chart: await inSlices(drawingWithin((await ask(asked)).body as Course, sceneOf(state, ownScales))) };
    case 'deadlines': {
      const { rows } = deadlinesView(state, asked, placesOf(asked.negotiation, {}, asked));
      // Those that are still to come first.
      const listed = [...rows.filter(({ isOpen }) => isOpen), ...rows.filter(({ isOpen }) => !isOpen)].slice(0, MOST.rows);
      const left = state.deadlines.length - listed.length;
      return { name, rows: listed.map(({ due, what, reading, isOpen }) => ({ due: cutTo(MOST.line, due), what: cutTo(MOST.line, what), reading: cutTo(MOST.line, reading), isOpen })), more: left > 0 ? words.embed.more(left) : '' };
    }
  }
}
