import {
  historyOf, parseClaims, parseWhen,
  type Claim, type ClaimInput, type EventBody, type FactType, type History, type InputOf, type LedgerEvent, type Op, type Rank,
} from '#libs/domain';
import { bodyHashOf, canonicalJson } from '#libs/proof';

/** What a claim says beside its data. `happened` may be left out by facts about the case. */
export interface Account {
  happened?: string;
  reported?: string;
  order?: number;
  rank?: Rank;
  attributedTo?: string;
  sources?: ClaimInput['sources'];
}

export type ClaimOf<T extends FactType> = Account & { data: InputOf<T> };

/**
 * Builds events for tests, in the order of the calls: `seq` counts from 0, revisions from 1. Words are read as the ledger reads them, but nothing is
 * decided: a story may hold what no command would be let in with.
 */
export interface Story {
  /** A fact with one claim. */
  record<T extends FactType>(fact: string, type: T, data: InputOf<T>, account?: Account): Story;
  /** A fact with several claims. */
  claims<T extends FactType>(fact: string, type: T, claims: ClaimOf<T>[]): Story;
  revise(fact: string, claims: ClaimOf<FactType>[], reported?: string): Story;
  /** Mends the version of event `mends`; by default the newest version of the fact. */
  mend(fact: string, claims: ClaimOf<FactType>[], options?: { mends?: number; reported?: string }): Story;
  /** By the source where it was `reported`, else as our own error. */
  retract(fact: string, reported?: string): Story;
  /** Takes the newest retraction back, or the one of event `undoes`. */
  reinstate(fact: string, options?: { undoes?: number; reported?: string }): Story;
  redact(fact: string, redacts: number): Story;
  events(): LedgerEvent[];
  history(): History;
}

export function story(zone = 'America/New_York', negotiation = 'talks'): Story {
  const events: LedgerEvent[] = [];

  const typeOf = (fact: string): FactType => {
    const first = events.find(({ head }) => head.fact === fact);
    if (first === undefined) throw new Error(`the story has not recorded ${fact} yet`);
    return first.head.type;
  };
  const newest = (fact: string, ...ops: Op[]): number => {
    const found = events.findLast(({ head }) => head.fact === fact && ops.includes(head.op));
    if (found === undefined) throw new Error(`the story has no ${ops.join(' or ')} of ${fact} yet`);
    return found.head.seq;
  };
  const add = (op: Op, fact: string, type: FactType, body: Omit<EventBody, 'salt'>): Story => {
    const seq = events.length;
    const revision = events.filter(({ head }) => head.fact === fact).length + 1;
    const head = { seq, id: `event-${seq}`, recordedAt: recordedAt(seq), recordedBy: 'test', negotiation, fact, revision, op, type };
    const salted = { salt: '', ...body };
    events.push({ head: { ...head, bodyHash: bodyHashOf(canonicalJson(salted)) }, body: salted });
    return told;
  };
  const day = (reported: string | undefined) => (reported === undefined ? {} : { reported: valueOf(parseWhen(reported, zone, '/reported')) });
  const claimsOf = (type: FactType, claims: ClaimOf<FactType>[]): Claim[] => valueOf(parseClaims(type, claims, zone));

  const told: Story = {
    record: (fact, type, data, account = {}) => add('record', fact, type, { claims: claimsOf(type, [{ ...account, data }]) }),
    claims: (fact, type, claims) => add('record', fact, type, { claims: claimsOf(type, claims) }),
    revise: (fact, claims, reported) => add('revise', fact, typeOf(fact), { claims: claimsOf(typeOf(fact), claims), ...day(reported) }),
    mend: (fact, claims, { mends = newest(fact, 'record', 'revise'), reported } = {}) =>
      add('mend', fact, typeOf(fact), { claims: claimsOf(typeOf(fact), claims), mends, ...day(reported) }),
    retract: (fact, reported) => add('retract', fact, typeOf(fact), day(reported)),
    reinstate: (fact, { undoes = newest(fact, 'retract'), reported } = {}) => add('reinstate', fact, typeOf(fact), { undoes, ...day(reported) }),
    redact: (fact, redacts) => {
      const redacted = events.find(({ head }) => head.seq === redacts);
      if (redacted === undefined) throw new Error(`the story has no event ${redacts} yet`);
      events[events.indexOf(redacted)] = { ...redacted, body: null };
      return add('redact', fact, typeOf(fact), { redacts });
    },
    events: () => [...events],
    history: () => historyOf(negotiation, zone, events),
  };
  return told;
}

/** One event a second, from a day after the record's last. */
function recordedAt(seq: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `2012-01-${two(1 + Math.floor(seq / 86_400))}T${two(Math.floor(seq / 3_600) % 24)}:${two(Math.floor(seq / 60) % 60)}:${two(seq % 60)}.000000Z`;
}

function valueOf<T>(parsed: { ok: true; value: T } | { ok: false; problems: { pointer: string; message: string }[] }): T {
  if (parsed.ok) return parsed.value;
  throw new Error(parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '));
}
