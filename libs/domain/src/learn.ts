import type { KnownFact } from './command.js';
import type { LedgerEvent } from './facts/event.js';
import type { DataOf } from './facts/types.js';
import type { When } from './time/when.js';

/** Values by id, of which more may be added. */
type Lookup<Value> = Pick<Map<string, Value>, 'get' | 'has' | 'set'>;

/** `Known`, as far as it is asked and added to. */
export interface Knowledge {
  zones: Lookup<string>;
  facts: Lookup<KnownFact>;
  events: Lookup<LedgerEvent>;
}

/** What is known, to which more can be added without adding it there: a copy would cost what is known, not what is added. */
export function withRoom(known: Knowledge): Knowledge {
  return { zones: over(known.zones), facts: over(known.facts), events: over(known.events) };
}

function over<Value>(base: Lookup<Value>): Lookup<Value> {
  const added = new Map<string, Value>();
  return {
    get: (id) => added.get(id) ?? base.get(id),
    has: (id) => added.has(id) || base.has(id),
    set: (id, value) => added.set(id, value),
  };
}

/** Adds what an event says to what is known, for the decisions that follow. */
export function learn(known: Knowledge, event: LedgerEvent): void {
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
