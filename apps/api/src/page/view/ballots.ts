import type { Clocks } from '#libs/application';
import type { BallotAnswer, StateAnswer } from '#libs/domain';
import { words } from '../words/en.js';
import type { Places } from './address.js';
import { spoken } from './spoken.js';
import { twinsOf, type Twins } from './twins.js';

export interface BallotsView {
  ballots: BallotView[];
  twins: Twins;
}

export interface BallotView {
  key: string;
  what: string;
  outcome: string;
  /** Where it is explained. */
  explain: string;
  reasoning: string;
  lines: { label: string; text: string }[];
  /** One square for each that votes, where they are few and their number is known. */
  squares: Square[];
  /** What the squares show. */
  legend: string;
}

export type Square = 'against' | 'for' | 'unsaid';

/** More than these are no picture. */
const DRAWN = 60;

export function ballotsView({ ballots, basis }: StateAnswer, asked: Clocks & { negotiation: string }, places: Places): BallotsView {
  return { ballots: ballots.map((ballot) => viewOf(ballot, basis.at.zone, places)), twins: twinsOf({ ask: 'ballots', ...asked }) };
}

function viewOf({ key, what, outcome, reasoning, rule, held, certain, for: pro, against, ...ballot }: BallotAnswer, zone: string, places: Places): BallotView {
  const unit = rule?.unit ?? '';
  const [votesFor, votesAgainst, outOf] = [pro?.low ?? 0, against?.low ?? 0, rule?.outOf ?? 0];
  const unsaid = outOf - votesFor - votesAgainst;
  const isDrawn = outOf <= DRAWN && votesFor + votesAgainst > 0 && unsaid >= 0;
  const squares: Square[] = isDrawn ? [...Array<Square>(votesAgainst).fill('against'), ...Array<Square>(unsaid).fill('unsaid'), ...Array<Square>(votesFor).fill('for')] : [];
  return {
    key,
    what,
    outcome: words.ballots.outcomes[outcome],
    explain: places.page({ explain: `ballots.${key}` }, 'why'),
    reasoning,
    lines: [
      { label: words.ballots.held, text: held === null ? words.ballots.notSaid : `${spoken(held, zone)}${certain ? '' : words.ballots.perhaps}` },
      { label: words.ballots.rule, text: rule === null ? words.ballots.noRule : words.ballots.needed(rule.needed, rule.outOf, unit) },
      ...(rule === null ? [] : [{ label: words.ballots.inForce, text: spoken(rule.inForce, zone) }]),
      { label: words.record.facts, text: words.record.factCount(ballot.factCount) },
    ],
    squares,
    legend: isDrawn ? words.ballots.legend(votesAgainst, unsaid, votesFor, unit) : '',
  };
}
