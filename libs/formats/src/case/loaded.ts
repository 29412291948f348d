import type { Claim, ClaimInput, FactType } from '#libs/domain';
import type { Place } from './located.js';

/** A file of the folder. Paths are as they are to be named in problems. */
export interface CaseFile {
  path: string;
  /** Its text: whole, or, of a list that is not to be held in memory, in pieces, which are gone through once. */
  text: string | Iterable<string>;
}

/** One fact of a case, ready to be recorded. */
export interface LoadedFact {
  /** `<negotiation>.<local id>`; the opening has the negotiation's own id. */
  id: string;
  type: FactType;
  claims: ClaimInput[];
  /** The claims as they were checked in the zone of the case: with dates and counts resolved, and nothing filled in from sources. */
  checked: Claim[];
  /** EDTF. An edit of this fact is new knowledge of the world, public from then; without it an edit mends a mistake. */
  revised?: string;
  /** Why the entry was edited. */
  reason?: string;
  where: Place;
}

/** Some facts of a case, in the order in which they can be recorded; the first stretch is the opening. */
export interface Stretch {
  negotiation: string;
  zone: string;
  /** Names of the CSV files beside `case.yaml` that its `lists` does not name, so that nothing of them is read. */
  unread: string[];
  /** None once a problem was found. */
  facts: LoadedFact[];
}
