import type { Place } from './located.js';

/** That a fact names another, and where it does. */
export interface Reference {
  by: string;
  id: string;
  place: Place;
}

/**
 * The ids of a case (as the ledger will have them) while its entries are read in order. A list may have a million: where they are
 * kept is for whoever reads the case to say.
 */
export interface CaseIds {
  /** Takes the id for the next entry. @returns where it stands already, where it does */
  take(id: string, place: Place): Place | undefined;
  /** Notes that a fact names another, which may have come or not. */
  refer(reference: Reference): void;
  /** Goes through the references to facts that had not come when they were noted, some at a time, and tells those that never came. */
  unmet(): Iterable<Reference[]>;
  /** A bounded number of ids next to this one in the alphabet. */
  near(id: string): Iterable<string>;
}
