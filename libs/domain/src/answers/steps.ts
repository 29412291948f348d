import type { LedgerEvent } from '../facts/event.js';
import { dateText } from '../time/moment.js';
import { sayDate } from '../time/words.js';
import { stepsAt } from '../versions.js';
import { type ClaimAnswer, claimAnswer } from './facts.js';
import { claimChanges, toldBy } from './claim-words.js';
import { sourceRefs } from './refs.js';
import type { DateText } from './types.js';

/** An event of a fact: who did what when, and why. */
export interface StepAnswer {
  seq: number;
  id: string;
  revision: number;
  op: string;
  recordedAt: string;
  recordedBy: string;
  /** When the step became public; absent where it is as its claims are. */
  reported?: DateText;
  mends?: number;
  undoes?: number;
  redacts?: number;
  reason?: string;
  note?: string;
  /** What the step made different: "count: 328 → 382", "source added: S2 ¶1", "reason: misread". */
  words: string[];
  /** null where the body was redacted; empty where the step has none. */
  claims: ClaimAnswer[] | null;
}

/** The events of one fact, in order, as far as they can be read. */
export function stepsOf(events: readonly LedgerEvent[]): StepAnswer[] {
  return events.map((event) => stepAnswer(event, events));
}

/** One of the events of a fact. */
export function stepAnswer(event: LedgerEvent, events: readonly LedgerEvent[]): StepAnswer {
  const { head, body } = event;
  return {
    seq: head.seq,
    id: head.id,
    revision: head.revision,
    op: head.op,
    recordedAt: head.recordedAt,
    recordedBy: head.recordedBy,
    ...(body?.reported === undefined ? {} : { reported: dateText(body.reported) }),
    ...(body?.mends === undefined ? {} : { mends: body.mends }),
    ...(body?.undoes === undefined ? {} : { undoes: body.undoes }),
    ...(body?.redacts === undefined ? {} : { redacts: body.redacts }),
    ...(body?.reason === undefined ? {} : { reason: body.reason }),
    ...(body?.note === undefined ? {} : { note: body.note }),
    words: wordsOf(event, events),
    claims: body === null ? null : (body.claims ?? []).map((claim) => claimAnswer(claim)),
  };
}

function wordsOf(event: LedgerEvent, events: readonly LedgerEvent[]): string[] {
  const { body } = event;
  if (body === null) return ['what it said was redacted'];
  const printedIn = body.sources === undefined ? [] : [`printed in ${sourceRefs([{ sources: body.sources }]).map(({ short }) => short).join(', ')}`];
  return [...changeIn(event, events), ...printedIn, ...(body.reason === undefined ? [] : [`reason: ${body.reason}`])];
}

/** What an event that can be read did, by those before it. */
function changeIn({ head, body }: LedgerEvent, events: readonly LedgerEvent[]): string[] {
  const nameOf = (seq: number | undefined): string => {
    const named = events.find((other) => other.head.seq === seq)?.head;
    return named === undefined ? `event ${seq}` : `revision ${named.revision}, ${named.op}`;
  };
  switch (head.op) {
    case 'record':
      return (body?.claims ?? []).map(toldBy);
    case 'revise':
    case 'mend': {
      const versions = stepsAt({ id: head.fact, type: head.type, events: [...events] }, head.seq)?.versions ?? [];
      const before = head.op === 'mend' ? versions.find(({ seq }) => seq === body?.mends) : versions.at(-1);
      if (before === undefined || before.claims === null) return ['what it said before was redacted', ...(body?.claims ?? []).map(toldBy)];
      const changes = claimChanges(before.claims, body?.claims ?? []);
      return changes.length === 0 ? ['says what it said before'] : changes;
    }
    case 'retract':
      return [body?.reported === undefined ? 'taken back as our own error' : `withdrawn by its source, public from ${sayDate(body.reported)}`];
    case 'reinstate':
      return [`the retraction (${nameOf(body?.undoes)}) is taken back`];
    case 'redact':
      return [`the text of ${nameOf(body?.redacts)} was removed for good`];
  }
}
