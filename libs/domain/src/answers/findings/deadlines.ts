import type { DeadlineType, Evidence, SeenAs } from '../../evidence.js';
import { compareHappened } from '../../fold.js';
import { mapped, type Slices, sorted } from '../../slices.js';
import { sayDate } from '../../time/words.js';
import { tellingDeadlines } from '../deadlines.js';
import { readingFirst } from '../listing.js';
import { words } from '../phrase.js';
import { ofType } from '../refs.js';
import { type Finding, finding } from './finding.js';

/** Deadlines that were moved, met, missed or withdrawn without having been set, or before they were. */
export function* deadlineOrder(evidence: Evidence): Slices<Finding[]> {
  const steps: SeenAs<DeadlineType>[] = [];
  for (const { group } of evidence.groups('deadline')) {
    for (const step of yield* readingFirst(group, Infinity)) steps.push(step);
  }
  const happened = yield* sorted(steps, compareHappened);
  const firstSet = new Map(ofType(happened, 'deadline.set').reverse().map((set) => [set.data.key, set]));
  const found: Finding[] = [];
  for (const step of ofType(happened, 'deadline.moved', 'deadline.met', 'deadline.missed', 'deadline.withdrawn')) {
    yield;
    const { key } = step.data;
    const done = `${step.data.what ?? words(key)}: ${words(step.type.slice('deadline.'.length))} (${sayDate(step.happened)})`;
    const first = firstSet.get(key);
    if (first === undefined) found.push(finding('deadline-order', 'odd', `${done}, though it was never set`, [step]));
    else if (step.span.latest <= first.span.earliest) found.push(finding('deadline-order', 'odd', `${done} before it was set (${sayDate(first.happened)})`, [step, first]));
  }
  return found;
}

/** Deadlines whose date has gone by without a word on what came of it. */
export function* passedDeadlines(evidence: Evidence): Slices<Finding[]> {
  const passed = (yield* tellingDeadlines(evidence)).filter(({ status }) => status === 'passed');
  return yield* mapped(passed, ({ what, reading, facts: steps }) => finding('passed-deadline', 'odd', `${what}: ${reading}`, steps.flatMap((id) => evidence.fact(id) ?? [])));
}
