import type { Command } from '#libs/domain';

/** What the processes under test, and who tests them, say to each other. */

export const NEGOTIATION = 'talks';
/** Facts that all processes change. */
export const SHARED = ['shared-1', 'shared-2', 'shared-3'] as const;

/** To a process: its clock steps back; it is to finish what it does; or, when all have, to answer at this ledger size. */
export type Order = { secondsBack: number } | { finish: true } | { answerAt: number };

/** By a process: a step it is about to take, and how it came out; a fact of its own that was acknowledged; what it answers in the end. */
export type Told =
  | 'ready'
  | 'idle'
  | { step: string; called: string; fact: string; kind: 'read' | 'change'; expected?: number }
  | { step: string; returned: string; revision: number; made?: boolean; seq?: number }
  | { recorded: string; seq: number }
  | { root: string; answer: string };

/** All processes record the same: one of them writes it, the others are answered with its receipt. */
export function openingOf(): Command[] {
  const opening = { op: 'record', id: 'opening', fact: NEGOTIATION, negotiation: NEGOTIATION, type: 'negotiation.opened', claims: [{ data: { title: 'Talks', zone: 'UTC' } }] };
  const shared = SHARED.map((fact) => ({ op: 'record', id: fact, fact, negotiation: NEGOTIATION, type: 'milestone.reached', claims: [{ happened: '2011-05-05', data: { kind: 'talks-opened' } }] }));
  return [opening, ...shared] as unknown as Command[];
}
