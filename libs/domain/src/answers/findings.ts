import type { Evidence } from '../evidence.js';
import type { History } from '../history.js';
import { contestedFacts } from './findings/contested.js';
import { deadlineOrder, passedDeadlines } from './findings/deadlines.js';
import { findingOf } from './reconciliation/line.js';
import { GRAVEST_FIRST, reconciliation } from './reconciliation/reconciliation.js';
import type { Finding } from './types.js';

/** What does not add up, or can't be shown to, and what was checked and does; the gravest first: the reconciliation in short, with what is contested and what became of deadlines. */
export function findings(evidence: Evidence, history: () => History): Finding[] {
  const counts = reconciliation(evidence, history).lines.filter(({ verdict }) => verdict !== 'not-comparable').map(findingOf);
  return [...counts, ...contestedFacts(evidence), ...deadlineOrder(evidence), ...passedDeadlines(evidence)]
    .sort((a, b) => GRAVEST_FIRST.indexOf(a.verdict) - GRAVEST_FIRST.indexOf(b.verdict));
}
