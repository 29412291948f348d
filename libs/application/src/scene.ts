import { type Evidence, naiveEvidence, type View, viewAt } from '#libs/domain';
import type { ReadModel } from '#libs/read-model';
import type { Histories } from './histories.js';
import { type Present, resolveClocks, type Standing } from './moments.js';
import type { Clocks } from './questions.js';

/** What answering needs. */
export interface Archive {
  readModel: ReadModel;
  histories: Histories;
  /** Milliseconds since 1970, on a whole second. */
  now(): number;
  /** How many events are indexed. */
  head(): Promise<number>;
}

/** A negotiation at the moment that a question asks for. */
export interface Scene extends Standing {
  view: View;
  evidence: Evidence;
  present: Present;
}

/** Sets the scene: resolves the clocks in the negotiation's zone and folds what is visible then. */
export async function sceneOf(archive: Archive, negotiation: string, clocks: Clocks): Promise<Scene> {
  const present: Present = { now: archive.now(), head: await archive.head(), readModel: archive.readModel };
  const history = await archive.histories.get(negotiation, present.head);
  const standing = await resolveClocks(clocks, history.zone, present);
  const view = viewAt(history, standing.moment);
  return { ...standing, view, evidence: naiveEvidence(view), present };
}
