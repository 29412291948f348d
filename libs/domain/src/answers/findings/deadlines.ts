import type { Evidence } from '../../evidence.js';
import { compareHappened } from '../../fold.js';
import { sayDate } from '../../time/words.js';
import { deadlines } from '../deadlines.js';
import { firstOf } from '../listing.js';
import { words } from '../phrase.js';
import { ofType } from '../refs.js';
import { type Finding, finding } from './finding.js';

/** Deadlines that were moved, met, missed or withdrawn without having been set, or before they were. */
export function deadlineOrder(evidence: Evidence): Finding[] {
  const happened = evidence.groups('deadline').flatMap(({ group }) => firstOf(group, Infinity)).sort(compareHappened);
  const firstSet = new Map(ofType(happened, 'deadline.set').reverse().map((set) => [set.data.key, set]));
  return ofType(happened, 'deadline.moved', 'deadline.met', 'deadline.missed', 'deadline.withdrawn').flatMap((step) => {
    const { key } = step.data;
    const done = `${step.data.what ?? words(key)}: ${words(step.type.slice('deadline.'.length))} (${sayDate(step.happened)})`;
    const first = firstSet.get(key);
    if (first === undefined) return [finding('deadline-order', 'odd', `${done}, though it was never set`, [step])];
    if (step.span.latest > first.span.earliest) return [];
    return [finding('deadline-order', 'odd', `${done} before it was set (${sayDate(first.happened)})`, [step, first])];
  });
}

/** Deadlines whose date has gone by without a word on what came of it. */
export function passedDeadlines(evidence: Evidence): Finding[] {
  return deadlines(evidence)
    .filter(({ status }) => status === 'passed')
    .map(({ what, reading, facts: steps }) => finding('passed-deadline', 'odd', `${what}: ${reading}`, steps.flatMap((id) => evidence.fact(id) ?? [])));
}
