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

/** Folds the fact anew from its events, of which `event` is the newest (already among the rows of `events`). */
export function projectFact(sql: Sql, event: LedgerEvent): void {
  const { fact, op } = event.head;
  // Most facts are recorded once: their only event is at hand.
  refoldFact(sql, fact, op === 'record' ? [event] : eventsOfFact(sql, fact));
}

/** Writes the fact's row as its events make it; `events` are all of them, in order. */
export function refoldFact(sql: Sql, fact: string, events: LedgerEvent[]): void {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return;
  const { type, negotiation } = first.head;
  const steps = stepsAt({ id: fact, type, events }, Infinity)!;
  const sight = sightAt(steps, Infinity);
  const shown = sight.kind === 'seen' ? holderOf(sight.version.seq, events) : undefined;
  const row: FactRow = {
    id: fact, negotiation, type, title: titleFrom(type, shown ?? newestReadable(events)),
    status: sight.kind === 'seen' ? 'shown' : sight.kind,
    revision: last.head.revision, openedSeq: first.head.seq, newestSeq: last.head.seq, shownSeq: shown?.head.seq ?? null,
  };
  sql.run('DELETE FROM facts WHERE id = ?', fact);
  sql.insert(Facts, row);
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
