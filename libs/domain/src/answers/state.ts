import type { Evidence } from '../evidence.js';
import type { Seen } from '../history.js';
import { finished, type Slices } from '../slices.js';
import { ballots } from './ballots.js';
import { coverage } from './coverage.js';
import { tellingDeadlines } from './deadlines.js';
import { tellingFigures } from './figures.js';
import { headline } from './headline.js';
import { countingNotices } from './notices.js';
import { phrase } from './phrase.js';
import { printedContests } from './printed.js';
import { BRIEF, countOf, firstOf } from './listing.js';
import { factRef } from './refs.js';
import { separationCount, separations } from './separations.js';
import { dealStatus } from './status.js';
import { termCount, terms } from './terms.js';
import type { Basis, StateAnswer } from './types.js';

/** The whole state of a negotiation at a moment. What grows with the history is listed in part, and counted. */
export function state(evidence: Evidence, basis: Basis, listing = BRIEF): StateAnswer {
  return finished(telling(evidence, basis, listing));
}

/** As `state`, part by part: where none of it was asked before, a long history is read for each. */
export function* telling(evidence: Evidence, basis: Basis, listing = BRIEF): Slices<StateAnswer> {
  const deal = dealStatus(evidence, listing);
  yield;
  const voted = ballots(evidence, listing);
  const counted = yield* countingNotices(evidence, listing);
  yield;
  const dates = yield* tellingDeadlines(evidence, listing);
  yield;
  const derived = separations(evidence, listing);
  const figures = yield* tellingFigures(evidence, listing);
  yield;
  const offered = terms(evidence, listing);
  yield;
  const contested = evidence.group('contested');
  const { possible } = evidence.group('happened');
  return {
    negotiation: evidence.negotiation,
    title: titleOf(evidence),
    headline: headline(evidence, deal, voted, counted),
    basis,
    coverage: coverage(evidence, deal, listing),
    deal,
    notices: counted,
    deadlines: dates,
    derivedDeadlines: derived,
    ballots: voted,
    figures,
    terms: offered,
    contested: firstOf(contested, listing.entries).map((fact) => ({ fact: fact.id, what: phrase(fact), contests: printedContests(fact.contested) })),
    possible: possible.first(listing.entries).map((fact) => factRef(fact)),
    redacted: [...evidence.redacted],
    counts: { derivedDeadlines: separationCount(evidence), terms: termCount(evidence), contested: countOf(contested), possible: possible.count },
  };
}

/** The negotiation's title as it is seen; its id where nothing of it is. */
export function titleOf(evidence: Evidence): string {
  const [opened] = evidence.group('standing', ['negotiation.opened']).all.first(1) as Seen<'negotiation.opened'>[];
  return opened?.data.title ?? evidence.negotiation;
}
