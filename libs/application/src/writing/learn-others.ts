import { learn, type LedgerEvent } from '#libs/domain';
import type { Log, StoredEvent } from '#libs/log';
import type { Indexer } from '#libs/read-model';
import type { HeadKnowledge } from './knowledge.js';
import { unseal } from './seal.js';

/** Events learned at a time. */
const PAGE = 500;

/**
 * Brings a writer's knowledge up to `head`, where the log stays meanwhile: what others wrote is learned from the log itself, for all of them wait, and an index would take longer.
 * @param news what was read of it already
 * @returns what was learned, which the index need not read again
 * @throws IndexHalted
 */
export async function learnOthers(head: number, news: readonly StoredEvent[], knowledge: HeadKnowledge, { log, indexer }: { log: Pick<Log, 'read'>; indexer: Pick<Indexer, 'catchUp' | 'status'> }): Promise<StoredEvent[]> {
  const learned: StoredEvent[] = [];
  while (knowledge.size() !== head) {
    const { state, position } = indexer.status();
    if (state === 'halted' || state === 'rebuilding') knowledge.begin((await indexer.catchUp()).seq);
    else if ((knowledge.size() ?? -1) < position.seq) knowledge.begin(position.seq);
    const from = knowledge.size()!;
    const at = news.findIndex(({ seq }) => seq === from);
    const stored = at < 0 ? await log.read(from, Math.min(head - from, PAGE)) : news.slice(at);
    const events = stored.map(unseal);
    if (events.some(isRedaction)) {
      // What it takes away was perhaps known: the index has it gone.
      knowledge.begin((await indexer.catchUp()).seq);
      continue;
    }
    // Nothing was known of a fact before it was recorded.
    const changed = events.filter((event) => event.head.op !== 'record').map((event) => event.head.fact);
    const known = await knowledge.recall({ facts: new Set(changed), negotiations: new Set(), events: new Set() });
    if (known === undefined) {
      knowledge.forget();
      continue;
    }
    for (const event of events) learn(known, event);
    knowledge.wrote(events.length, indexer.status().position.seq);
    learned.push(...stored);
  }
  return learned;
}

export function isRedaction({ head }: LedgerEvent): boolean {
  return head.op === 'redact';
}
