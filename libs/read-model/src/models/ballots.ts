import type { Quantity, When } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import type { ClaimKey, ClaimOf } from './claims.js';

/** A rule adopted, a ballot called, or a tally given. Tallies are bounds: `high` null is unbounded, both null is not said. */
export interface BallotRow extends ClaimKey {
  step: 'rule' | 'called' | 'tallied';
  /** null for a rule. */
  ballot: string | null;
  rule: string | null;
  unit: string | null;
  needed: number | null;
  outOf: number | null;
  /** When the rule is in force, or the ballot is to be held. */
  dated: string | null;
  datedEarliest: number | null;
  datedLatest: number | null;
  forLow: number | null;
  forHigh: number | null;
  forWording: string | null;
  againstLow: number | null;
  againstHigh: number | null;
  againstWording: string | null;
  members: string | null;
  what: string | null;
}

export const Ballots = table<BallotRow>('ballots', ['seq', 'claim'], {
  seq: 'integer', claim: 'integer', negotiation: 'text', fact: 'text', step: 'text', ballot: 'text?', rule: 'text?',
  unit: 'text?', needed: 'integer?', outOf: 'integer?', dated: 'text?', datedEarliest: 'integer?', datedLatest: 'integer?',
  forLow: 'integer?', forHigh: 'integer?', forWording: 'text?', againstLow: 'integer?', againstHigh: 'integer?', againstWording: 'text?',
  members: 'text?', what: 'text?',
});

export function projectRule(sql: Sql, { data, ...claim }: ClaimOf<'rule.adopted'>): void {
  sql.insert(Ballots, {
    ...keyOf(claim), ...votes(), ...dated(data.inForce), step: 'rule', ballot: null, rule: data.rule,
    unit: data.unit, needed: data.needed, outOf: data.outOf ?? null, members: null, what: data.what ?? null,
  });
}

export function projectCall(sql: Sql, { data, ...claim }: ClaimOf<'ballot.called'>): void {
  sql.insert(Ballots, {
    ...keyOf(claim), ...votes(), ...dated(data.on), step: 'called', ballot: data.ballot, rule: data.rule ?? null,
    unit: null, needed: null, outOf: null, members: null, what: data.what ?? null,
  });
}

export function projectTally(sql: Sql, { data, ...claim }: ClaimOf<'ballot.tallied'>): void {
  sql.insert(Ballots, {
    ...keyOf(claim), ...votes(data.for, data.against), ...dated(undefined), step: 'tallied', ballot: data.ballot, rule: data.rule ?? null,
    unit: null, needed: null, outOf: null, members: data.members?.wording ?? null, what: data.what ?? null,
  });
}

function keyOf({ seq, claim, negotiation, fact }: ClaimKey): ClaimKey {
  return { seq, claim, negotiation, fact };
}

function votes(inFavour?: Quantity, against?: Quantity) {
  return {
    forLow: inFavour?.low ?? null, forHigh: inFavour?.high ?? null, forWording: inFavour?.wording ?? null,
    againstLow: against?.low ?? null, againstHigh: against?.high ?? null, againstWording: against?.wording ?? null,
  };
}

function dated(when: When | undefined) {
  return { dated: when?.edtf ?? null, datedEarliest: when?.earliest ?? null, datedLatest: when?.latest ?? null };
}
