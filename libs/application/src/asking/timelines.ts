import type { Evidence, LedgerEvent, Moment } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import { createPages, createTimeline, type Overflow, type Timeline } from '#libs/timeline';
import { createBreather, inSlices } from '../breather.js';
import { QuestionError } from './errors.js';

/** Events read at once: what can't be left in the middle. */
const PAGE = 50;
/** How long a load, or growing trees, holds the event loop at a stretch: loads go on for minutes, beside all else. Milliseconds. */
const HELD = 4;
/** The pages of one negotiation take this part of the room at most: two long ones, and short ones beside them, have room together. One that is dropped is loaded anew, which takes minutes where it is long. */
const LARGEST_PART = 2 / 5;
/** So many changes of the trees in the order of reports are made at a time. */
const STEPS = 2;

interface Loaded {
  timeline: Timeline;
  /** Every event of the negotiation below this position is in the timeline. */
  upTo: number;
  /** As it was counted when it was last asked for. */
  bytes: number;
}

/** Timelines of negotiations, loaded when they are asked for and kept current. */
export interface Timelines {
  /** The timeline of a negotiation, with all its events below `size` (and maybe later ones). @throws QuestionError unknown-negotiation */
  get(negotiation: string, size: number): Promise<Timeline>;
  /** How many are held, and how many bytes they take, about. */
  held(): { negotiations: number; bytes: number };
  /** Forgets everything, after the index was rebuilt. */
  clear(): void;
}

/**
 * The least recently asked-for negotiations make room for others. Loads of one negotiation wait for each other, so that it is
 * read once, and a timeline only ever grows by the events that it lacks; other work has its turn between slices of a load.
 * @param overflow how much memory the timelines may take together, about, and where the rest of one lies that is larger
 */
export function createTimelines(readModel: Pick<ReadModel, 'negotiation' | 'events'>, overflow: Overflow): Timelines {
  /** The least recently asked-for first. */
  const loaded = new Map<string, Loaded>();
  const loading = new Map<string, Promise<Timeline>>();
  let total = 0;

  async function bringUp(negotiation: string, size: number): Promise<Timeline> {
    let kept = loaded.get(negotiation) ?? (await begin(negotiation));
    const breathe = createBreather(HELD);
    while (kept.upTo < size) {
      const events = await readModel.events(negotiation, kept.upTo, size, PAGE);
      // What a redaction removed is gone from the index: read from the beginning, the events are as if it had never been there.
      if (!(await takeAll(kept, events, breathe))) kept = await begin(negotiation);
      else if (events.length < PAGE) kept.upTo = size;
    }
    keep(negotiation, kept);
    return kept.timeline;
  }

  /** @returns false where an event removes a body that the timeline holds */
  async function takeAll(kept: Loaded, events: readonly LedgerEvent[], breathe: () => Promise<void>): Promise<boolean> {
    for (const event of events) {
      if (!kept.timeline.append(event)) return false;
      kept.upTo = event.head.seq + 1;
      await breathe();
    }
    return true;
  }

  async function begin(negotiation: string): Promise<Loaded> {
    const row = await readModel.negotiation(negotiation);
    if (row === undefined) throw new QuestionError('unknown-negotiation', `there is no negotiation ${negotiation}`);
    return { timeline: createTimeline(row.zone, negotiation, { pages: createPages({ ...overflow, limit: overflow.limit * LARGEST_PART }) }), upTo: 0, bytes: 0 };
  }

  function keep(negotiation: string, asked: Loaded): void {
    drop(negotiation);
    asked.bytes = asked.timeline.bytes();
    total += asked.bytes;
    for (const other of loaded.keys()) {
      if (total <= overflow.limit) break;
      drop(other);
    }
    loaded.set(negotiation, asked);
  }

  function drop(negotiation: string): void {
    total -= loaded.get(negotiation)?.bytes ?? 0;
    loaded.delete(negotiation);
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
    held: () => ({ negotiations: loaded.size, bytes: total }),
    clear() {
      loaded.clear();
      total = 0;
    },
  };
}

/** What is seen at a moment; trees that this takes are grown first, in slices. */
export async function evidenceAt(timeline: Timeline, moment: Moment): Promise<Evidence> {
  const breathe = createBreather(HELD);
  while (timeline.needsReports(moment) && !timeline.growReports(STEPS)) await breathe();
  return inSlices(timeline.gathering(moment), breathe);
}
