import { type Evidence, isSameMoment, type Moment, type Reconciliation, reconciling, type Slices } from '#libs/domain';
import type { Timeline } from '#libs/timeline';

type Lines = Reconciliation['lines'];

/** What was last reconciled of each negotiation, as long as somebody holds it. A timeline never comes to say otherwise of a moment. */
const last = new WeakMap<Timeline, { moment: Moment; lines: WeakRef<Lines> }>();

/** Checks the counts at the moment of the evidence; the lines are kept for `linesOnce`. */
export function* reconcilingOnce(timeline: Timeline, evidence: Evidence): Slices<Reconciliation> {
  const reconciled = yield* reconciling(evidence, timeline.facts);
  last.set(timeline, { moment: evidence.moment, lines: new WeakRef(reconciled.lines) });
  return reconciled;
}

/** The lines alone: an audit page shows the reconciliation, then asks for the findings, which are made of the same lines. */
export function* linesOnce(timeline: Timeline, evidence: Evidence): Slices<Pick<Reconciliation, 'lines'>> {
  const kept = last.get(timeline);
  const lines = kept !== undefined && isSameMoment(kept.moment, evidence.moment) ? kept.lines.deref() : undefined;
  return lines === undefined ? yield* reconcilingOnce(timeline, evidence) : { lines };
}
