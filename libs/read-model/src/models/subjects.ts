import type { FactType } from '#libs/domain';

/** What is asked about all negotiations at once, and the types of the facts that it depends on. */
export const SUBJECTS = {
  status: ['milestone.reached', 'ballot.called', 'ballot.tallied', 'rule.adopted'],
  notices: ['notices.issued'],
} as const satisfies Record<string, readonly FactType[]>;

export type Subject = keyof typeof SUBJECTS;

const SUBJECT_OF = new Map<FactType, Subject>((Object.keys(SUBJECTS) as Subject[]).flatMap((subject) => SUBJECTS[subject].map((type) => [type, subject] as const)));

export function subjectOf(type: FactType): Subject | undefined {
  return SUBJECT_OF.get(type);
}

/** Stands for an open end in integer columns that are compared: later than any instant that can be written. Its negative: earlier. */
export const NEVER = 9_000_000_000_000_000;

export function finite(instant: number): number {
  return Math.max(-NEVER, Math.min(NEVER, instant));
}
