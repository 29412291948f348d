import type { Known, KnownFact } from './command.js';
import type { LedgerEvent } from './facts/event.js';
import type { DataOf } from './facts/types.js';
import type { When } from './time/when.js';

/** Adds what an event says to what is known, for the decisions that follow. */
export function learn(known: Known, event: LedgerEvent): void {
  const { head } = event;
  const before = known.facts.get(head.fact);
  const published = publishedBy(event, before);
  known.facts.set(head.fact, {
    id: head.fact,
    negotiation: head.negotiation,
    type: head.type,
    revision: head.revision,
    steps: [...(before?.steps ?? []), stepOf(event)],
    ...(published === undefined ? {} : { published }),
  });
  known.events.set(head.id, event);
  const zone = openedZone(event);
  if (zone !== undefined) known.zones.set(head.negotiation, zone);
}

/** What a later decision must know of an event. */
export function stepOf({ head, body }: LedgerEvent): KnownFact['steps'][number] {
  return {
    seq: head.seq,
    op: head.op,
    ...(body?.undoes === undefined ? {} : { undoes: body.undoes }),
    ...(body?.redacts === undefined ? {} : { redacts: body.redacts }),
    ...(body?.reported === undefined ? {} : { reported: true as const }),
  };
}

/** When a source was published, by the claims of its newest version. */
function publishedBy({ head, body }: LedgerEvent, before: KnownFact | undefined): When | undefined {
  const newest = before?.steps.findLast(({ op }) => op === 'record' || op === 'revise')?.seq;
  const claim = head.type === 'source.registered' && (body?.mends ?? newest) === newest ? body?.claims?.[0] : undefined;
  return claim === undefined ? before?.published : (claim.data as DataOf<'source.registered'>).published;
}

function openedZone({ head, body }: LedgerEvent): string | undefined {
  const claim = head.type === 'negotiation.opened' && head.op === 'record' ? body?.claims?.[0] : undefined;
  return claim === undefined ? undefined : (claim.data as DataOf<'negotiation.opened'>).zone;
}
