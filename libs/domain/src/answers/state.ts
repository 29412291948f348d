import type { Seen, View } from '../history.js';
import { ballots } from './ballots.js';
import { coverage } from './coverage.js';
import { deadlines } from './deadlines.js';
import { figures } from './figures.js';
import { headline } from './headline.js';
import { notices } from './notices.js';
import { phrase } from './phrase.js';
import { printedContests } from './printed.js';
import { factRef, LISTED, ofType } from './refs.js';
import { separations } from './separations.js';
import { dealStatus } from './status.js';
import { terms } from './terms.js';
import type { Basis, StateAnswer } from './types.js';

/**
 * The whole state of a negotiation at a moment.
 * @param listed how many facts are listed behind each value
 */
export function state(view: View, basis: Basis, listed = LISTED): StateAnswer {
  const deal = dealStatus(view);
  const voted = ballots(view);
  const counted = notices(view, listed);
  const present: Seen[] = [...view.certain, ...view.possible];
  return {
    negotiation: view.history.negotiation,
    title: titleOf(view),
    headline: headline(view, deal, voted, counted),
    basis,
    coverage: coverage(view, deal),
    deal,
    notices: counted,
    deadlines: deadlines(view),
    derivedDeadlines: separations(view),
    ballots: voted,
    figures: figures(view),
    terms: terms(view),
    contested: present.filter(({ contested }) => contested.length > 0).map((fact) => ({ fact: fact.id, what: phrase(fact), contests: printedContests(fact.contested) })),
    possible: view.possible.map((fact) => factRef(fact)),
    redacted: view.redacted,
  };
}

/** The negotiation's title as it is seen; its id where nothing of it is. */
export function titleOf(view: View): string {
  return ofType(view.standing, 'negotiation.opened')[0]?.data.title ?? view.history.negotiation;
}
