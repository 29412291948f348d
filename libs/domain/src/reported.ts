import type { Citation, Claim } from './facts/event.js';
import type { DataOf, FactType } from './facts/types.js';
import { spanOf, type When } from './time/when.js';

/** When a source was published; undefined where that is not known. */
export type PublishedOf = (source: string) => When | undefined;

/** A claim became public with the earliest publication among its sources, unless it says otherwise; what is kept is frozen when it is written. */
export function withReport(type: FactType, claim: Claim, published: PublishedOf): Claim {
  if (claim.reported !== undefined) return claim;
  const first = type === 'source.registered' ? (claim.data as DataOf<'source.registered'>).published : earliestPublication(claim.sources, published);
  return first === undefined ? claim : { ...claim, reported: first };
}

/** The publication that ended first, of equals the one that began first. */
export function earliestPublication(sources: readonly Citation[], published: PublishedOf): When | undefined {
  let first: When | undefined;
  for (const { source } of sources) {
    const when = published(source);
    if (when !== undefined && (first === undefined || endsBefore(when, first))) first = when;
  }
  return first;
}

function endsBefore(a: When, b: When): boolean {
  const [left, right] = [spanOf(a), spanOf(b)];
  return left.latest === right.latest ? left.earliest < right.earliest : left.latest < right.latest;
}
