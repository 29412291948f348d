import type { Screen } from '../screen.js';
import { item, paragraph } from './words.js';

/** One line of the list of negotiations. */
export interface NegotiationLine {
  negotiation: string;
  title: string;
  headline: string;
  status: string;
  nextDeadline: { what: string; reading: string } | null;
}

export function negotiationLines(items: readonly NegotiationLine[], screen: Screen): string[] {
  if (items.length === 0) return ['No negotiation fits.'];
  return items.flatMap(({ negotiation, title, headline, status, nextDeadline }, index) => [
    ...(index === 0 ? [] : ['']),
    `${screen.heading(negotiation)}  ${screen.quiet(status)}`,
    ...paragraph(title, screen, 2),
    ...paragraph(headline, screen, 2),
    ...(nextDeadline === null ? [] : item(`next: ${nextDeadline.what}, ${nextDeadline.reading}`, screen)),
  ]);
}
