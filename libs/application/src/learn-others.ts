import { learn, type LedgerEvent } from '#libs/domain';
import type { Log } from '#libs/log';
import type { Indexer } from '#libs/read-model';
import type { HeadKnowledge } from './knowledge.js';
import { unseal } from './seal.js';

/** Events learned at a time. */
const PAGE = 500;

/**
 * Brings a writer's knowledge up to `head`, where the log stays meanwhile: what others wrote is learned from the log itself, for all of them wait, and an index would take longer.
 * @returns the last event that was read, if any
 * @throws IndexHalted
 */
export async function learnOthers(head: number, knowledge: HeadKnowledge, { log, indexer }: { log: Pick<Log, 'read'>; indexer: Pick<Indexer, 'catchUp' | 'status'> }): Promise<LedgerEvent | undefined> {
  let last: LedgerEvent | undefined;
  while (knowledge.size() !== head) {
    const { state, position } = indexer.status();
    if (state === 'halted' || state === 'rebuilding') knowledge.begin((await indexer.catchUp()).seq);
    else if ((knowledge.size() ?? -1) < position.seq) knowledge.begin(position.seq);
    const from = knowledge.size()!;
    const events = (await log.read(from, Math.min(head - from, PAGE))).map(unseal);
    if (events.some(isRedaction)) {
      // What it takes away was perhaps known: the index has it gone.
      knowledge.begin((await indexer.catchUp()).seq);
      continue;
    }
    const known = await knowledge.recall({ facts: new Set(events.map((event) => event.head.fact)), negotiations: new Set(), events: new Set() });
    if (known === undefined) {
      knowledge.forget();
      continue;
    }
    for (const event of events) learn(known, event);
    knowledge.wrote(events.length, indexer.status().position.seq);
    last = events.at(-1) ?? last;
  }
  return last;
}

export function isRedaction({ head }: LedgerEvent): boolean {
  return head.op === 'redact';
}
