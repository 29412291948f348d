import type { Evidence } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import type { Timeline } from '#libs/timeline';
import { basisOfReading, type Present, resolveClocks, type Standing } from './moments.js';
import type { Clocks } from './questions.js';
import type { KeptStates } from './states.js';
import { evidenceAt, type Timelines } from './timelines.js';

/** What answering needs. */
export interface Archive {
  readModel: ReadModel;
  timelines: Timelines;
  states: KeptStates;
  /** Milliseconds since 1970, on a whole second. */
  now(): number;
  /** How many events are indexed. */
  head(): Promise<number>;
  /** The Merkle root of the ledger at a size that it has had, in base 64. */
  rootAt(size: number): Promise<string>;
}

/** Now, for one question: it is the same for all of its parts. */
export async function presentOf({ readModel, now, head, rootAt }: Archive): Promise<Present> {
  return { now: now(), head: await head(), readModel, rootAt };
}

/** A negotiation at the moment that a question asks for. */
export interface Scene extends Standing {
  negotiation: string;
  zone: string;
  evidence: Evidence;
  /** The negotiation at all moments. */
  timeline: Timeline;
  present: Present;
  /** The same negotiation at another moment. */
  at(clocks: Clocks): Promise<Scene>;
}

/** Sets the scene: resolves the clocks in the negotiation's zone and gathers what is visible then. */
export async function sceneOf(archive: Archive, negotiation: string, clocks: Clocks): Promise<Scene> {
  const present = await presentOf(archive);
  return sceneAt(await archive.timelines.get(negotiation, present.head), negotiation, clocks, present);
}

async function sceneAt(timeline: Timeline, negotiation: string, clocks: Clocks, present: Present): Promise<Scene> {
  const { moment, basis, pinned, isPinned } = await resolveClocks(clocks, timeline.zone, present);
  const evidence = await evidenceAt(timeline, moment);
  return {
    moment,
    basis: basisOfReading(basis, evidence.cost === 'linear', isPinned),
    pinned,
    isPinned,
    negotiation,
    zone: timeline.zone,
    evidence,
    timeline,
    present,
    at: (others) => sceneAt(timeline, negotiation, others, present),
  };
}
