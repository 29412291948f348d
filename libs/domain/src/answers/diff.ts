import { compareHappened } from '../fold.js';
import type { Seen, View } from '../history.js';
import { naiveEvidence } from '../naive-evidence.js';
import { isCertain, isPossible } from '../time/when.js';
import { isRetractedAt } from '../versions.js';
import { EVERYTHING } from './listing.js';
import { factRef } from './refs.js';
import { state } from './state.js';
import type { Basis, FactRef } from './types.js';
import { type NamedValue, valuesOf } from './values.js';

/** Why an answer changed. */
export type Cause = 'happened' | 'may have happened' | 'became known' | 'recorded' | 'revised' | 'mended' | 'retracted' | 'reinstated' | 'redacted';

/** A fact that is not seen as it was. */
export interface FactChange extends FactRef {
  cause: Cause;
}

/** A value that is not what it was, and the changed facts that it rests on. */
export interface ValueChange {
  path: string;
  label: string;
  from: { value: unknown; words: string } | null;
  to: { value: unknown; words: string } | null;
  /** "deal status: talking → rejected". */
  words: string;
  because: { fact: string; cause: Cause }[];
}

export interface Difference {
  from: Basis;
  to: Basis;
  /** The change in sentences: values first, then how many facts. */
  words: string[];
  values: ValueChange[];
  facts: FactChange[];
}

/** A view with the basis on which it was asked for. */
export interface Standpoint {
  view: View;
  basis: Basis;
}

/** What differs between two points on the clocks, in data and in words, each change with its cause. */
export function difference(from: Standpoint, to: Standpoint): Difference {
  const facts = changedFacts(from.view, to.view);
  const values = changedValues(valuesAt(from), valuesAt(to), facts);
  const words = [...values.map((change) => change.words), facts.length === 0 ? 'no fact is seen otherwise' : `${facts.length} ${facts.length === 1 ? 'fact is' : 'facts are'} seen otherwise: ${causesInWords(facts)}`];
  return { from: from.basis, to: to.basis, words, values, facts };
}

/** The named values of a state, with all the facts behind each. */
export function valuesAt({ view, basis }: Standpoint): Map<string, NamedValue> {
  return new Map(valuesOf(state(naiveEvidence(view), basis, EVERYTHING)).map((value) => [value.path, value]));
}

export function changedValues(before: ReadonlyMap<string, NamedValue>, after: ReadonlyMap<string, NamedValue>, facts: readonly FactChange[]): ValueChange[] {
  const causes = new Map(facts.map(({ fact, cause }) => [fact, cause]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const old = before.get(path);
    const now = after.get(path);
    // Only what a value is counts as a change: that a deadline is a day nearer does not.
    if (JSON.stringify(old?.value) === JSON.stringify(now?.value)) return [];
    const label = now?.label ?? old?.label ?? path;
    const behind = [...new Set([...(old?.facts ?? []), ...(now?.facts ?? [])])];
    return [
      {
        path,
        label,
        from: old === undefined ? null : { value: old.value, words: old.words },
        to: now === undefined ? null : { value: now.value, words: now.words },
        words: `${label}: ${old?.words ?? 'nothing'} → ${now?.words ?? 'nothing'}`,
        because: behind.flatMap((fact) => {
          const cause = causes.get(fact);
          return cause === undefined ? [] : [{ fact, cause }];
        }),
      },
    ];
  });
}

/** The facts that are not seen as they were, in happened order, each with the cause: of two points that which made the later one differ. */
export function changedFacts(before: View, after: View): FactChange[] {
  const old = seenById(before);
  const now = seenById(after);
  const ids = new Set([...old.keys(), ...now.keys()]);
  const forward = before.moment.at <= after.moment.at && before.moment.known <= after.moment.known && before.moment.ledger <= after.moment.ledger;
  const changes = [...ids].flatMap((id) => {
    const cause = forward ? causeOf(old.get(id), now.get(id), before, after, id) : causeOf(now.get(id), old.get(id), after, before, id);
    const seen = now.get(id) ?? old.get(id);
    return cause === null || seen === undefined ? [] : [{ seen, cause }];
  });
  return changes.sort((a, b) => compareHappened(a.seen, b.seen)).map(({ seen, cause }) => ({ ...factRef(seen), cause }));
}

export function seenById(view: View): Map<string, Seen> {
  return new Map([...view.standing, ...view.certain, ...view.possible, ...view.ahead].map((seen) => [seen.id, seen]));
}

function causeOf(old: Seen | undefined, now: Seen | undefined, before: View, after: View, id: string): Cause | null {
  const steps = after.history.facts.get(id)?.events ?? [];
  const written = steps.filter(({ head }) => head.seq >= before.moment.ledger && head.seq < after.moment.ledger).map(({ head }) => head.op);
  const lastWritten = written.at(-1);
  if (old === undefined) {
    if (written.includes('record')) return 'recorded';
    if (isRetracted(before, id)) return 'reinstated';
    return lastWritten === 'mend' ? 'mended' : 'became known';
  }
  if (now === undefined) return after.redacted.includes(id) ? 'redacted' : isRetracted(after, id) ? 'retracted' : 'mended';
  if (lastWritten === 'redact') return 'redacted';
  if (!isSameSight(old, now)) return written.includes('mend') && !written.includes('revise') ? 'mended' : 'revised';
  const places = [placeAt(old, before.moment.at), placeAt(now, after.moment.at)] as const;
  if (places[0] === places[1] || before.standing.includes(old)) return null;
  return places[1] === 'possible' ? 'may have happened' : 'happened';
}

/** Whether the same claims of the same version speak for a fact. */
export function isSameSight(old: Seen | undefined, now: Seen | undefined): boolean {
  return old?.version.seq === now?.version.seq && old?.speaking.length === now?.speaking.length && (old?.speaking ?? []).every((claim, index) => claim === now?.speaking[index]);
}

function isRetracted({ history, moment }: View, id: string): boolean {
  const fact = history.facts.get(id);
  return fact !== undefined && isRetractedAt(fact, moment);
}

function placeAt({ span }: Seen, at: number): 'certain' | 'possible' | 'ahead' {
  return isCertain(span, at) ? 'certain' : isPossible(span, at) ? 'possible' : 'ahead';
}

function causesInWords(facts: readonly FactChange[]): string {
  const counts = new Map<Cause, number>();
  for (const { cause } of facts) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, count]) => `${count} ${cause}`).join(', ');
}
