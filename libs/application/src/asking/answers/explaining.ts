import { explain, explainable, LISTED } from '#libs/domain';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import { nextOf, rangeOf } from '../pages.js';
import type { Answer, ExplainQuestion } from '../questions.js';
import type { Scene } from '../scene.js';

/** What stands behind a value, with a page of its facts. @throws QuestionError unknown-path */
export function explainAnswer(scene: Scene, question: ExplainQuestion): Answer {
  const { evidence, basis, pinned } = scene;
  const page = rangeOf({ limit: LISTED, ...question });
  const explained = explain(evidence, basis, question.path, page);
  if (explained === undefined) throw unknownPath(question.path, explainable(evidence, question.path));
  return framed(question, scene, { negotiation: question.negotiation, ...explained }, nextOf(page.start + page.limit, explained.factCount, pinned));
}

function unknownPath(path: string, paths: readonly string[]): QuestionError {
  return new QuestionError('unknown-path', `nothing of the path ${path} is in the state at this moment`, [{ pointer: '/path', message: `one of: ${paths.join(', ')}` }]);
}
