import type { DealStatus } from './answers/types.js';
import type { MilestoneKind } from './facts/kinds.js';

/** The milestones that move the deal's status, and where to. All others leave it. */
export const MOVES: Partial<Record<MilestoneKind, DealStatus>> = {
  'talks-opened': 'talking',
  'talks-resumed': 'talking',
  'talks-broken-off': 'stalled',
  'tentative-agreement': 'tentative',
  'vote-opened': 'voting',
  'agreement-rejected': 'rejected',
  'agreement-ratified': 'ratified',
  'talks-ended': 'ended',
};

/** The flags, and the milestones that raise, confirm and lower them. */
export const FLAGS = {
  newsBlackout: { raise: 'news-blackout-agreed', confirm: 'news-blackout-confirmed', lower: 'news-blackout-lifted' },
  fallbackPlan: { raise: 'fallback-plan-started', confirm: undefined, lower: 'fallback-plan-dropped' },
} as const satisfies Record<string, { raise: MilestoneKind; confirm?: MilestoneKind | undefined; lower: MilestoneKind }>;

export type Flag = keyof typeof FLAGS;
