import type { Correction } from '#libs/application';
import type { Screen } from '../screen.js';
import { item, paragraph, shortId } from './words.js';

/** Each correction: what was done to which fact, by whom, and what that changed. */
export function correctionLines(items: readonly Correction[], negotiation: string, screen: Screen): string[] {
  if (items.length === 0) return ['Nothing was corrected.'];
  return items.flatMap(({ op, fact, what, revision, seq, recordedAt, recordedBy, words }, index) => [
    ...(index === 0 ? [] : ['']),
    `${screen.heading(`${op} ${shortId(fact, negotiation)}`)}  ${screen.quiet(`revision ${revision}, event ${seq}, ${recordedAt} by ${recordedBy}`)}`,
    ...paragraph(what, screen, 2),
    ...words.flatMap((change) => item(change, screen)),
  ]);
}
