import { type FactData, type FactType, type LedgerEvent, sightAt, stepsAt } from '#libs/domain';
import type { Sql } from '../sql.js';
import { table } from '../table.js';
import { speakingOf } from './claims.js';
import { eventsOfFact } from './events.js';
import { titleOf } from './titles.js';

/** Each fact as it stands at the head of the log, all of it known. */
export interface FactRow {
  id: string;
  negotiation: string;
  type: string;
  /** null where nothing of it can be read. */
  title: string | null;
  /** `shown`; `hidden` (retracted); `redacted`. */
  status: 'shown' | 'hidden' | 'redacted';
  revision: number;
  /** `seq` of its first and of its newest event. */
  openedSeq: number;
  newestSeq: number;
  /** `seq` of the event that holds the claims shown: rows of the other tables with this `seq` are the fact as it stands. */
  shownSeq: number | null;
}

export const Facts = table<FactRow>('facts', ['id'], {
  id: 'text', negotiation: 'text', type: 'text', title: 'text?', status: 'text', revision: 'integer', openedSeq: 'integer', newestSeq: 'integer', shownSeq: 'integer?',
});

/** Folds the event's fact anew; the event is already among the rows of `events`. */
export function projectFact(sql: Sql, event: LedgerEvent): void {
  // Most facts are recorded once: their only event is at hand.
  if (event.head.op === 'record') sql.insert(Facts, foldFact([event]));
  else refoldFact(sql, event.head.fact);
}

/** Writes the fact's row as its events now make it. */
export function refoldFact(sql: Sql, fact: string): void {
  sql.run('DELETE FROM facts WHERE id = ?', fact);
  sql.insert(Facts, foldFact(eventsOfFact(sql, fact)));
}

/** `events` are all of one fact, in order. */
function foldFact(events: LedgerEvent[]): FactRow {
  const { fact: id, type, negotiation, seq: openedSeq } = events[0]!.head;
  const steps = stepsAt({ id, type, events }, Infinity)!;
  const sight = sightAt(steps, Infinity);
  const shown = sight.kind === 'seen' ? holderOf(sight.version.seq, events) : undefined;
  return {
    id, negotiation, type, title: titleFrom(type, shown ?? newestReadable(events)),
    status: sight.kind === 'seen' ? 'shown' : sight.kind,
    revision: steps.newest.revision, openedSeq, newestSeq: steps.newest.seq, shownSeq: shown?.head.seq ?? null,
  };
}

/** The event that holds a version's claims: its newest mend, or itself. */
function holderOf(version: number, events: readonly LedgerEvent[]): LedgerEvent | undefined {
  return events.findLast(({ head, body }) => (head.op === 'mend' && body?.mends === version) || head.seq === version);
}

/** The newest event that holds claims which can be read. */
export function newestReadable(events: readonly LedgerEvent[]): LedgerEvent | undefined {
  return events.findLast(({ body }) => body?.claims !== undefined);
}

/** The data of the first speaking claim. */
export function dataOf(event: LedgerEvent | undefined): FactData | undefined {
  return speakingOf(event?.body?.claims ?? [])[0]?.data;
}

function titleFrom(type: FactType, event: LedgerEvent | undefined): string | null {
  const data = dataOf(event);
  return data === undefined ? null : titleOf(type, data);
}
