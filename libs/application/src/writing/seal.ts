import type { EventDraft, EventHead, LedgerEvent } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import { bodyHashOf, canonicalJson, MAX_ENTRY_BYTES } from '#libs/proof';

/** Some 7,000 named parts of a batch. Every engine takes an event of this size as it comes, KurrentDB (1 MiB an append) included. Bytes of UTF-8. */
export const MAX_BODY_BYTES = 1_000_000;

/** The event is larger than the log may hold. Nothing was written. */
export class EventTooLarge extends Error {
  readonly code = 'event-too-large';
  constructor(readonly id: string, part: 'head' | 'body', bytes: number, limit: number) {
    super(`the ${part} of event ${id} has ${bytes} bytes, and ${limit} is the limit: split the fact, or shorten its texts`);
    this.name = 'EventTooLarge';
  }
}

/** What a draft lacks to become an event. */
export interface Place {
  seq: number;
  /** RFC 3339, UTC, microseconds. */
  recordedAt: string;
  salt: string;
}

/** Bytes of randomness fetched at a time: asking the system costs more than the bytes do. */
const POOL = 4_096;

/** Random bytes from a source that is asked for many at a time. */
export function pooled(random: (bytes: number) => Buffer): (bytes: number) => Buffer {
  let pool: Buffer = Buffer.alloc(0);
  return (bytes) => {
    if (pool.length < bytes) pool = random(Math.max(POOL, bytes));
    const taken = pool.subarray(0, bytes);
    pool = pool.subarray(bytes);
    return taken;
  };
}

/** A fresh salt: 128 random bits in hex, enough that the hash of a short body can't be found by trying. */
export function saltFrom(random: (bytes: number) => Buffer): string {
  return random(16).toString('hex');
}

/**
 * Gives a draft its place and writes it down for ever: head and body as canonical JSON, the head holding the hash of
 * the body's bytes.
 * @throws EventTooLarge; NotCanonical for text that is not Unicode (a lone surrogate), and for members that are undefined: `decide` leaves none
 */
export function seal(draft: EventDraft, place: Place): StoredEvent {
  return sealing(draft, place).stored;
}

/** As `seal`, with the event that `unseal` would read from it, which whoever has just sealed it need not parse. */
export function sealing(draft: EventDraft, { seq, recordedAt, salt }: Place): { stored: StoredEvent; event: LedgerEvent } {
  const { id, fact, negotiation, op, recordedBy, revision, type } = draft;
  const body = { ...draft.body, salt };
  const bodyText = canonicalJson(body);
  const bodyHash = bodyHashOf(bodyText);
  const head: EventHead = { bodyHash, fact, id, negotiation, op, recordedAt, recordedBy, revision, seq, type };
  const headText = canonicalJson(head);
  requireSize(id, 'head', headText, MAX_ENTRY_BYTES);
  requireSize(id, 'body', bodyText, MAX_BODY_BYTES);
  return { stored: { seq, id, head: headText, body: bodyText }, event: { head, body } };
}

/** The event that a stored one says it is. Trusts the log: hashes and canonical form are for `verify` to check. */
export function unseal({ head, body }: StoredEvent): LedgerEvent {
  return { head: JSON.parse(head) as EventHead, body: body === null ? null : (JSON.parse(body) as LedgerEvent['body']) };
}

function requireSize(id: string, part: 'head' | 'body', text: string, limit: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) throw new EventTooLarge(id, part, bytes, limit);
}
