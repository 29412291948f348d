import type { DataOf } from '../facts/types.js';
import type { Seen, View } from '../history.js';
import { dateText } from '../time/moment.js';
import { type Span, spanOf } from '../time/when.js';
import { words } from './phrase.js';
import { ofType } from './refs.js';
import { decideTally, type Result, sayVotes } from './tally.js';
import type { BallotAnswer } from './types.js';

type Call = Seen<'ballot.called'>;
type Tally = Seen<'ballot.tallied'>;

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
export function ballots(view: View): BallotAnswer[] {
  const facts = ofType([...view.certain, ...view.possible], 'ballot.called', 'ballot.tallied');
  return [...new Set(facts.map(({ data }) => data.ballot))].map((key) => ballotAnswer(view, key));
}

function ballotAnswer(view: View, key: string): BallotAnswer {
  const called = callsOf(view, key);
  const certain = talliesIn(view.certain, key);
  const possible = talliesIn(view.possible, key);
  const call = called.at(-1);
  const tally = certain.at(-1) ?? possible.at(-1);
  const decision = tally === undefined ? undecided(view, key, call) : decide(view, tally);
  const isCertain = tally === undefined ? called.some((fact) => view.certain.includes(fact as Seen)) : certain.length > 0;
  const [reading] = decision.readings;
  return {
    ballot: key,
    key,
    what: tally?.data.what ?? call?.data.what ?? words(key),
    outcome: tally === undefined ? 'called' : isCertain ? decision.outcome : 'open',
    reasoning: hedged(decision.reasoning, tally === undefined || isCertain, certain.length > 0 && possible.length > 0),
    rule: reading === undefined || decision.readings.length > 1 ? null : ruleAnswer(reading),
    held: tally === undefined ? (call?.data.on === undefined ? null : dateText(call.data.on)) : dateText(tally.happened),
    certain: isCertain,
    for: tally?.data.for ?? null,
    against: tally?.data.against ?? null,
    facts: [...new Set([...called, ...certain, ...possible].map(({ id }) => id).concat(decision.readings.map(({ fact }) => fact)))],
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

/** What a tally makes of the deal: rejected where the ballot was defeated, ratified where it passed, null where it is open or about something else. */
export function ballotEffect(view: View, tally: Tally): 'rejected' | 'ratified' | null {
  if (!isOnAgreement(view, tally.data.ballot)) return null;
  const { outcome } = decide(view, tally);
  return outcome === 'defeated' ? 'rejected' : outcome === 'passed' ? 'ratified' : null;
}

/** Why a tally has its outcome, in words: "4 of 15 against, so at most 11 for; 14 needed: defeated". */
export function ballotReasoning(view: View, tally: Tally): string {
  return decide(view, tally).reasoning;
}

/** What is odd about a tally's numbers, by the rule in force or by themselves; undefined where nothing is. */
export function ballotOddity(view: View, tally: Tally): string | undefined {
  const rules = rulesOf(view, tally).map(({ rule }) => rule);
  return (rules.length === 0 ? [{ needed: 0 }] : rules).map((rule) => decideTally(tally.data, rule).odd).find((odd) => odd !== undefined);
}

/** Whether a ballot is on the agreement; any is, unless one of its facts says that it is about another matter. */
export function isOnAgreement(view: View, ballot: string): boolean {
  const facts = ofType([...view.certain, ...view.possible], 'ballot.called', 'ballot.tallied');
  return !facts.some(({ data }) => data.ballot === ballot && data.matter === 'other');
}

/** The outcome of a tally under the rule that the ballot names, else the one in force at its date. */
function decide(view: View, tally: Tally): Decision {
  const readings = rulesOf(view, tally);
  const results = readings.map(({ rule }) => ({ rule, ...decideTally(tally.data, rule) }));
  const [first] = results;
  if (first === undefined) return { outcome: 'open', reasoning: `${sayVotes(tally.data, {})}; no rule in force then is recorded: open`, readings };
  if (results.length === 1) return { outcome: first.outcome, reasoning: reasoningOf(first, `${first.rule.needed} needed`), readings };

  const rules = results.map(({ rule, outcome }) => `${sayRule(rule)} (${outcome})`).join(' or ');
  const agreed = results.every(({ outcome }) => outcome === first.outcome);
  const outcome = agreed ? first.outcome : 'open';
  return { outcome, reasoning: `${first.votes}; the rule may have been ${rules}: ${outcome}`, readings };
}

function rulesOf(view: View, tally: Tally): Reading[] {
  return readingsFor(view, tally.data.rule ?? namedRule(view, tally.data.ballot), tally.span);
}

function reasoningOf({ votes, outcome, odd, open }: Result, needed: string): string {
  if (odd !== undefined) return `${votes}: ${odd}; ${needed}: open`;
  return `${votes}; ${needed}: ${outcome}${open === undefined ? '' : `, ${open}`}`;
}

function sayRule({ needed, outOf }: DataOf<'rule.adopted'>): string {
  return outOf === undefined ? `${needed} needed` : `${needed} of ${outOf} needed`;
}

function undecided(view: View, key: string, call: Call | undefined): Decision {
  const readings = call === undefined ? [] : readingsFor(view, namedRule(view, key), call.data.on === undefined ? call.span : spanOf(call.data.on));
  return { outcome: 'open', reasoning: 'called, no tally by then', readings };
}

/** The rules that may have been in force during a span, each different wording once; of a rule that is named, all wordings where none was in force. */
function readingsFor(view: View, named: string | undefined, during: Span): Reading[] {
  const readings = ofType([...view.certain, ...view.possible, ...view.ahead], 'rule.adopted')
    .flatMap((fact) => fact.speaking.map(({ data }) => ({ fact: fact.id, rule: data })))
    .filter(({ rule }) => named === undefined || rule.rule === named);
  const inForce = readings.filter(({ rule }) => overlap(spanOf(rule.inForce), during));
  const candidates = inForce.length === 0 && named !== undefined ? readings : inForce;
  return candidates.filter(({ rule }, index) => candidates.findIndex((other) => other.rule.needed === rule.needed && other.rule.outOf === rule.outOf) === index);
}

function overlap(a: Span, b: Span): boolean {
  return a.earliest < b.latest && b.earliest < a.latest;
}

function namedRule(view: View, ballot: string): string | undefined {
  return callsOf(view, ballot).findLast(({ data }) => data.rule !== undefined)?.data.rule;
}

function callsOf(view: View, ballot: string): Call[] {
  return ofType([...view.certain, ...view.possible], 'ballot.called').filter(({ data }) => data.ballot === ballot);
}

function talliesIn(facts: readonly Seen[], ballot: string): Tally[] {
  return ofType(facts, 'ballot.tallied').filter(({ data }) => data.ballot === ballot);
}
