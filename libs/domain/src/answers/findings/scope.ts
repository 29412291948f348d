import type { Measure, NoticeKind } from '../../facts/kinds.js';
import type { Seen, View } from '../../history.js';
import { ofType } from '../refs.js';

type Notice = Seen<`notices.${Measure}`>;

/** Which notices a check adds up: one round (null: those outside any), or all where undefined. */
export interface Scope {
  notice: NoticeKind;
  round: string | null | undefined;
}

/** The view as if nothing were recorded but the notices inside a scope. */
export function viewWithin(view: View, scope: Scope): View {
  const inside = (facts: readonly Seen[]): Seen[] => facts.filter((seen) => noticesIn([seen], scope).length > 0);
  return { ...view, certain: inside(view.certain), possible: inside(view.possible), ahead: [] };
}

/** The notices of a scope, by what is counted. */
export function noticesIn(facts: readonly Seen[], { notice, round }: Scope, ...measures: Measure[]): Notice[] {
  const types = (measures.length === 0 ? (['planned', 'issued', 'postponed', 'withdrawn', 'took-effect'] as const) : measures).map((measure) => `notices.${measure}` as const);
  return ofType(facts, ...types).filter(({ data }) => data.notice === notice && (round === undefined || (data.round ?? null) === round));
}
