import type { FactType } from './types.js';

/** What facts tell of, in the order in which readers are offered them. */
export const FACT_KINDS = ['milestones', 'notices', 'deadlines', 'ballots', 'figures', 'statements'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** null: part of what the case is. */
export const KIND_OF: Readonly<Record<FactType, FactKind | null>> = {
  'negotiation.opened': null,
  'source.registered': null,
  'party.joined': null,
  'person.named': null,
  'group.identified': null,
  'milestone.reached': 'milestones',
  'term.offered': 'figures',
  'figure.given': 'figures',
  'notices.planned': 'notices',
  'notices.issued': 'notices',
  'notices.totalled': 'notices',
  'notices.postponed': 'notices',
  'notices.withdrawn': 'notices',
  'notices.took-effect': 'notices',
  'deadline.set': 'deadlines',
  'deadline.moved': 'deadlines',
  'deadline.met': 'deadlines',
  'deadline.missed': 'deadlines',
  'deadline.withdrawn': 'deadlines',
  'rule.adopted': 'ballots',
  'ballot.called': 'ballots',
  'ballot.tallied': 'ballots',
  'statement.made': 'statements',
};
