import { type Command, deciding, type Decision, type Knowledge, learn, type LedgerEvent, namesOf, type Receipt } from '#libs/domain';
import { AppendTooLarge, type StoredEvent } from '#libs/log';
import { inSlices } from '../breather.js';
import { type Clock, nextRecordedAt } from '../clock.js';
import { sealing } from './seal.js';

/** Commands that wait for their turn, and whoever waits for them. */
export interface Submit {
  commands: readonly Command[];
  names: ReturnType<typeof namesOf>;
  by: string;
  unannounced: boolean;
  accept(receipts: Receipt[]): void;
  refuse(error: unknown): void;
}

/** What became of one submit of a batch; told only once the batch is on disk, for until then another process may change it. */
export type Outcome = { receipts: Receipt[] } | { error: unknown };

/** A batch, or as much of it as one append may hold, as decided on one state of the log. */
export interface Draft {
  stored: StoredEvent[];
  events: LedgerEvent[];
  /** One for each submit that was decided. */
  outcomes: Outcome[];
  /** Of the last event. */
  recordedAt: string;
}

/** What drafting takes from outside. */
export interface Drafting {
  clock: Clock;
  /** A fresh salt for each event. */
  salt: () => string;
  /** The most that one append may hold, where the log has such a limit. */
  appendBytes?: number | undefined;
  /** Lets others have their turn. */
  breathe: () => Promise<void>;
}

/**
 * Decides the submits of a batch one after another, each on what the ones before it left, and seals what they write; one that is refused harms no other.
 * @param known what they name, at `head`; learns what is decided
 * @param lastRecordedAt of the event before `head`
 */
export async function draftBatch(batch: readonly Pick<Submit, 'commands' | 'by'>[], known: Knowledge, head: number, lastRecordedAt: string | undefined, { clock, salt, appendBytes, breathe }: Drafting): Promise<Draft> {
  const stored: StoredEvent[] = [];
  const events: LedgerEvent[] = [];
  const outcomes: Outcome[] = [];
  let recordedAt = lastRecordedAt;
  let bytes = 0;
  for (const { commands, by } of batch) {
    await breathe();
    try {
      const nextSeq = head + events.length;
      const decision = await inSlices(deciding(known, commands, { by, nextSeq }), breathe);
      let last = recordedAt;
      const sealed: ReturnType<typeof sealing>[] = [];
      for (const [index, draft] of decision.drafts.entries()) {
        await breathe();
        last = nextRecordedAt(last, clock());
        sealed.push(sealing(draft, { seq: nextSeq + index, recordedAt: last, salt: salt() }));
      }
      if (appendBytes !== undefined) {
        const added = bytesOf(sealed);
        if (added > appendBytes) throw new AppendTooLarge(sealed.length, added, appendBytes);
        // What does not fit any more waits for the next batch.
        if (bytes + added > appendBytes) break;
        bytes += added;
      }
      // Only now is the submit accepted as a whole: later ones may build on it.
      for (const { stored: text, event } of sealed) {
        stored.push(text);
        events.push(event);
        learn(known, event);
      }
      recordedAt = last;
      outcomes.push({ receipts: receiptsOf(decision, sealed.map(({ event }) => event)) });
    } catch (error) {
      outcomes.push({ error });
    }
  }
  return { stored, events, outcomes, recordedAt: recordedAt ?? '' };
}

/** What an engine adds to each event, at most. */
const EVENT_OVERHEAD = 256;

/** No less than what an engine counts when it limits an append. */
function bytesOf(sealed: readonly { stored: StoredEvent }[]): number {
  return sealed.reduce((sum, { stored: { head, body } }) => sum + Buffer.byteLength(head) + Buffer.byteLength(body ?? '') + EVENT_OVERHEAD, 0);
}

function receiptsOf({ receipts }: Decision, added: readonly LedgerEvent[]): Receipt[] {
  return receipts.map((receipt) => {
    if ('repeated' in receipt) return receipt.repeated;
    const { seq, id, fact, revision, recordedAt } = added[receipt.draft]!.head;
    return { seq, id, fact, revision, recordedAt };
  });
}
