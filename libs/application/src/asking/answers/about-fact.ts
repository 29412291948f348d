import { factAnswer, type FactHistory, isRetractedAt, type Moment, stepsOf } from '#libs/domain';
import { QuestionError } from '../errors.js';
import { framed } from '../framed.js';
import type { Answer, Question } from '../questions.js';
import { type Archive, sceneOf } from '../scene.js';
import { stepTable } from './tables.js';

/** One fact as it is seen at the moment, or all its events. @throws QuestionError unknown-fact */
export async function aboutFact(archive: Archive, question: Extract<Question, { fact: string }>): Promise<Answer> {
  const events = await archive.readModel.factEvents(question.fact);
  const first = events[0];
  if (first === undefined) throw new QuestionError('unknown-fact', `there is no fact ${question.fact}`);
  const scene = await sceneOf(archive, first.head.negotiation, question);
  const { fact, type, negotiation } = first.head;
  const about = { negotiation, fact, type };
  if (question.ask === 'fact-history') {
    const steps = stepsOf(events.filter(({ head }) => head.seq < scene.moment.ledger));
    return framed(question, scene, { ...about, total: steps.length, events: steps }, { table: () => stepTable(steps) });
  }
  const { evidence, moment } = scene;
  const seen = evidence.fact(fact);
  const below = events.filter(({ head }) => head.seq < moment.ledger);
  return framed(question, scene, seen === undefined ? { ...about, seen: false, why: whyUnseen({ id: fact, type, events: below }, moment, evidence.redacted.includes(fact)) } : { ...about, seen: true, ...factAnswer(seen, moment) });
}

/** @param fact with its events below the ledger size asked for */
function whyUnseen(fact: FactHistory, moment: Moment, redacted: boolean): string {
  if (fact.events.length === 0) return 'not recorded yet at this ledger size';
  if (redacted) return 'its body was redacted';
  return isRetractedAt(fact, moment) ? 'retracted at this moment' : 'not public yet at this moment';
}
