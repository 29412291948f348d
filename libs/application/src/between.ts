import { difference, replay, type ReplayStep } from '#libs/domain';
import { QuestionError } from './errors.js';
import { resolveLedger, resolvePoint, resolveStart } from './moments.js';
import type { Answer, BetweenQuestion, Clocks } from './questions.js';
import { type Archive, type Scene, sceneOf } from './scene.js';
import { changeTable } from './tables.js';

/** What changed between two points of one clock. @throws QuestionError missing-parameter without a `from` */
export async function diffAnswer(scene: Scene, question: BetweenQuestion<'diff'>): Promise<Answer> {
  const clock = question.clock ?? 'happened';
  if (question.from === undefined) throw new QuestionError('missing-parameter', `from: the point on the ${clock} clock to compare with`, [{ pointer: '/from', message: 'is needed' }]);
  const [from, to] = await Promise.all([question.from, question.to].map((point) => standpoint(scene, question, clock, point)));
  if (from === undefined || to === undefined) throw new RangeError('a difference has two ends');
  const changes = difference({ view: from.view(), basis: from.basis }, { view: to.view(), basis: to.basis });
  const axis = AXES[clock];
  return {
    body: { negotiation: question.negotiation, clock, ...changes, basis: to.basis },
    basis: to.basis,
    table: changeTable(changes),
    pinned: { ...question, ...to.pinned, from: from.pinned[axis], to: to.pinned[axis] },
    isPinned: scene.isPinned && question.from === from.pinned[axis] && question.to === to.pinned[axis],
  };
}

const AXES = { happened: 'at', reported: 'known', recorded: 'ledger' } as const;

/** The scene moved to another point of one clock; an end that is left open stays where the question's clocks are. */
async function standpoint(scene: Scene, clocks: Clocks, clock: keyof typeof AXES, point: string | undefined): Promise<Scene> {
  const { at, known, ledger, conventions } = clocks;
  return scene.at({ at, known, ledger, conventions, ...(point === undefined ? {} : { [AXES[clock]]: point }) });
}

/** The steps of a replay, one after another. */
export async function* replayOf(archive: Archive, question: BetweenQuestion<'replay'>): AsyncGenerator<ReplayStep> {
  const scene = await sceneOf(archive, question.negotiation, question);
  const clock = question.clock ?? 'happened';
  const { basis, moment, zone } = scene;
  const between = clock === 'recorded'
    ? { from: question.from === undefined ? 0 : (await resolveLedger(question.from, zone, scene.present)).size, to: question.to === undefined ? moment.ledger : (await resolveLedger(question.to, zone, scene.present)).size }
    : { from: question.from === undefined ? null : resolveStart('from', question.from, zone), to: question.to === undefined ? (clock === 'happened' ? moment.at : moment.known) : resolvePoint('to', question.to, zone, scene.present.now).instant };
  yield* replay({ clock, end: scene.view(), basis, ...between });
}
