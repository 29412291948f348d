import type { Command, History } from '../../libs/domain/src/index.js';
import { type CaseFile, type CaseIds, type CaseProblem, createPlanner, existingFacts, type ImportPlan, type LoadedFact, type Place, readingCase, type Reference } from '../../libs/formats/src/index.js';

/** A case in memory, all of it. */
export interface LoadedCase {
  negotiation: string;
  zone: string;
  facts: LoadedFact[];
}

/** The case, or all of its problems. */
export function loadCase(files: readonly CaseFile[]): LoadedCase | CaseProblem[] {
  const loaded: LoadedCase = { negotiation: '', zone: '', facts: [] };
  const reading = readingCase(files, idsInMemory());
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value.length > 0 ? step.value : loaded;
    if (step.value === undefined) continue;
    const { negotiation, zone, facts } = step.value;
    Object.assign(loaded, { negotiation, zone });
    loaded.facts.push(...facts);
  }
}

export function isLoaded(result: LoadedCase | CaseProblem[]): result is LoadedCase {
  return !Array.isArray(result);
}

/** What an import of the case would do to a negotiation that has this history. */
export function planOf(history: History, { negotiation, zone, facts }: LoadedCase, { retractMissing = false } = {}): { plan: ImportPlan; commands: Command[] } {
  const existing = existingFacts(history);
  const planner = createPlanner({ negotiation, zone, retractMissing });
  const held = facts.flatMap((fact) => planner.held(fact, existing.get(fact.id)));
  const gone = [...existing].filter(([id]) => !facts.some((fact) => fact.id === id)).flatMap(([id, fact]) => planner.gone(id, fact));
  return { plan: planner.plan, commands: [...held, ...gone] };
}

export function idsInMemory(): CaseIds {
  const places = new Map<string, Place>();
  const references: Reference[] = [];
  return {
    take(id, place) {
      const first = places.get(id);
      if (first === undefined) places.set(id, place);
      return first;
    },
    refer: (reference) => void references.push(reference),
    unmet: () => [references.filter(({ id }) => !places.has(id))],
    near: () => places.keys(),
  };
}
