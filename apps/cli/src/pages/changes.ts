import type { Basis, Cause, Difference, FactRef, ReplayStep, ValueChange } from '#libs/domain';
import { table } from '../layout.js';
import type { Screen } from '../screen.js';
import { basisLine, day, factLine, heading, item, localTime, paragraph, plural, shortId, title } from './words.js';

/** What differs between two points: values first, each with why, then the facts that are seen otherwise. */
export function differencePage({ from, to, values, facts, factCount = facts.length }: Difference & { factCount?: number }, negotiation: string, screen: Screen): string[] {
  return [
    ...title(`What changed in ${negotiation}`, screen),
    ...paragraph(`from ${basisLine(from)}`, screen, 0, screen.quiet),
    ...paragraph(`to ${basisLine(to)}`, screen, 0, screen.quiet),
    ...heading(`values (${values.length})`, screen),
    ...(values.length === 0 ? ['  none changed'] : values.flatMap((change) => changeLines(change, negotiation, screen))),
    ...factsSection({ facts, factCount, to }, negotiation, screen),
  ];
}

function changeLines({ label, from, to, because, becauseCount }: ValueChange, negotiation: string, screen: Screen): string[] {
  return [
    ...paragraph(label, screen, 2, screen.strong),
    ...paragraph(`${from?.words ?? 'nothing'} → ${to?.words ?? 'nothing'}`, screen, 4),
    ...(because.length === 0 ? [] : paragraph(`${causes(because, negotiation)}${becauseCount > because.length ? `; and ${becauseCount - because.length} more` : ''}`, screen, 4, screen.quiet)),
  ];
}

/** "because N8, N9 happened; S3 became known". */
function causes(because: readonly { fact: string; cause: Cause }[], negotiation: string): string {
  const kinds = [...new Set(because.map(({ cause }) => cause))];
  return `because ${kinds.map((kind) => `${because.filter(({ cause }) => cause === kind).map(({ fact }) => shortId(fact, negotiation)).join(', ')} ${kind}`).join('; ')}`;
}

function factsSection({ facts, factCount, to }: { facts: Difference['facts']; factCount: number; to: Basis }, negotiation: string, screen: Screen): string[] {
  const rows = facts.map((fact) => [fact.cause, day(fact.happened, to.at.zone, 'the case'), shortId(fact.fact, negotiation), factLine(fact)]);
  return [...heading(`facts seen otherwise (${facts.length === factCount ? factCount : `${facts.length} of ${factCount}`})`, screen), ...(rows.length === 0 ? ['  none'] : table(rows, { width: screen.width, indent: 2, most: [17, 24, 14], styles: [screen.strong, undefined, screen.quiet] }))];
}

/** One step of the story: when, what happened, what it changed. */
export function stepLines({ step, clock, instant, seq, op, fact, changed }: ReplayStep, negotiation: string, zone: string, screen: Screen): string[] {
  const told = fact === null ? 'nothing but time went by' : 'what' in fact ? factLine(fact) : `${fact.type}, not seen any more`;
  const when = clock === 'recorded' ? `event ${seq}, ${op}, ${instant ?? ''}` : whenOf(clock, instant, fact, zone);
  const effect = changed.length === 0 ? [screen.quiet('    no value changed')] : changed.flatMap(({ label, from, to }) => item(`${label}: ${from?.words ?? 'nothing'} → ${to?.words ?? 'nothing'}`, screen, 4));
  const whose = fact === null ? '' : ` · ${shortId(fact.fact, negotiation)}`;
  return ['', ...paragraph(`${step}. ${when}${whose}`, screen, 0, screen.heading), ...paragraph(told, screen, 4), ...effect];
}

function whenOf(clock: 'happened' | 'reported', instant: string | null, fact: ReplayStep['fact'], zone: string): string {
  if (clock === 'happened' && fact !== null) return 'happened' in fact ? day((fact as FactRef).happened, zone, 'the case') : 'date not stated';
  if (clock === 'happened') return `by ${localTime(instant ?? '', zone)}`;
  return instant === null ? 'always public' : `public by ${localTime(instant, zone)}`;
}

export function replayTitle(name: string, clock: string, screen: Screen): string[] {
  return title(`${name}: the story in the order in which it ${clock === 'happened' ? 'happened' : clock === 'reported' ? 'became public' : 'was recorded'}`, screen);
}

export function replayEnd(steps: number): string[] {
  return ['', plural(steps, 'step')];
}
