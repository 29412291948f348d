import { QuestionError, type StoryQuestion } from '#libs/application';
import type { AxisAnswer, FactAnswer } from '#libs/domain';
import type { AskFor } from '../standing.js';
import { STORY_WINDOW, type StoryAnswer } from './story.js';

/**
 * The part of the story that is asked for; where none is, the part that tells of a fact.
 * @param fact that the page's address names
 * @throws QuestionError as the questions that it asks
 */
export async function askStory(ask: AskFor, question: StoryQuestion, fact: string | undefined): Promise<StoryAnswer> {
  const tell = async (place: number | undefined): Promise<StoryAnswer> => (await ask({ ...question, place, limit: STORY_WINDOW })).body as StoryAnswer;
  const first = await tell(question.place);
  const isChosen = [question.place, question.order, question.kind, question.source].some((choice) => choice !== undefined);
  if (fact === undefined || isChosen || first.items.some((item) => item.fact === fact)) return first;
  const index = await indexOf(ask, question, fact);
  return index === undefined ? first : tell(Math.floor((first.total - index) / STORY_WINDOW) * STORY_WINDOW + 1);
}

/** Which of the facts that have certainly happened by the moment it is, from 1 for the oldest. */
async function indexOf(ask: AskFor, { negotiation, at, known, ledger, conventions }: StoryQuestion, fact: string): Promise<number | undefined> {
  const clocks = { known, ledger, conventions };
  try {
    const told = (await ask({ ask: 'fact', fact, at, ...clocks })).body as Partial<FactAnswer> & { negotiation: string };
    const end = told.happened?.latest ?? null;
    if (told.negotiation !== negotiation || told.at !== 'certain' || end === null) return undefined;
    const { index, step } = (await ask({ ask: 'steps', negotiation, at: end, fact, ...clocks })).body as AxisAnswer;
    return step?.fact === fact ? index : undefined;
  } catch (error) {
    if (error instanceof QuestionError && error.code === 'unknown-fact') return undefined;
    throw error;
  }
}
