import { addToHistory, type History, historyOf } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { createBreather } from './breather.js';
import { QuestionError } from './errors.js';

/** How many events are kept in memory, of however many negotiations. */
const KEPT_EVENTS = 500_000;

/** How many positions of the ledger are read at a time, between which others have their turn. */
const STRIDE = 500;

interface Loaded {
  history: History;
  /** Every event of the negotiation below this position is in the history. */
  upTo: number;
  events: number;
}

/** Histories of negotiations, loaded when they are asked for and kept current. */
export interface Histories {
  /** The history of a negotiation, with all its events below `size` (and maybe later ones). @throws QuestionError unknown-negotiation */
  get(negotiation: string, size: number): Promise<History>;
  /** Forgets everything, after the index was rebuilt. */
  clear(): void;
}

/**
 * The least recently asked-for negotiations make room for others. Loads of one negotiation wait for each other, so that it is
 * read once, and a history only ever grows by the events that it lacks.
 */
export function createHistories(readModel: Pick<ReadModel, 'negotiation' | 'events'>, keptEvents = KEPT_EVENTS): Histories {
  const loaded = new Map<string, Loaded>();
  const loading = new Map<string, Promise<Loaded>>();

  async function bringUp(negotiation: string, size: number): Promise<Loaded> {
    const kept = loaded.get(negotiation) ?? (await begin(negotiation));
    const breathe = createBreather();
    while (kept.upTo < size) {
      const next = Math.min(kept.upTo + STRIDE, size);
      for (const event of await readModel.events(negotiation, kept.upTo, next)) {
        addToHistory(kept.history, event);
        kept.events += 1;
      }
      kept.upTo = next;
      await breathe();
    }
    loaded.delete(negotiation);
    loaded.set(negotiation, kept);
    makeRoom(negotiation);
    return kept;
  }

  async function begin(negotiation: string): Promise<Loaded> {
    const row = await readModel.negotiation(negotiation);
    if (row === undefined) throw new QuestionError('unknown-negotiation', `there is no negotiation ${negotiation}`);
    return { history: historyOf(negotiation, row.zone, []), upTo: 0, events: 0 };
  }

  function makeRoom(asked: string): void {
    let total = [...loaded.values()].reduce((sum, { events }) => sum + events, 0);
    for (const [negotiation, { events }] of loaded) {
      if (total <= keptEvents) return;
      if (negotiation === asked) continue;
      loaded.delete(negotiation);
      total -= events;
    }
  }

  return {
    async get(negotiation, size) {
      const before = loading.get(negotiation);
      const turn = (before ?? Promise.resolve()).then(
        () => bringUp(negotiation, size),
        () => bringUp(negotiation, size),
      );
      loading.set(negotiation, turn);
      try {
        return (await turn).history;
      } finally {
        if (loading.get(negotiation) === turn) loading.delete(negotiation);
      }
    },
    clear() {
      loaded.clear();
    },
  };
}
