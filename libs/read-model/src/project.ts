import { type Claim, type FactType, type LedgerEvent, OPS } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import { wrongBody } from '#libs/proof';
import { projectCall, projectRule, projectTally } from './models/ballots.js';
import { keepBatches } from './models/batches.js';
import { projectCitations } from './models/citations.js';
import { type ClaimOf, projectClaims } from './models/claims.js';
import { projectDeadline } from './models/deadlines.js';
import { forgetBody, projectEvent } from './models/events.js';
import { projectFact, refoldFact } from './models/facts.js';
import { keepHorizons } from './models/horizons.js';
import { countEvents, describe, projectNegotiation } from './models/negotiations.js';
import { projectNotices } from './models/notices.js';
import { projectGroup, projectParty, projectPerson } from './models/participants.js';
import { projectSource } from './models/sources.js';
import { projectStatement } from './models/statements.js';
import { keepStatusMoves } from './models/status-moves.js';
import { BODY_TABLES } from './models/tables.js';
import type { Sql } from './sql.js';

type Projections = { [T in FactType]: ((sql: Sql, claim: ClaimOf<T>) => void) | null };

/** The table that a claim of each type has rows in, beside `claims`; null where `claims` and the event's body say it all. */
const PROJECTIONS: Projections = {
  'negotiation.opened': null,
  'source.registered': projectSource,
  'party.joined': projectParty,
  'person.named': projectPerson,
  'group.identified': projectGroup,
  'milestone.reached': null,
  'term.offered': null,
  'figure.given': null,
  'notices.planned': projectNotices,
  'notices.issued': projectNotices,
  'notices.totalled': projectNotices,
  'notices.postponed': projectNotices,
  'notices.withdrawn': projectNotices,
  'notices.took-effect': projectNotices,
  'deadline.set': projectDeadline,
  'deadline.moved': projectDeadline,
  'deadline.met': projectDeadline,
  'deadline.missed': projectDeadline,
  'deadline.withdrawn': projectDeadline,
  'rule.adopted': projectRule,
  'ballot.called': projectCall,
  'ballot.tallied': projectTally,
  'statement.made': projectStatement,
};

/**
 * Writes the rows of one event; its transaction is the caller's. The only way into the tables, live and in a rebuild.
 * @returns the event that was read
 * @throws Error where the event can't be understood
 */
export function projectStored(sql: Sql, stored: StoredEvent): LedgerEvent {
  const event = parse(stored);
  const { head, body } = event;
  projectEvent(sql, stored, event);
  if (body?.claims !== undefined) projectBody(sql, event, body.claims);
  projectFact(sql, event);
  projectNegotiation(sql, event);
  if (head.op === 'redact' && body?.redacts !== undefined) redact(sql, body.redacts);
  return event;
}

/** What is kept of several facts together, brought up to date once for a batch of events whose own rows are written. */
export function projectTogether(sql: Sql, events: readonly LedgerEvent[]): void {
  countEvents(sql, events);
  keepHorizons(sql, events);
  keepStatusMoves(sql, events);
  keepBatches(sql, events);
}

function projectBody(sql: Sql, { head, body }: LedgerEvent, claims: readonly Claim[]): void {
  const { seq, negotiation, fact, type } = head;
  projectClaims(sql, head, claims);
  projectCitations(sql, head, body!);
  const project = PROJECTIONS[type] as ((sql: Sql, claim: ClaimOf<FactType>) => void) | null;
  claims.forEach(({ data }, claim) => project?.(sql, { seq, claim, negotiation, fact, type, data }));
}

/** Takes what the body of event `seq` said out of every table, as if the log had been read without that body. */
function redact(sql: Sql, seq: number): void {
  const target = sql.get<{ fact: string; negotiation: string; type: string }>('SELECT fact, negotiation, type FROM events WHERE seq = ?', seq);
  if (target === undefined) return;
  forgetBody(sql, seq);
  for (const entity of BODY_TABLES) sql.run(`DELETE FROM ${entity.options.tableName} WHERE seq = ?`, seq);
  refoldFact(sql, target.fact);
  if (target.type === 'negotiation.opened') describe(sql, target.negotiation, target.fact);
}

function parse(stored: StoredEvent): LedgerEvent {
  const head = JSON.parse(stored.head) as LedgerEvent['head'];
  if (head.seq !== stored.seq || head.id !== stored.id) throw new Error('its head names another position or id');
  if (!OPS.includes(head.op)) throw new Error(`its op is unknown: ${String(head.op)}`);
  if (!Object.hasOwn(PROJECTIONS, head.type)) throw new Error(`its type is unknown: ${String(head.type)}`);
  const wrong = wrongBody(head, stored.body);
  if (wrong !== undefined) throw new Error(wrong);
  return { head, body: stored.body === null ? null : (JSON.parse(stored.body) as LedgerEvent['body']) };
}
