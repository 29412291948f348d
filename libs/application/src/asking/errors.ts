/** A question that can't be answered as it was asked; nothing is wrong with the record. */
export class QuestionError extends Error {
  constructor(
    readonly code: QuestionErrorCode,
    message: string,
    /** Names the parameter that is wrong, and says what it may be. */
    readonly details: { pointer: string; message: string }[] = [],
  ) {
    super(message);
    this.name = 'QuestionError';
  }
}

export const QUESTION_ERROR_CODES = [
  'unknown-negotiation',
  'unknown-fact',
  'unknown-path',
  'bad-moment',
  'bad-cursor',
  'bad-parameter',
  'missing-parameter',
  'ledger-beyond-head',
  'unknown-conventions',
] as const;
export type QuestionErrorCode = (typeof QUESTION_ERROR_CODES)[number];

/** A ledger size that is not there yet, or never will be. */
export function beyondHead(parameter: string, size: number | string, head: number): QuestionError {
  return new QuestionError('ledger-beyond-head', `the ledger holds ${head} events; a size of ${size} is not there yet`, [{ pointer: `/${parameter}`, message: `must be at most ${head}` }]);
}
