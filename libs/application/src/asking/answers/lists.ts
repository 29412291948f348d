import { findingTimeline, SIDES, type Side, type Slices, type StatementAnswer, tellingStatements } from '#libs/domain';
import type { Table } from '#libs/formats';
import { inSlices } from '../../breather.js';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { resolvePoint, resolveStart } from '../moments.js';
import { type Paged, pageOf } from '../pages.js';
import type { Answer, StatementsQuestion, TimelineQuestion } from '../questions.js';
import type { Scene } from '../scene.js';
import { statementTable, timelineTable } from './tables.js';

/** One page of the timeline, or of the statements. */
export async function listAnswer(scene: Scene, question: TimelineQuestion | StatementsQuestion): Promise<Answer> {
  const { zone } = scene;
  const bounds = {
    from: question.from === undefined ? undefined : resolveStart('from', question.from, zone),
    to: question.to === undefined ? undefined : resolvePoint('to', question.to, zone, scene.present.now).instant,
  };
  const { items, total, ...rest } = await (question.ask === 'timeline' ? timelinePage(scene, question, bounds) : statementsPage(scene, question, bounds));
  return framed(question, scene, { negotiation: question.negotiation, total, items }, rest);
}

interface Within {
  from: number | undefined;
  to: number | undefined;
}

type ListPage = Paged<object> & { table: () => Table };

async function timelinePage({ evidence, timeline, pinned }: Scene, question: TimelineQuestion, within: Within): Promise<ListPage> {
  const { order, type, party, person, q, include } = question;
  const filter = { order, ...within, type, party, person, q, retracted: include?.includes('retracted'), history: include?.includes('history') };
  const page = pageOf(await inSlices(findingTimeline(evidence, timeline, filter)), question, pinned);
  const items = page.items.map((tell) => tell());
  return { ...page, items, table: () => timelineTable(items) };
}

async function statementsPage({ evidence, pinned }: Scene, question: StatementsQuestion, { from, to }: Within): Promise<ListPage> {
  const { speaker, side, topic, q } = question;
  const filter = { ...(speaker && { speaker }), ...(side && { side: sideOf(side) }), ...(topic && { topic }), ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const told = await inSlices(tellingStatements(evidence, filter));
  const page = pageOf(q === undefined ? told : await inSlices(holding(words(q), told)), question, pinned);
  return { ...page, table: () => statementTable(page.items) };
}

/** The statements that hold all words. */
function* holding(wanted: readonly string[], statements: readonly StatementAnswer[]): Slices<StatementAnswer[]> {
  const found: StatementAnswer[] = [];
  for (const statement of statements) {
    const told = new Set(words(`${statement.speaker} ${statement.gist}`));
    if (wanted.every((word) => told.has(word))) found.push(statement);
    yield;
  }
  return found;
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
