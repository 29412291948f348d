import type { Knowledge, LedgerEvent, namesOf } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';

type Names = ReturnType<typeof namesOf>;

/** What is known of some ids. */
interface Generation {
  zones: Map<string, string>;
  facts: Map<string, Parameters<Knowledge['facts']['set']>[1]>;
  events: Map<string, LedgerEvent>;
  /** Everything that these say had been written below this position. */
  writtenTo: number;
}

/**
 * What the writer knows of the ledger at `size`, which the index may not have reached yet. An id is either kept here as it stands at `size`, or has not been
 * written about since the index passed it, and then the index knows it: so what was written since, laid over what the index says, is the ledger as it stands.
 */
export interface HeadKnowledge {
  /** The ledger size that all this is of; undefined where nothing is known, and `begin` comes first. */
  size(): number | undefined;
  /** Forgets everything, and begins anew where the index holds all below `size`. */
  begin(size: number): void;
  forget(): void;
  /**
   * What is known of the ids; undefined where the index is ahead, for then others have written. Whoever writes about them adds what he is about to write,
   * and says `wrote` when it is on disk, or else `forget`.
   */
  recall(names: Names): Promise<Knowledge | undefined>;
  /** So many events were written at `size`. @param indexedTo what the index holds by now */
  wrote(count: number, indexedTo: number): void;
}

/** @param kept how many facts and events are kept before the older half makes room, once the index has them */
export function createHeadKnowledge(readModel: Pick<ReadModel, 'known'>, kept = 4_000): HeadKnowledge {
  let size: number | undefined;
  let young = generation();
  let old = generation();

  const lookup = <Kind extends 'zones' | 'facts' | 'events'>(kind: Kind): Knowledge[Kind] => ({
    get: (id: string) => young[kind].get(id) ?? old[kind].get(id),
    has: (id: string) => young[kind].has(id) || old[kind].has(id),
    set: (id: string, value: never) => young[kind].set(id, value),
  }) as Knowledge[Kind];
  const all: Knowledge = { zones: lookup('zones'), facts: lookup('facts'), events: lookup('events') };

  /** Ids of which nothing is kept. What is kept among the older is found there a while longer. */
  function missing(kind: 'zones' | 'facts' | 'events', ids: Iterable<string>): string[] {
    const absent: string[] = [];
    for (const id of ids) {
      const isYoung = young[kind].has(id);
      const value = isYoung ? undefined : old[kind].get(id);
      if (value !== undefined) young[kind].set(id, value as never);
      else if (!isYoung) absent.push(id);
    }
    return absent;
  }

  function begin(at: number): void {
    size = at;
    young = generation();
    old = generation();
  }

  return {
    size: () => size,
    begin,
    forget: () => void (size = undefined),
    async recall(names) {
      const events = missing('events', names.events);
      const facts = missing('facts', names.facts);
      const written = new Set(names.negotiations);
      for (const id of names.facts) addTo(written, all.facts.get(id)?.negotiation);
      for (const id of names.events) addTo(written, all.events.get(id)?.head.negotiation);
      const negotiations = missing('zones', written);
      if (events.length + facts.length + negotiations.length === 0) return all;
      const found = await readModel.known({ events, facts, negotiations });
      if (size === undefined || found.size > size) return undefined;
      for (const kind of ['zones', 'facts', 'events'] as const) for (const [id, value] of found[kind]) young[kind].set(id, value as never);
      return all;
    },
    wrote(count, indexedTo) {
      if (size === undefined) return;
      size += count;
      young.writtenTo = size;
      if (young.facts.size + young.events.size < kept || indexedTo < old.writtenTo) return;
      old = young;
      young = generation();
    },
  };
}

function generation(): Generation {
  return { zones: new Map(), facts: new Map(), events: new Map(), writtenTo: 0 };
}

function addTo(ids: Set<string>, id: string | undefined): void {
  if (id !== undefined) ids.add(id);
}
