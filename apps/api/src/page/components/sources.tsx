import type { SourceLink } from '../view/sources.js';

/** "S4 ¶2, S4 ¶7", each a link. */
export function Sources({ sources }: { sources: readonly SourceLink[] | undefined }) {
  return <>{sources?.map(({ text, href }, index) => [index === 0 ? ' ' : ', ', <a key={text} class="nowrap" href={href}><bdi>{text}</bdi></a>])}</>;
}
