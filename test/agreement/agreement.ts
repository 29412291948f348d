import { isDeepStrictEqual } from 'node:util';
import { historyOf, type Moment, naiveEvidence, viewAt } from '#libs/domain';
import { ZONE } from '../support/histories.js';
import { timelineOf } from '../support/timelines.js';
import { type Answers, answersOf, mainNotice, questionsIn } from './answers.js';
import { type Case, unfold } from './generate.js';
import type { IndexAnswers } from './index-answers.js';

/** What was found to agree. */
export interface Tally {
  histories: number;
  moments: number;
  /** Single values, each computed three times. */
  questions: number;
}

/** A moment at which one of the computations answers otherwise than the fold. */
export class Disagreement extends Error {
  constructor(readonly who: 'trees' | 'SQL', readonly moment: Moment, fold: Answers, other: Answers) {
    super(`${who} and the fold differ at ${JSON.stringify(moment, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value))}:\n${differences(fold, other).join('\n')}`);
    this.name = 'Disagreement';
  }
}

/**
 * Asks the fold, the as-of index and SQL over the read model the same questions about a history.
 * @throws Disagreement
 */
export function compare(index: IndexAnswers, one: Case, tally: Tally): void {
  const { written, left, moments } = unfold(one);
  index.fill(written, one.page);
  const history = historyOf('talks', ZONE, left);
  const timeline = timelineOf(written, left, one.kept);
  tally.histories += 1;
  for (const moment of moments) {
    const evidence = naiveEvidence(viewAt(history, moment));
    const fold = answersOf(evidence);
    const trees = answersOf(timeline.evidenceAt(moment));
    if (!isDeepStrictEqual(trees, fold)) throw new Disagreement('trees', moment, fold, trees);
    const sql = index.answersAt(moment, mainNotice(evidence));
    if (!isDeepStrictEqual(sql, fold)) throw new Disagreement('SQL', moment, fold, sql);
    tally.moments += 1;
    tally.questions += questionsIn(fold);
  }
}

function differences(fold: Answers, other: Answers): string[] {
  const flat = ({ sums, deadlines, ...rest }: Answers): Record<string, unknown> => ({ ...sums, ...deadlines, ...rest });
  const [a, b] = [flat(fold), flat(other)];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !isDeepStrictEqual(a[name], b[name])).map((name) => `  ${name}: fold ${JSON.stringify(a[name])}, other ${JSON.stringify(b[name])}`);
}
