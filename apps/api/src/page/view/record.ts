import type { Clocks } from '#libs/application';
import type { StateAnswer } from '#libs/domain';
import type { Places } from './address.js';
import { ballotsView, type BallotsView } from './ballots.js';
import { deadlinesView, type DeadlinesView } from './deadlines.js';
import { figuresView, type FiguresView } from './figures.js';

/** What is recorded beside the notices. */
export interface RecordView {
  deadlines: DeadlinesView;
  ballots: BallotsView;
  figures: FiguresView;
}

/** @param clocks as the state was asked for */
export function recordView(state: StateAnswer, { at, known, ledger, conventions }: Clocks, places: Places): RecordView {
  const asked = { negotiation: state.negotiation, at, known, ledger, conventions };
  return { deadlines: deadlinesView(state, asked, places), ballots: ballotsView(state, asked, places), figures: figuresView(state, asked, places) };
}
