import { decide, type Known, learn, namesOf } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import { nextRecordedAt } from '../../libs/application/src/clock.js';
import { seal, unseal } from '../../libs/application/src/writing/seal.js';
import type { Step } from './realistic.js';

/** 2012-01-01, in microseconds since 1970. */
const START = 1_325_376_000_000_000n;

/**
 * The events that an empty ledger holds after some commands, one a millisecond, in pages. What no later command needs is
 * forgotten, so that a history may be of any length. Each is decided and sealed as the recorder does it; the salts count.
 */
export function* sealedPages(steps: Iterable<Step>, pageSize = 1_000): Generator<StoredEvent[], void> {
  const known: Known = { zones: new Map(), facts: new Map(), events: new Map() };
  let seq = 0;
  let recordedAt: string | undefined;
  let page: StoredEvent[] = [];
  for (const { command, last } of steps) {
    const decision = decide(narrowed(known, command), [command], { by: 'generator', nextSeq: seq });
    for (const draft of decision.drafts) {
      recordedAt = nextRecordedAt(recordedAt, START + BigInt(seq) * 1_000n);
      const event = seal(draft, { seq, recordedAt, salt: seq.toString(16).padStart(32, '0') });
      learn(known, unseal(event));
      known.events.clear();
      if (last) known.facts.delete(command.fact);
      page.push(event);
      seq += 1;
    }
    if (page.length >= pageSize) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** Deciding copies what is known: of the facts it is given only those that the command names. */
function narrowed(known: Known, command: Step['command']): Known {
  const facts = new Map([...namesOf([command]).facts].flatMap((id) => (known.facts.has(id) ? [[id, known.facts.get(id)!] as const] : [])));
  return { zones: known.zones, facts, events: new Map() };
}
