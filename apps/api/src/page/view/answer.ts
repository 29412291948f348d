import type { StateAnswer } from '#libs/domain';
import { words } from '../words/en.js';

/** The sentence of the page, and the deal's status beside it. */
export interface AnswerView {
  headline: string;
  status: { word: string; lines: { label: string; text: string }[] };
}

export function answerView({ headline, deal, coverage }: StateAnswer): AnswerView {
  const reasons = deal.because.map(({ what, reasoning }) => reasoning ?? what);
  const lines = [
    { label: words.status.because, text: reasons[0] ?? words.status.nothing },
    { label: words.status.coverage, text: coverage.reading },
  ];
  return { headline, status: { word: words.status.names[deal.status], lines } };
}
