import type { Standing } from './moments.js';
import type { Answer, Question } from './questions.js';

type Frame = Pick<Answer, 'table' | 'feed'> & {
  /** The cursor of the next page. */
  next?: string | undefined;
};

/** An answer's body with what it rests on, where it can be asked for again, and where it goes on. */
export function framed(question: Question, { basis, pinned, isPinned }: Omit<Standing, 'moment'>, body: object, { next, ...rest }: Frame = {}): Answer {
  const again = { ...question, ...pinned };
  return {
    body: { ...body, ...(next === undefined ? {} : { next }), basis },
    basis,
    ...rest,
    pinned: again,
    ...(next === undefined ? {} : { next: { ...again, cursor: next } as Question }),
    isPinned,
  };
}
