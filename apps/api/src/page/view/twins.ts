import { pathOf, type Question } from '#libs/application';

/** Addresses of the same answer as data. */
export interface Twins {
  json: string;
  csv: string;
}

export function twinsOf(question: Question): Twins {
  return { json: pathOf(question), csv: pathOf(question, '.csv') };
}
