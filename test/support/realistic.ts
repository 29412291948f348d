import { Temporal } from 'temporal-polyfill';
import type { ClaimInput, Command } from '#libs/domain';
import { randomOf, type Random } from './random.js';

/** What a generated history is like. Rates are parts of the facts recorded, 0 to 1. */
export interface Shape {
  negotiation: string;
  /** How many events there are, of all kinds. */
  events: number;
  seed: number;
  /** Facts that happened up to a year before they were recorded; the others happened on the day. */
  late?: number;
  /** Facts of which a later version became known. */
  revised?: number;
  /** Facts with a mistake that is mended later. */
  mended?: number;
  /** Facts that are taken out of the record later: half by their source, half as our error. */
  retracted?: number;
  /** Facts dated by a span of several days. */
  imprecise?: number;
  agencies?: number;
  rounds?: number;
  /** Keys of deadlines. */
  deadlines?: number;
  /** What figures are given of. */
  measures?: number;
  /** Keys of ballots, called and tallied over and over; none if not said. */
  ballots?: number;
  /** How many days the history lasts. */
  days?: number;
}

/** One command of a history, in the order of recording. */
export interface Step {
  command: Command;
  /** No later command changes, cites or names this fact. */
  last: boolean;
}

export const REALISTIC = { late: 0.2, revised: 0.05, mended: 0.01, retracted: 0.02, imprecise: 0.1, agencies: 40, rounds: 6, deadlines: 30, measures: 20, ballots: 0, days: 3_650 };

const ZONE = 'America/New_York';
const FIRST_DAY = Temporal.PlainDate.from('2001-01-01');
/** Facts that cite one article, and how long after its record a fact is changed at most, in events. */
const FACTS_PER_SOURCE = 50;
const CHANGED_WITHIN = 2_000;

/**
 * A long negotiation as it would be recorded day by day: an opening, sources, and facts of which some are late, some imprecise, and
 * some revised, mended or retracted afterwards. The same shape gives the same commands; they are made one at a time, so that a history may be of any length.
 */
export function* realisticSteps(shape: Shape): Generator<Step, void> {
  const { negotiation, events, seed, late, revised, mended, retracted, ...rest } = { ...REALISTIC, ...shape };
  const random = randomOf(seed);
  const days = dayTexts(rest.days);
  const later = new Map<number, Step[]>();
  const queued: Step[] = [];
  let facts = 0;
  let source = '';

  const id = (kind: string): string => `${negotiation}.${kind}${(facts += 1)}`;
  yield { command: recorded(negotiation, 'negotiation.opened', negotiation, [{ data: { title: `Talks ${negotiation}`, zone: ZONE } }]), last: true };

  for (let made = 1; made < events; made += 1) {
    const today = Math.floor((made / events) * rest.days);
    queued.push(...(later.get(made) ?? []));
    later.delete(made);
    const due = queued.shift();
    if (due !== undefined) {
      yield due;
      continue;
    }
    if (facts % (FACTS_PER_SOURCE + 1) === 0) {
      source = id('S');
      yield { command: recorded(source, 'source.registered', negotiation, [{ data: { title: `Report of ${days[today]}`, publisher: random.pick(PAPERS), published: days[today] } }]), last: false };
      continue;
    }
    const fact = id('F');
    const { type, data } = someData(random, rest, days, today);
    const happened = random.chance(late) ? Math.max(0, today - random.upTo(365)) : today;
    const claim = (dataNow: object): ClaimInput => ({
      happened: dateText(random.chance(rest.imprecise), happened, days),
      data: dataNow,
      sources: [{ source, locator: `¶${1 + random.upTo(30)}` }],
      ...(random.chance(0.3) ? { attributedTo: random.pick(SPEAKERS) } : {}),
    });
    const again = (): ClaimInput[] => [claim('count' in data ? { ...data, count: String(1 + random.upTo(400)) } : data)];
    const changes: Command[] = [];
    if (random.chance(mended)) changes.push({ op: 'mend', id: `${fact}-mend`, fact, claims: again() });
    if (random.chance(revised)) changes.push({ op: 'revise', id: `${fact}-revise`, fact, claims: again() });
    if (random.chance(retracted)) changes.push({ op: 'retract', id: `${fact}-retract`, fact, ...(random.chance(0.5) ? { sources: [{ source }] } : {}) });
    let at = made;
    changes.forEach((command, index) => {
      at += 1 + random.upTo(CHANGED_WITHIN);
      later.set(at, [...(later.get(at) ?? []), { command, last: index === changes.length - 1 }]);
    });
    yield { command: recorded(fact, type, negotiation, [claim(data)]), last: changes.length === 0 };
  }
}

function recorded(fact: string, type: string, negotiation: string, claims: ClaimInput[]): Command {
  return { op: 'record', id: `${fact}-record`, fact, negotiation, type, claims };
}

const PAPERS = ['The Courant', 'The Post', 'The Register', 'The Mirror', 'The Day'];
const SPEAKERS = ['the administration', 'the coalition', 'unnamed officials', 'a letter to members'];
const KINDS = ['talks-opened', 'talks-broken-off', 'talks-resumed', 'tentative-agreement', 'agreement-rejected', 'agreement-ratified', 'notices-delayed', 'other'];
const WORDS = ['layoffs', 'savings', 'pensions', 'vote', 'deadline', 'concessions', 'budget', 'members', 'agreement', 'notices', 'health', 'wages'];

type Sizes = Required<Pick<Shape, 'agencies' | 'rounds' | 'deadlines' | 'measures' | 'ballots'>>;

/** Mostly notices, as a docket of layoffs has them; the rest is what surrounds them. */
function someData(random: Random, { agencies, rounds, deadlines, measures, ballots }: Sizes, days: readonly string[], today: number): { type: string; data: Record<string, unknown> } {
  const round = `round-${1 + random.upTo(rounds)}`;
  const kind = random.next();
  if (kind < 0.55) return { type: 'notices.issued', data: { round, ...batch(random, agencies) } };
  if (kind < 0.6) return { type: 'notices.withdrawn', data: { round, count: String(1 + random.upTo(30)) } };
  if (kind < 0.63) return { type: 'notices.totalled', data: { round, scope: 'round', count: String(100 + random.upTo(5_000)) } };
  if (kind < 0.65) return { type: 'notices.planned', data: { round, plan: `plan-${1 + random.upTo(rounds)}`, count: `about ${100 + random.upTo(4_000)}` } };
  if (kind < 0.7) return { type: 'milestone.reached', data: { kind: random.pick(KINDS) } };
  if (kind < 0.76) {
    const key = `deadline-${1 + random.upTo(deadlines)}`;
    const due = days[Math.min(days.length - 1, today + random.upTo(60))];
    return random.pick([
      { type: 'deadline.set', data: { key, due } },
      { type: 'deadline.moved', data: { key, due } },
      { type: 'deadline.met', data: { key } },
    ]);
  }
  if (kind < 0.82) return { type: 'figure.given', data: { measure: `measure-${1 + random.upTo(measures)}`, value: `$${1 + random.upTo(900)} million` } };
  if (ballots > 0 && kind < 0.88) {
    const ballot = `ballot-${1 + random.upTo(ballots)}`;
    return random.pick([
      { type: 'ballot.called', data: { ballot, on: days[today] } },
      { type: 'ballot.tallied', data: { ballot, for: String(random.upTo(900)), against: String(random.upTo(900)) } },
    ]);
  }
  return { type: 'statement.made', data: { speaker: `Speaker ${1 + random.upTo(60)}`, gist: gist(random), topics: [random.pick(WORDS)] } };
}

/** A batch, usually with its agencies. */
function batch(random: Random, agencies: number): Record<string, unknown> {
  if (random.chance(0.15)) return { count: `about ${5 + random.upTo(400)}` };
  const names = new Set(Array.from({ length: 1 + random.upTo(3) }, () => `Agency ${1 + random.upTo(agencies)}`));
  const parts = [...names].map((name) => ({ name, count: 1 + random.upTo(120) }));
  return {
    count: String(parts.reduce((sum, { count }) => sum + count, 0)),
    breakdowns: [{ by: 'agency', complete: true, parts: parts.map(({ name, count }) => ({ name, count: String(count) })) }],
  };
}

function gist(random: Random): string {
  return Array.from({ length: 12 + random.upTo(18) }, () => random.pick(WORDS)).join(' ');
}

function dateText(imprecise: boolean, day: number, days: readonly string[]): string {
  return imprecise ? `[${days[Math.max(0, day - 3)]}..${days[day]}]` : days[day]!;
}

function dayTexts(count: number): string[] {
  return Array.from({ length: count }, (_, day) => FIRST_DAY.add({ days: day }).toString());
}
