import { shortKey } from '#libs/domain';

/** The id of a fact's element. */
export function factAnchor(fact: string): string {
  return `fact-${shortKey(fact)}`;
}

/** The id of a source's element. */
export function sourceAnchor(source: string): string {
  return `source-${shortKey(source)}`;
}
