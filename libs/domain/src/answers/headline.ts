import type { View } from '../history.js';
import { sayBounds } from '../quantity/arithmetic.js';
import { localDay, localTime } from '../time/moment.js';
import { sayDay } from '../time/words.js';
import { noticeWords, words } from './phrase.js';
import type { BallotAnswer, DealAnswer, DealStatus, Itemised, NoticesAnswer, RoundAnswer } from './types.js';

const STATUS_CLAUSES: Record<DealStatus, string> = {
  none: 'no talks are recorded',
  talking: 'the two sides were talking',
  stalled: 'the talks had broken off',
  tentative: 'the two sides had a tentative agreement',
  voting: 'a tentative agreement was being voted on',
  rejected: 'there was no deal: the tentative agreement had been voted down',
  ratified: 'the agreement had been ratified',
  ended: 'the talks had ended',
};

/**
 * One sentence fit to quote: where the deal stood and how many notices had been issued in the latest round, by whose
 * word. Rounds are never added up.
 */
export function headline(view: View, deal: DealAnswer, ballots: readonly BallotAnswer[], notices: NoticesAnswer): string {
  return `${capital(sayMoment(view.moment.at, view.history.zone))}, ${dealClause(deal, ballots)}; ${noticesClause(notices)}.`;
}

/** "at the end of July 13, 2011", "at 09:30 on July 12, 2011". */
export function sayMoment(at: number, zone: string): string {
  const day = localDay(at, zone);
  const time = localTime(at, zone);
  return time === '24:00' ? `at the end of ${sayDay(day)}` : `at ${time} on ${sayDay(day)}`;
}

function dealClause({ status, possible, because }: DealAnswer, ballots: readonly BallotAnswer[]): string {
  const ballot = ballots.find(({ facts }) => because.some(({ fact }) => facts.includes(fact)));
  const how = ballot === undefined || ballot.outcome === 'called' ? '' : ` (${ballot.reasoning.replace(/: [a-z]+$/, '')})`;
  const maybe = possible.length === 0 ? '' : `, and by then possibly ${possible.map((next) => POSSIBLE_WORDS[next.status]).join(' or ')}`;
  return `${STATUS_CLAUSES[status]}${how}${maybe}`;
}

const POSSIBLE_WORDS: Record<DealStatus, string> = {
  none: 'not talking',
  talking: 'talking again',
  stalled: 'no longer talking',
  tentative: 'in tentative agreement',
  voting: 'voting',
  rejected: 'past a rejected agreement',
  ratified: 'done with a ratified one',
  ended: 'done talking',
};

/** What was stated comes first, with whose word it is; else the batches as they were said; else that nothing is recorded. */
function noticesClause({ rounds, all }: NoticesAnswer): string {
  const issued = rounds.filter((round) => round.issued.itemised.recorded || round.issued.stated !== undefined);
  const latest = issued.at(-1);
  const noun = noticeWords(all.notice);
  if (all.issued.stated !== undefined) return statedClause(all, noun, latest);
  if (latest === undefined) return `no ${noun} are recorded as issued${plannedClause(rounds)}`;
  return latest.issued.stated === undefined ? itemisedClause(latest, noun) : statedClause(latest, noun, latest);
}

function statedClause({ issued, round }: RoundAnswer, noun: string, latest: RoundAnswer | undefined): string {
  const { stated } = issued;
  if (stated === undefined) return '';
  const who = stated.attributedTo === undefined ? '' : ` by the word of ${stated.attributedTo}`;
  const scope = stated.scope === 'unstated' ? ', the rounds it covers not stated' : stated.scope === 'all' ? ' in all rounds' : ` in ${roundName(round)}`;
  const sure = stated.certain ? 'a total of' : 'possibly a total of';
  const single = latest === undefined || !latest.issued.itemised.recorded ? '' : ` (${itemisedBounds(latest.issued.itemised)} of them itemised in ${roundName(latest.round)})`;
  return `${sure} ${stated.wording} ${noun} had been stated${who}${scope}${single}`;
}

function itemisedClause({ issued, round }: RoundAnswer, noun: string): string {
  const { said, certain, possible, factCount } = issued.itemised;
  const sure = said.filter((batch) => batch.certain);
  const where = round === null ? '' : ` in ${roundName(round)}`;
  if (sure.length === 0) return `${noun} may have been issued${where}, ${sayBounds({ low: 0, high: possible.high })}`;
  if (sure.length > 3 || factCount > said.length || sure.some(({ wording }) => wording === 'unstated')) {
    return `${itemisedBounds(issued.itemised)} ${noun} had been issued${where}${sure.some(({ wording }) => wording === 'unstated') ? ', the number not stated' : ''}`;
  }
  const spoken = sure.map(({ wording, attributedTo }) => `${wording}${attributedTo === undefined ? '' : ` by the word of ${attributedTo}`}`);
  const more = certain.high === possible.high ? '' : ', and possibly more';
  return `${spoken.join(' and ')} ${noun} had been issued${where}${more}`;
}

function itemisedBounds({ certain }: Itemised): string {
  return certain.low !== certain.high && certain.high !== null ? `between ${sayBounds(certain).replace(' to ', ' and ')}` : sayBounds(certain);
}

function plannedClause(rounds: readonly RoundAnswer[]): string {
  const planned = rounds.flatMap(({ planned: { itemised } }) => itemised.said.filter((plan) => plan.certain)).at(-1);
  return planned === undefined || planned.wording === 'unstated' ? '' : `, ${planned.wording} planned`;
}

/** "the July round". */
export function roundName(round: string | null): string {
  return round === null ? 'no stated round' : `the ${capital(words(round))} round`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
