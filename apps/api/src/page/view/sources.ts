import type { SourceRef } from '#libs/domain';
import type { Places } from './address.js';
import { clip } from './clip.js';

/** A source in short, and where it is told. */
export interface SourceLink {
  text: string;
  href: string;
}

/** @param most as many are named */
export function sourceLinks(refs: readonly SourceRef[], places: Pick<Places, 'source'>, most = 4): SourceLink[] {
  return refs.slice(0, most).map(({ source, short }) => ({ text: clip(short, 80), href: places.source(source) }));
}
