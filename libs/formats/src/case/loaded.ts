import type { ClaimInput, FactType } from '#libs/domain';
import type { Place } from './located.js';

/** A file of the folder, as its caller read it. Paths are as they are to be named in problems. */
export interface CaseFile {
  path: string;
  text: string;
}

/** One fact of a case, ready to be recorded. */
export interface LoadedFact {
  /** `<negotiation>.<local id>`; the opening has the negotiation's own id. */
  id: string;
  type: FactType;
  claims: ClaimInput[];
  /** EDTF. An edit of this fact is new knowledge of the world, public from then; without it an edit mends a mistake. */
  revised?: string;
  /** Why the entry was edited. */
  reason?: string;
  where: Place;
}

/** A case whose files are all valid: its facts in the order in which they can be recorded. */
export interface LoadedCase {
  negotiation: string;
  zone: string;
  facts: LoadedFact[];
}
