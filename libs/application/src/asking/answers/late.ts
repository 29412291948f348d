import { findingLate } from '#libs/domain';
import { lateTable } from '#libs/formats';
import { inSlices } from '../../breather.js';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { pageOf } from '../pages.js';
import type { Answer, LateQuestion } from '../questions.js';
import type { Scene } from '../scene.js';

/** How late is late, unless asked otherwise. */
const A_WEEK = 'P7D';

/** One page of the facts that became public, or were recorded, long after they happened. @throws QuestionError bad-parameter for a lag that is no duration */
export async function lateAnswer(scene: Scene, question: LateQuestion): Promise<Answer> {
  const { lag = A_WEEK, clock = 'reported', negotiation } = question;
  if (!/^P\d{1,5}[DWMY]$/.test(lag)) throw new QuestionError('bad-parameter', `lag: ${lag} is no duration such as P7D, P2W, P1M or P1Y`, [{ pointer: '/lag', message: 'an ISO 8601 duration in days, weeks, months or years' }]);
  const late = await inSlices(findingLate(scene.evidence, scene.timeline.fact, { clock, least: lag }));
  const { items, total, next } = pageOf(late, question, scene.pinned);
  return framed(question, scene, { negotiation, clock, lag, total, items }, { table: () => lateTable(items), next });
}
