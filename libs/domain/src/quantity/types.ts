/** How a number was said. */
export type Qualifier = 'exact' | 'about' | 'at-least' | 'more-than' | 'at-most' | 'fewer-than' | 'between' | 'unstated';

/** A closed interval of whole units. `high` null: no upper bound. */
export interface Bounds {
  low: number;
  high: number | null;
}

/** A count as it was said, and the whole numbers that it allows. */
export interface Quantity extends Bounds {
  qualifier: Qualifier;
  wording: string;
  /** The named, versioned convention that gave the bounds, where the words alone do not (`about-5%`). */
  convention?: string;
  /** Bounds that were derived, not said, with the reason ("at most the 4,742 planned"). */
  derived?: string;
}

/** An exact number with a unit: money (ISO 4217 code), `percent`, or what is counted. Bounds are decimal strings, never floats. */
export interface Amount {
  unit: string;
  low: string;
  high: string | null;
  qualifier: Qualifier;
  wording: string;
  convention?: string;
}
