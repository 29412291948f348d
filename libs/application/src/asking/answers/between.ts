import { comparing, type Difference, LISTED, replay, type ReplayStep } from '#libs/domain';
import { createBreather, inSlices } from '../../breather.js';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { resolveLedger, resolvePoint, resolveStart } from '../moments.js';
import { clocksOfPage, pageOf } from '../pages.js';
import type { Answer, BetweenQuestion, ClockName, Clocks, DiffQuestion } from '../questions.js';
import { type Archive, type Scene, sceneOf } from '../scene.js';
import { changedFactTable, changeTable } from './tables.js';

/** What changed between two points of one clock, with a page of the facts. @throws QuestionError missing-parameter without a `from` */
export async function diffAnswer(scene: Scene, question: DiffQuestion): Promise<Answer> {
  const clock = question.clock ?? 'happened';
  if (question.from === undefined) throw new QuestionError('missing-parameter', `from: the point on the ${clock} clock to compare with`, [{ pointer: '/from', message: 'is needed' }]);
  const clocks = clocksOfPage(question);
  const from = await standpoint(scene, clocks, clock, 'from', question.from);
  const to = await standpoint(scene, clocks, clock, 'to', question.to);
  const changes = await inSlices(comparing(scene.timeline, from, to));
  const axis = AXES[clock];
  const { items, total, next } = pageOf(changes.facts, question, to.pinned);
  const ends = { from: from.pinned[axis], to: to.pinned[axis] };
  const isPinned = scene.isPinned && question.from === ends.from && question.to === ends.to;
  return framed({ ...question, ...ends }, { ...to, isPinned }, { negotiation: question.negotiation, clock, ...changes, values: changes.values.map(brief), facts: items, factCount: total }, {
    next,
    table: () => (question.list === 'facts' ? changedFactTable(changes) : changeTable(changes)),
  });
}

function brief(change: Difference['values'][number]): Difference['values'][number] {
  return { ...change, because: change.because.slice(0, LISTED) };
}

const AXES = { happened: 'at', reported: 'known', recorded: 'ledger' } as const satisfies Record<ClockName, keyof Clocks>;

/** The scene moved to another point of one clock; an end that is left open stays where the question's clocks are. */
async function standpoint(scene: Scene, clocks: Clocks, clock: ClockName, end: 'from' | 'to', point: string | undefined): Promise<Scene> {
  const { at, known, ledger, conventions } = clocks;
  // Resolved here first: what is wrong with it is said of the end, not of the clock.
  if (point !== undefined) await pointOn(scene, clock, end, point);
  return scene.at({ at, known, ledger, conventions, ...(point === undefined ? {} : { [AXES[clock]]: point }) });
}

/** The steps of a replay, one after another; others have their turn between them. */
export async function* replayOf(archive: Archive, question: BetweenQuestion<'replay'>): AsyncGenerator<ReplayStep> {
  const scene = await sceneOf(archive, question.negotiation, question);
  const breathe = createBreather();
  for (const step of replay(scene.timeline.teller(), await playedBy(scene, question))) {
    yield step;
    await breathe();
  }
}

async function playedBy(scene: Scene, { clock = 'happened', from, to }: BetweenQuestion<'replay'>): Promise<Parameters<typeof replay>[1]> {
  const { moment } = scene;
  const last = to === undefined ? moment[AXES[clock]] : await pointOn(scene, clock, 'to', to);
  if (from === undefined) return { clock, moment, from: clock === 'recorded' ? 0 : null, to: last };
  return { clock, moment, from: clock === 'recorded' ? await pointOn(scene, clock, 'from', from) : resolveStart('from', from, scene.zone), to: last };
}

/** A point of a clock as it was given for one end. @throws QuestionError that names this end */
async function pointOn({ zone, present }: Scene, clock: ClockName, end: 'from' | 'to', point: string): Promise<number> {
  return clock === 'recorded' ? (await resolveLedger(point, zone, present, end)).size : resolvePoint(end, point, zone, present.now).instant;
}
