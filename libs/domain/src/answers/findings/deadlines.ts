import type { View } from '../../history.js';
import { naiveEvidence } from '../../naive-evidence.js';
import { sayDate } from '../../time/words.js';
import { deadlines } from '../deadlines.js';
import { words } from '../phrase.js';
import { happenedBy, ofType } from '../refs.js';
import type { Finding } from '../types.js';
import { finding } from './finding.js';

/** Deadlines that were moved, met, missed or withdrawn without having been set, or before they were. */
export function deadlineOrder(view: View): Finding[] {
  const happened = happenedBy(view);
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
export function passedDeadlines(view: View): Finding[] {
  const facts = new Map(happenedBy(view).map((fact) => [fact.id, fact]));
  return deadlines(naiveEvidence(view))
    .filter(({ status }) => status === 'passed')
    .map(({ what, reading, facts: steps }) => finding('passed-deadline', 'odd', `${what}: ${reading}`, steps.flatMap((id) => facts.get(id) ?? [])));
}
