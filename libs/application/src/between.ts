import { difference, type Difference, LISTED, type Moment, replay, type ReplayStep } from '#libs/domain';
import { createBreather } from './breather.js';
import { QuestionError } from './errors.js';
import { resolveLedger, resolvePoint, resolveStart } from './moments.js';
import { clocksOfPage, pageOf } from './pages.js';
import type { Answer, BetweenQuestion, Clocks, DiffQuestion } from './questions.js';
import { type Archive, type Scene, sceneOf } from './scene.js';
import { changedFactTable, changeTable } from './tables.js';

/** What changed between two points of one clock, with a page of the facts. @throws QuestionError missing-parameter without a `from` */
export async function diffAnswer(scene: Scene, question: DiffQuestion): Promise<Answer> {
  const clock = question.clock ?? 'happened';
  if (question.from === undefined) throw new QuestionError('missing-parameter', `from: the point on the ${clock} clock to compare with`, [{ pointer: '/from', message: 'is needed' }]);
  const clocks = clocksOfPage(question);
  const from = await standpoint(scene, clocks, clock, question.from);
  const to = await standpoint(scene, clocks, clock, question.to);
  const changes = difference(scene.timeline, from, to);
  const axis = AXES[clock];
  const pinned = { ...question, ...to.pinned, from: from.pinned[axis], to: to.pinned[axis] };
  const { items, total, next } = pageOf(changes.facts, question, to.pinned);
  return {
    body: { negotiation: question.negotiation, clock, ...changes, values: changes.values.map(brief), facts: items, factCount: total, ...(next === undefined ? {} : { next }), basis: to.basis },
    basis: to.basis,
    table: () => (question.list === 'facts' ? changedFactTable(changes) : changeTable(changes)),
    pinned,
    ...(next === undefined ? {} : { next: { ...pinned, cursor: next } }),
    isPinned: scene.isPinned && question.from === from.pinned[axis] && question.to === to.pinned[axis],
  };
}

function brief(change: Difference['values'][number]): Difference['values'][number] {
  return { ...change, because: change.because.slice(0, LISTED) };
}

const AXES = { happened: 'at', reported: 'known', recorded: 'ledger' } as const;

/** The scene moved to another point of one clock; an end that is left open stays where the question's clocks are. */
async function standpoint(scene: Scene, clocks: Clocks, clock: keyof typeof AXES, point: string | undefined): Promise<Scene> {
  const { at, known, ledger, conventions } = clocks;
  return scene.at({ at, known, ledger, conventions, ...(point === undefined ? {} : { [AXES[clock]]: point }) });
}

/** The steps of a replay, one after another; others have their turn between them. */
export async function* replayOf(archive: Archive, question: BetweenQuestion<'replay'>): AsyncGenerator<ReplayStep> {
  const scene = await sceneOf(archive, question.negotiation, question);
  const breathe = createBreather();
  for (const step of replay(scene.timeline, await playedBy(scene, question))) {
    yield step;
    await breathe();
  }
}

async function playedBy({ zone, moment, present }: Scene, { clock = 'happened', from, to }: BetweenQuestion<'replay'>): Promise<Parameters<typeof replay>[1]> {
  const asked = { clock, moment };
  if (clock === 'recorded') return { ...asked, from: from === undefined ? 0 : (await resolveLedger(from, zone, present)).size, to: to === undefined ? moment.ledger : (await resolveLedger(to, zone, present)).size };
  const end = (axis: keyof Moment): number => (to === undefined ? moment[axis] : resolvePoint('to', to, zone, present.now).instant);
  return { ...asked, from: from === undefined ? null : resolveStart('from', from, zone), to: end(clock === 'happened' ? 'at' : 'known') };
}
