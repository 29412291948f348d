import { type FactType, historyOf, type LedgerEvent, type Seen, statusMoves, viewAt } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import { eventsOfFact } from './events.js';
import { finite, NEVER, subjectOf } from './subjects.js';

/**
 * Where the facts of a negotiation take its deal, as they stand with everything known: at an instant, of the moves that hold and
 * whose fact has happened by then, the last in the order of the key gives the status.
 */
export interface StatusMoveRow {
  negotiation: string;
  happenedLatest: number;
  happenedEarliest: number;
  ordinal: number;
  fact: string;
  /** The move holds for instants from here, and before `holdsUntil`. A ballot's changes as more is told of the ballot. */
  holdsFrom: number;
  holdsUntil: number;
  status: string;
}

export const StatusMoves = table<StatusMoveRow>('status_moves', ['negotiation', 'happenedLatest', 'happenedEarliest', 'ordinal', 'fact', 'holdsFrom'], {
  negotiation: 'text', happenedLatest: 'integer', happenedEarliest: 'integer', ordinal: 'integer', fact: 'text', holdsFrom: 'integer', holdsUntil: 'integer', status: 'text',
});

/** After everything, with everything known. */
const END = { at: Infinity, known: Infinity, ledger: Infinity };

/**
 * Writes the moves of the facts that the events tell of. One ballot's effect depends on the rules and on the other facts of the ballot, so those
 * are made again together.
 */
export function keepStatusMoves(sql: Sql, events: readonly LedgerEvent[]): void {
  const milestones = new Map<string, { negotiation: string; whole: LedgerEvent[] | null }>();
  const balloting = new Map<string, Set<string> | 'all'>();
  for (const event of events) {
    const { fact, type, negotiation, op } = event.head;
    // Most facts are recorded once: their only event is at hand.
    if (type === 'milestone.reached') milestones.set(fact, { negotiation, whole: op === 'record' ? [event] : null });
    else if (type === 'rule.adopted' || (op === 'redact' && subjectOf(type) === 'status')) balloting.set(negotiation, 'all');
    else if (subjectOf(type) === 'status') {
      const told = balloting.get(negotiation) ?? new Set();
      balloting.set(negotiation, told === 'all' ? told : told.add(fact));
    }
  }
  for (const [fact, { negotiation, whole }] of milestones) {
    if (whole === null) forget(sql, fact);
    write(sql, negotiation, visible(negotiation, whole ?? eventsOfFact(sql, fact)));
  }
  for (const [negotiation, told] of balloting) {
    const facts = told === 'all' ? factsOf(sql, negotiation, ['ballot.called', 'ballot.tallied']) : ballotsWith(sql, negotiation, told);
    for (const fact of facts) forget(sql, fact);
    write(sql, negotiation, visible(negotiation, [...facts, ...factsOf(sql, negotiation, ['rule.adopted'])].flatMap((fact) => eventsOfFact(sql, fact))));
  }
}

function factsOf(sql: Sql, negotiation: string, types: readonly FactType[]): string[] {
  return sql.all<{ id: string }>('SELECT id FROM facts WHERE negotiation = ? AND type IN (SELECT value FROM json_each(?))', negotiation, JSON.stringify(types)).map(({ id }) => id);
}

/** All facts of the ballots that the facts are about in any version, and of those that these are about in turn. */
function ballotsWith(sql: Sql, negotiation: string, facts: ReadonlySet<string>): string[] {
  const rows = sql.all<{ fact: string }>(
    `WITH RECURSIVE among(fact) AS (
        SELECT value FROM json_each(@facts)
        UNION SELECT other.fact FROM among JOIN ballots own ON own.fact = among.fact JOIN ballots other ON other.negotiation = @negotiation AND other.ballot = own.ballot
      ) SELECT fact FROM among`,
    { negotiation, facts: JSON.stringify([...facts]) },
  );
  return rows.map(({ fact }) => fact);
}

/** Those of the facts that can be seen, as they stand. */
function visible(negotiation: string, events: readonly LedgerEvent[]): Seen[] {
  return viewAt(historyOf(negotiation, 'UTC', events), END).certain;
}

function forget(sql: Sql, fact: string): void {
  sql.run('DELETE FROM status_moves WHERE fact = ?', fact);
}

function write(sql: Sql, negotiation: string, facts: readonly Seen[]): void {
  for (const { fact, status, from, until } of statusMoves(facts)) {
    sql.insert(StatusMoves, {
      negotiation, happenedLatest: finite(fact.span.latest), happenedEarliest: finite(fact.span.earliest), ordinal: fact.order, fact: fact.id,
      holdsFrom: from ?? -NEVER, holdsUntil: until ?? NEVER, status,
    });
  }
}
