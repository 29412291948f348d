import type { SourceRef } from '#libs/domain';

/** A source in short, and where it is told. */
export interface SourceLink {
  text: string;
  href: string;
}

export function sourceLinks(refs: readonly SourceRef[]): SourceLink[] {
  return refs.slice(0, 4).map(({ source, short }) => ({ text: short, href: `/api/v1/facts/${encodeURIComponent(source)}` }));
}
