/**
 * Milestones by name. The ones that move the deal's status are in `status.ts`; all others leave it.
 * The names are the storage format. `other` is for whatever the list lacks: `what` says it.
 */
export const MILESTONE_KINDS = [
  'talks-opened',
  'talks-continued',
  'talks-paused',
  'talks-broken-off',
  'talks-resumed',
  'talks-ended',
  'offer-made',
  'tentative-agreement',
  'vote-opened',
  'agreement-rejected',
  'agreement-ratified',
  'earlier-agreement',
  'agreement-in-effect',
  'news-blackout-agreed',
  'news-blackout-confirmed',
  'news-blackout-lifted',
  'fallback-plan-presented',
  'fallback-plan-started',
  'fallback-plan-dropped',
  'budget-approved',
  'budget-signed',
  'notices-delayed',
  'notices-announced',
  'rules-reviewed',
  'other',
] as const;
export type MilestoneKind = (typeof MILESTONE_KINDS)[number];

export const NOTICE_KINDS = ['layoff', 'strike', 'lockout', 'contract-termination', 'other'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The ways in which a batch of notices is broken down. */
export const DIMENSIONS = ['agency', 'site', 'class', 'membership'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a stated total counts. */
export const MEASURES = ['planned', 'issued', 'postponed', 'withdrawn', 'took-effect', 'outstanding'] as const;
export type Measure = (typeof MEASURES)[number];

export const SIDES = ['employer', 'employees', 'outside'] as const;
export type Side = (typeof SIDES)[number];
