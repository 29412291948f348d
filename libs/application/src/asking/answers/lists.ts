import { SIDES, type Side, statements, timeline, type View } from '#libs/domain';
import type { Table } from '#libs/formats';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { resolvePoint, resolveStart } from '../moments.js';
import { type Paged, pageOf } from '../pages.js';
import type { Answer, Clocks, StatementsQuestion, TimelineQuestion } from '../questions.js';
import type { Scene } from '../scene.js';
import { statementTable, timelineTable } from './tables.js';

/** One page of the timeline, or of the statements. */
export function listAnswer(scene: Scene, question: TimelineQuestion | StatementsQuestion): Answer {
  const { pinned, zone } = scene;
  const view = scene.view();
  const bounds = {
    from: question.from === undefined ? undefined : resolveStart('from', question.from, zone),
    to: question.to === undefined ? undefined : resolvePoint('to', question.to, zone, scene.present.now).instant,
  };
  const { items, total, ...rest } = question.ask === 'timeline' ? timelinePage(view, question, bounds, pinned) : statementsPage(view, question, bounds, pinned);
  return framed(question, scene, { negotiation: question.negotiation, total, items }, rest);
}

interface Within {
  from: number | undefined;
  to: number | undefined;
}

type ListPage = Paged<object> & { table: () => Table };

function timelinePage(view: View, question: TimelineQuestion, within: Within, pinned: Clocks): ListPage {
  const { order, type, party, person, q, include } = question;
  const page = pageOf(timeline(view, { order, ...within, type, party, person, q, retracted: include?.includes('retracted'), history: include?.includes('history') }), question, pinned);
  return { ...page, table: () => timelineTable(page.items) };
}

function statementsPage(view: View, question: StatementsQuestion, { from, to }: Within, pinned: Clocks): ListPage {
  const { speaker, side, topic, q } = question;
  const filter = { ...(speaker && { speaker }), ...(side && { side: sideOf(side) }), ...(topic && { topic }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const wanted = words(q ?? '');
  const found = statements(view, filter).filter(({ gist, speaker: name }) => {
    const told = new Set(words(`${name} ${gist}`));
    return wanted.every((word) => told.has(word));
  });
  const page = pageOf(found, question, pinned);
  return { ...page, table: () => statementTable(page.items) };
}

function sideOf(side: string): Side {
  const known = SIDES.find((name) => name === side);
  if (known === undefined) throw new QuestionError('bad-parameter', `there is no side "${side}"`, [{ pointer: '/side', message: `must be one of ${SIDES.join(', ')}` }]);
  return known;
}

/** Words without case and accents, for searching. */
function words(text: string): string[] {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
