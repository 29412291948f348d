import type { Evidence, Moment } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { createTimeline, type Timeline } from '#libs/timeline';
import { createBreather } from './breather.js';
import { QuestionError } from './errors.js';

/** Events, or changes, that are worked through before others have their turn: a few milliseconds' worth. */
const SLICE = 100;

interface Loaded {
  timeline: Timeline;
  /** Every event of the negotiation below this position is in the timeline. */
  upTo: number;
}

/** Timelines of negotiations, loaded when they are asked for and kept current. */
export interface Timelines {
  /** The timeline of a negotiation, with all its events below `size` (and maybe later ones). @throws QuestionError unknown-negotiation */
  get(negotiation: string, size: number): Promise<Timeline>;
  /** Forgets everything, after the index was rebuilt. */
  clear(): void;
}

/**
 * The least recently asked-for negotiations make room for others. Loads of one negotiation wait for each other, so that it is
 * read once, and a timeline only ever grows by the events that it lacks; other work has its turn between slices of a load.
 * @param cacheBytes how much memory the timelines may take together, about; the one that was asked for last is kept whatever its size
 */
export function createTimelines(readModel: Pick<ReadModel, 'negotiation' | 'events'>, cacheBytes: number): Timelines {
  const loaded = new Map<string, Loaded>();
  const loading = new Map<string, Promise<Timeline>>();

  async function bringUp(negotiation: string, size: number): Promise<Timeline> {
    const kept = loaded.get(negotiation) ?? (await begin(negotiation));
    const breathe = createBreather();
    while (kept.upTo < size) {
      const events = await readModel.events(negotiation, kept.upTo, size, SLICE);
      for (const event of events) kept.timeline.append(event);
      const last = events.at(-1);
      kept.upTo = last === undefined || events.length < SLICE ? size : last.head.seq + 1;
      await breathe();
    }
    loaded.delete(negotiation);
    loaded.set(negotiation, kept);
    makeRoom(negotiation);
    return kept.timeline;
  }

  async function begin(negotiation: string): Promise<Loaded> {
    const row = await readModel.negotiation(negotiation);
    if (row === undefined) throw new QuestionError('unknown-negotiation', `there is no negotiation ${negotiation}`);
    return { timeline: createTimeline(row.zone, negotiation), upTo: 0 };
  }

  function makeRoom(asked: string): void {
    const sizes = new Map([...loaded].map(([negotiation, { timeline }]) => [negotiation, timeline.bytes()]));
    let total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [negotiation, bytes] of sizes) {
      if (total <= cacheBytes) return;
      if (negotiation === asked) continue;
      loaded.delete(negotiation);
      total -= bytes;
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
        return await turn;
      } finally {
        if (loading.get(negotiation) === turn) loading.delete(negotiation);
      }
    },
    clear() {
      loaded.clear();
    },
  };
}

/** What is seen at a moment; trees that this takes are grown first, in slices. */
export async function evidenceAt(timeline: Timeline, moment: Moment): Promise<Evidence> {
  const breathe = createBreather();
  while (timeline.needsReports(moment) && !timeline.growReports(SLICE)) await breathe();
  return timeline.evidenceAt(moment);
}
