import { sayBounds, sayCount } from '../quantity/arithmetic.js';
import type { Bounds, Quantity } from '../quantity/types.js';

/** The arithmetic of one tally under one rule. */

/** The votes as far as they were told. */
export interface Votes {
  members?: Quantity | undefined;
  for?: Quantity | undefined;
  against?: Quantity | undefined;
  notVoting?: Quantity | undefined;
}

export interface Threshold {
  /** Votes for. */
  needed: number;
  outOf?: number | undefined;
}

export interface Result {
  outcome: 'passed' | 'defeated' | 'open';
  /** What the votes are and what follows from them: "4 of 15 against, so at most 11 for". */
  votes: string;
  /** What is odd about the numbers; such a tally decides nothing. */
  odd?: string;
  /** What would decide an open one. */
  open?: string;
}

const UNTOLD: Bounds = { low: 0, high: null };

/** Whether a tally reaches the threshold: it passes if the fewest possible votes for do, and is defeated if the most possible don't. */
export function decideTally(votes: Votes, threshold: Threshold): Result {
  const members = membersOf(votes, threshold);
  const inFavour = votesFor(votes, members);
  const text = sayVotes(votes, threshold);
  const odd = oddityOf(votes, threshold, members, inFavour);
  if (odd !== undefined) return { outcome: 'open', votes: text, odd };
  if (inFavour.low >= threshold.needed) return { outcome: 'passed', votes: text };
  if (inFavour.high !== null && inFavour.high < threshold.needed) return { outcome: 'defeated', votes: text };
  return { outcome: 'open', votes: text, open: whatWouldDecide(threshold, members) };
}

/** Everybody who could vote: as the tally says, else as the rule does. */
function membersOf({ members }: Votes, { outOf }: Pick<Threshold, 'outOf'>): Bounds {
  return members ?? (outOf === undefined ? UNTOLD : { low: outOf, high: outOf });
}

/** The votes for, as stated and as the others leave them. */
function votesFor(votes: Votes, members: Bounds): Bounds {
  const stated = votes.for ?? UNTOLD;
  const against = votes.against ?? UNTOLD;
  const notVoting = votes.notVoting ?? UNTOLD;
  const least = against.high === null || notVoting.high === null ? 0 : members.low - against.high - notVoting.high;
  const most = members.high === null ? Infinity : members.high - against.low - notVoting.low;
  const high = Math.min(stated.high ?? Infinity, most);
  return { low: Math.max(stated.low, least), high: high === Infinity ? null : high };
}

function oddityOf(votes: Votes, { outOf }: Threshold, members: Bounds, inFavour: Bounds): string | undefined {
  const counted = [votes.for, votes.against, votes.notVoting].reduce((total, count) => total + (count?.low ?? 0), 0);
  if (members.high !== null && counted > members.high) return `${sayCount(counted)} votes of ${sayBounds(members)}, more than there are`;
  if (inFavour.high !== null && inFavour.low > inFavour.high) return `the votes do not add up to ${sayBounds(members)}`;
  if (outOf !== undefined && (members.low > outOf || (members.high !== null && members.high < outOf))) {
    return `the tally counts ${sayBounds(members)}, the rule ${sayCount(outOf)}`;
  }
  return undefined;
}

function whatWouldDecide({ needed }: Threshold, members: Bounds): string {
  const pass = `${sayCount(needed)} known to be for would pass it`;
  return members.low === members.high ? `${pass}, ${sayCount(Math.max(0, members.low - needed + 1))} not for would defeat it` : pass;
}

/** What the votes are, and what follows from them for those not told. */
export function sayVotes(votes: Votes, outOf: Pick<Threshold, 'outOf'>): string {
  const members = membersOf(votes, outOf);
  const inFavour = votesFor(votes, members);
  const counts: [Quantity | undefined, string][] = [[votes.for, 'for'], [votes.against, 'against'], [votes.notVoting, 'not voting']];
  const told = counts.flatMap(([count, what]) => (count === undefined ? [] : [{ number: sayQuantity(count), what }]));
  if (told.length === 0) return 'no numbers told';
  const of = members.high === null ? '' : ` of ${votes.members === undefined ? sayBounds(members) : sayQuantity(votes.members)}`;
  const said = told.map(({ number, what }, index) => `${number}${index === 0 ? of : ''} ${what}`).join(', ');
  const inexact = votes.for !== undefined && votes.for.qualifier !== 'exact';
  const follows = inexact || inFavour.low !== (votes.for?.low ?? 0) || inFavour.high !== (votes.for?.high ?? null);
  const sound = inFavour.high === null || inFavour.high >= inFavour.low;
  return follows && sound ? `${said}, so ${sayBounds(inFavour)} for` : said;
}

/** Exact numbers as numerals, whatever the words were; others in the words that were used. */
function sayQuantity(quantity: Quantity): string {
  return quantity.qualifier === 'exact' ? sayCount(quantity.low) : quantity.wording;
}
