import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { ClockName } from '#libs/application';
import type { DealStatus, Dimension, FactKind, FactType, NoticeKind, Side, StoryOrder } from '#libs/domain';

/** The arguments and options that several commands have, and how their values are read. */

// Closed lists, written out so that help and usage errors need no library; a test holds them against the domain's.
export const CLOCKS = ['happened', 'reported', 'recorded'] as const satisfies readonly ClockName[];
export const DIMENSIONS = ['agency', 'site', 'class', 'membership'] as const satisfies readonly Dimension[];
export const SIDES = ['employer', 'employees', 'outside'] as const satisfies readonly Side[];
export const NOTICE_KINDS = ['layoff', 'strike', 'lockout', 'contract-termination', 'other'] as const satisfies readonly NoticeKind[];
export const FACT_KINDS = ['milestones', 'notices', 'deadlines', 'ballots', 'figures', 'statements'] as const satisfies readonly FactKind[];
export const STORY_ORDERS = ['newest', 'oldest'] as const satisfies readonly StoryOrder[];
export const STATUSES = ['none', 'talking', 'stalled', 'tentative', 'voting', 'rejected', 'ratified', 'ended'] as const satisfies readonly DealStatus[];
export const FACT_TYPES = [
  'negotiation.opened', 'source.registered', 'party.joined', 'person.named', 'group.identified', 'milestone.reached', 'term.offered', 'figure.given',
  'notices.planned', 'notices.issued', 'notices.totalled', 'notices.postponed', 'notices.withdrawn', 'notices.took-effect',
  'deadline.set', 'deadline.moved', 'deadline.met', 'deadline.missed', 'deadline.withdrawn', 'rule.adopted', 'ballot.called', 'ballot.tallied', 'statement.made',
] as const satisfies readonly FactType[];

export const negotiation = (): Argument => new Argument('<id>', 'the negotiation, such as connecticut-2011');

export function withClocks(command: Command): Command {
  return command
    .option('--at <when>', 'as it stood in the world then: a date means its end (default: now)')
    .option('--known <when>', 'as it was publicly known then (default: now)')
    .option('--ledger <size>', 'as this ledger held it: a size or an instant (default: all)')
    .option('--json', 'the answer as JSON, as the API gives it');
}

export function withPages(command: Command): Command {
  return command
    .option('--limit <n>', 'so many, and no more (default: all; with --json: a page)', ofAPage)
    .option('--cursor <cursor>', 'go on after the page that gave it');
}

export function withFactPages(command: Command): Command {
  return command
    .option('--limit <n>', 'so many of the facts (default: a page)', ofAPage)
    .option('--cursor <cursor>', 'go on after the page that gave it (`next`, with --json)');
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

export function fromOne(text: string): number {
  if (wholeNumber(text) === 0) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

/** A server gives as many at once, and no more. */
export function ofAPage(text: string): number {
  if (fromOne(text) > 1_000) throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
  return Number(text);
}

/** Every value of an option that may be given again. */
export function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export const choice = (flags: string, description: string, choices: readonly string[]): Option => new Option(flags, description).choices(choices);
