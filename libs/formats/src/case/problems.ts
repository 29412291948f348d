import { describeProblem, placeKey, problem, type CaseProblem, type Place, type Report } from './located.js';

/** How many problems of a case are named at once. */
export const MOST_PROBLEMS = 1_000;

/** The problems of a case as they are found. */
export interface Problems {
  report: Report;
  count(): number;
  /** Whether more were found than are named: then nobody needs to look further. */
  isFull(): boolean;
  /** Whether something is wrong there already. */
  isAt(place: Place): boolean;
  /** In the order of the files as they are given, then of lines; where there are more, the last says so. */
  inOrder(files: readonly string[]): CaseProblem[];
}

export function createProblems(): Problems {
  /** What several claims inherit is said once. */
  const distinct = new Map<string, CaseProblem>();
  const places = new Set<string>();
  let beyond: CaseProblem | undefined;
  return {
    report(found) {
      const text = describeProblem(found);
      if (distinct.has(text)) return;
      if (distinct.size >= MOST_PROBLEMS) {
        beyond ??= problem(found, `there are more problems than these ${MOST_PROBLEMS}`, 'mend these, and import again');
        return;
      }
      distinct.set(text, found);
      places.add(placeKey(found));
    },
    count: () => distinct.size,
    isFull: () => beyond !== undefined,
    isAt: (place) => places.has(placeKey(place)),
    inOrder(files) {
      const sorted = [...distinct.values()].sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
      return beyond === undefined ? sorted : [...sorted, beyond];
    },
  };
}
