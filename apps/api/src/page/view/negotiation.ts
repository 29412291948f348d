import type { QueryBus } from '@nestjs/cqrs';
import { type Answer, Ask, inSlices, pathOf, type Question } from '#libs/application';
import type { Course, StateAnswer } from '#libs/domain';
import { pageAddress, type PageQuery } from '../query.js';
import { placesOf } from './address.js';
import { answerView, type AnswerView } from './answer.js';
import { basisView, type BasisView } from './basis.js';
import { beginningView, type BeginningView } from './beginning.js';
import { breakdownView, type BreakdownView } from './breakdowns.js';
import { drawing, sceneOf, tonesOf } from './chart/chart.js';
import { chartSection, type ChartSection } from './chart/section.js';
import { citeView, type CiteView } from './cite.js';
import { compareView, type CompareView, todayLinks } from './compare.js';
import { type EmbedSnippet, embedSnippets } from './embed-snippets.js';
import { explainView, type ExplainView } from './explain.js';
import { momentView, type MomentView } from './moment.js';
import { noticesView, type NoticesView } from './notices.js';
import { checkRoot, pinnedClocks } from './pinned.js';
import { recordView, type RecordView } from './record.js';
import { pageStanding } from './standing.js';
import { askStory } from './story/part.js';
import { storyView, type StoryView } from './story/story.js';

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
  cite: CiteView;
  compare: CompareView;
  /** Of a page that never changes: how today's answer differs. */
  today: { href: string; json: string } | null;
  /** For articles. */
  embeds: EmbedSnippet[];
  /** Every clock is an instant, the ledger a size: it stays as it is. */
  isPinned: boolean;
  /** Where no fact is recorded, whatever the moment. */
  beginning: BeginningView | null;
  basis: BasisView;
  record: RecordView;
  story: StoryView;
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
  /** Whether its counts add up, and how to check that nobody altered it. */
  audit: string;
  /** Where facts are added and changed by those who may. */
  edit: string;
}

/**
 * @param origin scheme and host of this server, as readers reach it
 * @throws QuestionError as the questions that it asks; Problem other-record where the address was made from another record
 */
export async function negotiationView(queries: QueryBus, id: string, query: PageQuery, origin: string): Promise<NegotiationView> {
  const ask = (question: Question): Promise<Answer> => queries.execute(new Ask(question));
  const { shown, clocks: asked, axis, errors, unread } = await pageStanding(ask, id, query);
  const { body, pinned, isPinned } = await ask({ ask: 'state', negotiation: id, ...asked });
  const state = body as StateAnswer;
  checkRoot(query, state.basis);
  const course = (await ask({ ask: 'course', negotiation: id, ...asked })).body as Course;
  const chart = await inSlices(drawing(course, sceneOf(state, query.scale === 'own')));
  const told = await askStory(ask, { ask: 'story', negotiation: id, ...asked, place: query.story, order: query.order, kind: query.kind, source: query.source }, shown.fact);
  const places = placesOf(id, shown, asked, told.sources.map(({ source }) => source));
  const compared = await compareView(ask, { id, query: shown, clocks: asked, basis: state.basis, places });
  const forEver = { ...shown, ...pinnedClocks(pinned, state.basis), with: compared.with };
  const staysSo = isPinned && query.with === compared.with;
  return {
    id,
    title: state.title,
    address: {
      page: pageAddress(id, shown),
      view: pageAddress(id, { ...shown, ...unread }, '/view.json'),
      pinned: pageAddress(id, forEver),
      json: pathOf({ ask: 'state', negotiation: id, ...asked }),
      edit: pageAddress(id, {}, '/edit'),
      audit: pageAddress(id, { ...asked, fact: shown.fact, root: shown.root }, '/audit'),
    },
    moment: momentView({ id, query: shown, typed: query, clocks: asked, basis: state.basis, axis, errors }),
    answer: answerView(state, places),
    notices: noticesView(state.notices, tonesOf(course, state.notices.all.notice), places),
    chart: chartSection(chart, query.scale, places),
    breakdown: breakdownView(state.notices, query.by, places),
    explain: query.explain === undefined ? null : await explainView(ask, { ask: 'explain', negotiation: id, path: query.explain, ...asked }, places),
    basis: basisView(state.basis, pageAddress(id, forEver), { ask: 'state', negotiation: id, ...asked }),
    record: recordView(state, asked, places),
    cite: citeView({
      negotiation: id,
      title: state.title,
      sentence: state.headline,
      basis: state.basis,
      url: origin + pageAddress(id, forEver),
      file: (ending) => pageAddress(id, forEver, `/cite.${ending}`),
    }),
    embeds: embedSnippets(origin, id, state.title, forEver),
    story: storyView(told, query, places),
    compare: compared.compare,
    today: staysSo ? todayLinks(id, forEver) : null,
    isPinned: staysSo,
    beginning: axis.total === 0 && asked.known === undefined && asked.ledger === undefined ? beginningView(id) : null,
  };
}
