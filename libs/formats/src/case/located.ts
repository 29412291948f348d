/** A place in a file of a case; lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Something that is wrong in a case file, with what to do about it where that can be said. */
export interface CaseProblem extends Place {
  message: string;
  advice?: string;
}

/** A value as it was read, with where it and its parts stand. */
export interface Located {
  /** As plain JSON. */
  value: unknown;
  /** A scalar as it is written in the file. */
  text?: string;
  place: Place;
  /** Where its key stands; of a value without a key, the value's own place. */
  key: Place;
  /** Of a mapping, by key. */
  members?: Map<string, Located>;
  /** Of a list. */
  items?: Located[];
}

/** One fact as it stands in a file: its local id and what is written under it. */
export interface Entry {
  id: string;
  section: string;
  place: Place;
  fields: Map<string, Located>;
}

export type Report = (found: CaseProblem) => void;

export function problem(place: Place, message: string, advice?: string): CaseProblem {
  const { file, line, column } = place;
  return { file, line, column, message, ...(advice === undefined ? {} : { advice }) };
}

/** A place as one word. */
export function placeKey({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** `cases/x/case.yaml:12:5: message (advice)`, one line. */
export function describeProblem({ message, advice, ...place }: CaseProblem): string {
  return `${placeKey(place)}: ${message}${advice === undefined ? '' : ` (${advice})`}`;
}

/** The value that is reached from `from` by keys and positions, or the nearest above it that is there. */
export function reach(from: Located, path: readonly string[]): Located {
  let at = from;
  for (const step of path) {
    const next = at.members?.get(step) ?? at.items?.[Number(step)];
    if (next === undefined) return at;
    at = next;
  }
  return at;
}
