import { type Evidence, type History, naiveEvidence, resolveInstant, viewAt } from '#libs/domain';
import type { Story } from './story.js';

/** Where a story is looked at from: days in New York (their ends), and a ledger size. */
export interface Viewpoint {
  at?: string;
  known?: string;
  ledger?: number;
}

/** What is seen of a story, and all of it: what checks of its counts are made from. */
export function seenOn(told: Story, { at = '2011-12-31', known, ledger = Infinity }: Viewpoint = {}): [Evidence, () => History] {
  const endOf = (day: string): number => resolveInstant(day, 'America/New_York').instant;
  const history = told.history();
  return [naiveEvidence(viewAt(history, { at: endOf(at), known: known === undefined ? Infinity : endOf(known), ledger })), () => history];
}
