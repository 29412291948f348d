import type { Evidence } from '../evidence.js';
import type { NoticeKind } from '../facts/kinds.js';
import { isSaidOfOne, sayBounds } from '../quantity/arithmetic.js';
import { localDay, localTime } from '../time/moment.js';
import { spanOf } from '../time/when.js';
import { sayDay } from '../time/words.js';
import { capital, namedRound, noticeWords } from './phrase.js';
import type { BallotAnswer, DealAnswer, DealStatus, NoticesAnswer, RoundAnswer, Stated } from './types.js';

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
export function headline(evidence: Evidence, deal: DealAnswer, ballots: readonly BallotAnswer[], notices: NoticesAnswer): string {
  return `${opening(evidence.moment.at, evidence.zone)}, ${dealClause(deal, ballots)}${horizonClause(evidence)}; ${noticesClause(notices)}${redactionClause(evidence)}.`;
}

/** What a headline begins with: "At the end of July 13, 2011". The rest of it names no time of day. */
export function opening(at: number, zone: string): string {
  return capital(sayMoment(at, zone));
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
  const maybe = possible.length === 0 ? '' : `, and by then possibly ${possible.map((next) => (status === 'none' && next.status === 'talking' ? 'talking' : POSSIBLE_WORDS[next.status])).join(' or ')}`;
  return `${STATUS_CLAUSES[status]}${how}${maybe}`;
}

/** Where no source reaches the moment, the sentence says how far they do. */
function horizonClause(evidence: Evidence): string {
  const { zone, moment } = evidence;
  const [last] = evidence.group('source').all.within({ latestTo: Number.MAX_VALUE }).last(1);
  if (last === undefined) return '';
  const newest = localDay(spanOf(last.data.published).latest, zone);
  return newest < localDay(moment.at, zone) ? `, by the newest source, of ${sayDay(newest)}` : '';
}

function redactionClause({ redacted }: Evidence): string {
  if (redacted.length === 0) return '';
  return `; ${redacted.length === 1 ? 'one fact can' : `${redacted.length} facts can`} not be read any more, having been redacted`;
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
  const noun = noticeWords(all.notice);
  const ofKind = rounds.filter(({ notice }) => notice === all.notice);
  const latest = ofKind.filter(({ issued }) => issued.itemised.recorded || issued.stated !== undefined).at(-1);
  if (all.issued.stated !== undefined) return statedClause(all.issued.stated, all.notice, latest);
  if (latest === undefined) return `no ${noun} are recorded as issued${plannedClause(ofKind)}`;
  return latest.issued.stated === undefined ? itemisedClause(latest, all.notice) : statedClause(latest.issued.stated, all.notice, latest);
}

function statedClause({ low, high, wording, scope, certain, attributedTo }: Stated, notice: NoticeKind, latest: RoundAnswer | undefined): string {
  const who = attributedTo === undefined ? '' : ` by ${attributedTo}`;
  const covers = scope === 'unstated' ? ', without saying which rounds it covers' : scope === 'all' ? ' for all rounds' : latest === undefined ? '' : ` for ${roundName(latest.round)}`;
  const { itemised } = latest?.issued ?? {};
  const beside = itemised?.recorded === true && latest !== undefined ? ` (${sayBounds(itemised.certain)} itemised${scope === 'round' ? '' : ` in ${roundName(latest.round)}`})` : '';
  return `a total of ${wording} ${noticeWords(notice, isSaidOfOne({ low, high }))} ${certain ? 'had' : 'may have'} been stated${who}${covers}${beside}`;
}

/** How many batches the sentence gives in their own words: fewer than any answer lists, so that all say the same. */
const QUOTED = 3;

function itemisedClause({ issued, round }: RoundAnswer, notice: NoticeKind): string {
  const noun = noticeWords(notice);
  const { said, certain, possible } = issued.itemised;
  const sure = said.filter((batch) => batch.certain);
  const where = round === null ? '' : `in ${roundName(round)} `;
  if (sure.length === 0) return `${where}${noun} may have been issued${possible.high === null ? '' : `, ${sayBounds({ low: 0, high: possible.high })}`}`;
  const more = certain.high === possible.high ? '' : ', and possibly more';
  const derived = sure.flatMap((batch) => batch.derived ?? []).map((reason) => `, ${reason}`);
  if (sure.length > QUOTED) return `${where}${sayBounds(certain)} ${noticeWords(notice, isSaidOfOne(certain))} had been issued${more}`;
  if (sure.some(({ qualifier }) => qualifier === 'unstated')) return `${where}${noun} had been issued, the number not stated (${sayBounds(certain)}${derived.join('')})${more}`;
  const [first, ...others] = sure.map(({ low, high, wording, attributedTo }) => ({ wording, one: isSaidOfOne({ low, high }), by: attributedTo === undefined ? '' : ` according to ${attributedTo}` }));
  return `${where}${first?.wording} ${noticeWords(notice, first?.one)} had been issued${first?.by}${others.map(({ wording, by }) => ` and ${wording}${by}`).join('')}${more}`;
}

/** The latest round's plan in its own words, or what several come to, however many of them are listed. */
function plannedClause(rounds: readonly RoundAnswer[]): string {
  const sums = rounds.map(({ planned }) => planned.itemised).filter(({ said }) => said.some((plan) => plan.certain));
  const latest = sums.at(-1);
  if (latest === undefined) return '';
  const [plan, ...others] = latest.said.filter(({ certain }) => certain);
  if (others.length > 0) return `, ${sayBounds(latest.certain)} planned`;
  return plan === undefined || plan.qualifier === 'unstated' ? '' : `, ${plan.wording} planned`;
}

/** "the July round", "Round 6". */
export function roundName(round: string | null): string {
  return round === null ? 'no stated round' : namedRound(round, (name) => `the ${name} round`);
}
