import { relationsOf } from './contributions.js';
import type { Evidence } from './evidence.js';
import type { View } from './history.js';
import { indexedRun } from './indexed-run.js';
import { gatheringNaively } from './naive-evidence.js';
import { finished, type Slices } from './slices.js';

/**
 * As `naiveEvidence`, where of the batches only those are compared that say how they lie to others, and those that they name, and a stretch of time is found without
 * going through what lies outside.
 */
export function linearEvidence(view: View): Evidence {
  return finished(gatheringLinearly(view));
}

/** As `linearEvidence`, fact by fact. */
export function* gatheringLinearly(view: View): Slices<Evidence> {
  const related = new Set<string>();
  for (const list of [view.certain, view.possible, view.ahead]) {
    for (const seen of list) {
      const names = relationsOf(seen);
      for (const id of names.length === 0 ? [] : [seen.id, ...names]) related.add(id);
      yield;
    }
  }
  return yield* gatheringNaively(view, ({ id }) => related.has(id), indexedRun);
}
