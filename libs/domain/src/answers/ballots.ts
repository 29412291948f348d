import type { DataOf } from '../facts/types.js';
import { MARKS } from '../contributions.js';
import type { Evidence, Group, GroupKey } from '../evidence.js';
import type { Seen } from '../history.js';
import { dateText } from '../time/moment.js';
import { type Span, spanOf } from '../time/when.js';
import { countOf, FULL, groupsHappened, lastOf, type Listing } from './listing.js';
import { words } from './phrase.js';
import { decideTally, type Result, sayVotes } from './tally.js';
import type { BallotAnswer } from './types.js';

type Call = Seen<'ballot.called'>;
type Tally = Seen<'ballot.tallied'>;
type BallotGroup = Group<'ballot.called' | 'ballot.tallied'>;

/** A rule as one of its claims words it. Papers may word one rule differently: each wording counts. */
interface Reading {
  fact: string;
  rule: DataOf<'rule.adopted'>;
}

/** What a tally came to, under every rule that may have been in force. */
interface Decision {
  outcome: Result['outcome'];
  reasoning: string;
  readings: Reading[];
}

/** Each ballot with its outcome under the rule then in force, in the order in which they were first heard of. Only certain tallies decide. */
export function ballots(evidence: Evidence, listing = FULL): BallotAnswer[] {
  return eachBallot(evidence).map(({ tell }) => tell(listing));
}

/** In the same order, each to be told alone. @param keys absent: all */
export function eachBallot(evidence: Evidence, keys?: readonly GroupKey[]): { key: string; tell(listing: Listing): BallotAnswer }[] {
  return groupsHappened(evidence, 'ballot', keys).map(({ key: [name], group }) => ({ key: name ?? '', tell: (listing) => ballotAnswer(evidence, name ?? '', group, listing) }));
}

function ballotAnswer(evidence: Evidence, key: string, group: BallotGroup, listing: Listing): BallotAnswer {
  const { certain, possible } = group;
  const call = lastOf(group, 1, MARKS.call)[0] as Call | undefined;
  const sure = certain.last(1, MARKS.tally)[0] as Tally | undefined;
  const maybe = possible.last(1, MARKS.tally)[0] as Tally | undefined;
  const tally = sure ?? maybe;
  const decision = tally === undefined ? undecided(evidence, key, call) : decide(evidence, tally);
  const isCertain = tally === undefined ? certain.count > 0 : sure !== undefined;
  const rules = [...new Set(decision.readings.map(({ fact }) => fact))];
  const [reading] = decision.readings;
  return {
    ballot: key,
    key,
    what: tally?.data.what ?? call?.data.what ?? words(key),
    outcome: tally === undefined ? 'called' : isCertain ? decision.outcome : 'open',
    reasoning: hedged(decision.reasoning, tally === undefined || isCertain, sure !== undefined && maybe !== undefined),
    rule: reading === undefined || decision.readings.length > 1 ? null : ruleAnswer(reading),
    held: tally === undefined ? (call?.data.on === undefined ? null : dateText(call.data.on)) : dateText(tally.happened),
    certain: isCertain,
    for: tally?.data.for ?? null,
    against: tally?.data.against ?? null,
    factCount: countOf(group) + rules.length,
    facts: [...[...lastOf(group, listing.entries, MARKS.call), ...lastOf(group, listing.entries, MARKS.tally)].map(({ id }) => id), ...rules],
  };
}

function hedged(reasoning: string, certain: boolean, another: boolean): string {
  if (!certain) return `may not have been held by then; if it was: ${reasoning}`;
  return another ? `${reasoning}; another tally may have come by then` : reasoning;
}

function ruleAnswer({ fact, rule }: Reading): BallotAnswer['rule'] {
  const { needed, outOf, unit, inForce } = rule;
  return { rule: rule.rule, fact, needed, ...(outOf !== undefined && { outOf }), unit, inForce: dateText(inForce) };
}

/** What a tally makes of the deal: rejected where the ballot was defeated, ratified where it passed, null where it is open or about something else. @param by of the ballot's facts those count that may have happened by then, in ms */
export function ballotEffect(evidence: Evidence, tally: Tally, by = evidence.moment.at): 'rejected' | 'ratified' | null {
  if (!isOnAgreement(evidence, tally.data.ballot, by)) return null;
  const { outcome } = decide(evidence, tally, by);
  return outcome === 'defeated' ? 'rejected' : outcome === 'passed' ? 'ratified' : null;
}

/** Why a tally has its outcome, in words: "4 of 15 against, so at most 11 for; 14 needed: defeated". */
export function ballotReasoning(evidence: Evidence, tally: Tally): string {
  return decide(evidence, tally).reasoning;
}

/** What is odd about a tally's numbers, by the rule in force or by themselves; undefined where nothing is. */
export function ballotOddity(evidence: Evidence, tally: Tally): string | undefined {
  const rules = rulesOf(evidence, tally).map(({ rule }) => rule);
  return (rules.length === 0 ? [{ needed: 0 }] : rules).map((rule) => decideTally(tally.data, rule).odd).find((odd) => odd !== undefined);
}

/** Whether a ballot is on the agreement; any is, unless one of its facts says that it is about another matter. @param by as above */
export function isOnAgreement(evidence: Evidence, ballot: string, by = evidence.moment.at): boolean {
  return evidence.group('ballot', [ballot]).all.within({ earliestBefore: by }).first(1, MARKS.otherMatter).length === 0;
}

/** The outcome of a tally under the rule that the ballot names, else the one in force at its date. */
function decide(evidence: Evidence, tally: Tally, by?: number): Decision {
  const readings = rulesOf(evidence, tally, by);
  const results = readings.map(({ rule }) => ({ rule, ...decideTally(tally.data, rule) }));
  const [first] = results;
  if (first === undefined) return { outcome: 'open', reasoning: `${sayVotes(tally.data, {})}; no rule in force then is recorded: open`, readings };
  if (results.length === 1) return { outcome: first.outcome, reasoning: reasoningOf(first, `${first.rule.needed} needed`), readings };

  const rules = results.map(({ rule, outcome }) => `${sayRule(rule)} (${outcome})`).join(' or ');
  const agreed = results.every(({ outcome }) => outcome === first.outcome);
  const outcome = agreed ? first.outcome : 'open';
  return { outcome, reasoning: `${first.votes}; the rule may have been ${rules}: ${outcome}`, readings };
}

function rulesOf(evidence: Evidence, tally: Tally, by?: number): Reading[] {
  return readingsFor(evidence, tally.data.rule ?? namedRule(evidence, tally.data.ballot, by), tally.span);
}

function reasoningOf({ votes, outcome, odd, open }: Result, needed: string): string {
  if (odd !== undefined) return `${votes}: ${odd}; ${needed}: open`;
  return `${votes}; ${needed}: ${outcome}${open === undefined ? '' : `, ${open}`}`;
}

function sayRule({ needed, outOf }: DataOf<'rule.adopted'>): string {
  return outOf === undefined ? `${needed} needed` : `${needed} of ${outOf} needed`;
}

function undecided(evidence: Evidence, key: string, call: Call | undefined): Decision {
  const readings = call === undefined ? [] : readingsFor(evidence, namedRule(evidence, key), call.data.on === undefined ? call.span : spanOf(call.data.on));
  return { outcome: 'open', reasoning: 'called, no tally by then', readings };
}

/**
 * The rules that may have been in force during a span, each different wording once; of a rule that is named, all wordings where none was in force.
 * All rules of the negotiation are read, however many: a tally costs what they are, and one without a named rule may fall under any of them.
 */
function readingsFor(evidence: Evidence, named: string | undefined, during: Span): Reading[] {
  const { certain, possible, ahead } = evidence.group('rule');
  const readings = [certain, possible, ahead]
    .flatMap((run) => run.first(Infinity))
    .flatMap((fact) => fact.speaking.map(({ data }) => ({ fact: fact.id, rule: data })))
    .filter(({ rule }) => named === undefined || rule.rule === named);
  const inForce = readings.filter(({ rule }) => overlap(spanOf(rule.inForce), during));
  const candidates = inForce.length === 0 && named !== undefined ? readings : inForce;
  return candidates.filter(({ rule }, index) => candidates.findIndex((other) => other.rule.needed === rule.needed && other.rule.outOf === rule.outOf) === index);
}

function overlap(a: Span, b: Span): boolean {
  return a.earliest < b.latest && b.earliest < a.latest;
}

function namedRule(evidence: Evidence, ballot: string, by = evidence.moment.at): string | undefined {
  const [call] = evidence.group('ballot', [ballot]).all.within({ earliestBefore: by }).last(1, MARKS.callNamingRule) as Call[];
  return call?.data.rule;
}
