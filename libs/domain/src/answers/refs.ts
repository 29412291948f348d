import type { Citation, Claim } from '../facts/event.js';
import type { FactType } from '../facts/types.js';
import type { Seen } from '../history.js';
import { dateText } from '../time/moment.js';
import { LISTED } from './listing.js';
import { phrase } from './phrase.js';
import type { Behind, FactRef, SourceRef } from './types.js';

/** How answers point at the facts and sources behind them. */

/** A fact of one of several types, each with its own data. */
export type SeenOf<T extends FactType> = { [K in T]: Seen<K> }[T];

/** The facts of the given types, in the order of the list. */
export function ofType<T extends FactType>(list: readonly Seen[], ...types: T[]): SeenOf<T>[] {
  const wanted: readonly FactType[] = types;
  return list.filter((seen) => wanted.includes(seen.type)) as SeenOf<T>[];
}

/** A fact in one line, with who said it and where it was printed. */
export function factRef(seen: Seen): FactRef {
  const attributedTo = attribution(seen);
  return {
    fact: seen.id,
    type: seen.type,
    happened: dateText(seen.happened),
    what: phrase(seen),
    ...(attributedTo !== undefined && { attributedTo }),
    sources: sourceRefs(seen.speaking),
  };
}

/** Where claims were read: each place once, in the order of the claims. */
export function sourceRefs(claims: readonly Pick<Claim, 'sources'>[]): SourceRef[] {
  const places: SourceRef[] = [];
  for (const { sources } of claims) {
    for (const { source, locator } of sources) {
      if (!places.some((place) => place.source === source && place.locator === locator)) places.push(sourceRef({ source, locator }));
    }
  }
  return places;
}

function sourceRef({ source, locator }: Citation): SourceRef {
  const key = shortKey(source);
  return locator === undefined ? { source, short: key } : { source, locator, short: `${key} ${locator}` };
}

/** The key that a case's author gave: ids in the ledger put the negotiation's id and a dot before it. */
export function shortKey(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

/** The facts behind a value: how many, and the first of them. A fact counts once. */
export function behind(facts: readonly Pick<Seen, 'id'>[], listed = LISTED): Behind {
  const ids = [...new Set(facts.map((fact) => fact.id))];
  return { factCount: ids.length, facts: ids.slice(0, listed) };
}

/** Who says so, by the claims that speak: each name once; undefined where no claim is anybody's word. */
export function attribution(seen: Pick<Seen, 'speaking'>): string | undefined {
  const [only, ...others] = seen.speaking;
  if (others.length === 0) return only?.attributedTo;
  const names = new Set(seen.speaking.flatMap((claim) => claim.attributedTo ?? []));
  return names.size === 0 ? undefined : [...names].join('; ');
}
