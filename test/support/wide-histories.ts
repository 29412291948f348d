import fc from 'fast-check';
import type { FactType, Rank } from '#libs/domain';
import { count, growing, happened, type Life, type Told, withoutUndefined } from './histories.js';
import type { ClaimOf } from './story.js';

/** Histories of every type of fact that an answer is made from: batches with parts that lie to each other in all ways, plans and totals, ballots under rules, figures, terms, sources. */

const FACTS = 7;
const factId = fc.nat({ max: FACTS - 1 }).map((index) => `fact-${index}`);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const round = maybe(fc.constantFrom('may', 'july'));
const what = maybe(fc.constantFrom('one thing', 'another'));
const notice = fc.constantFrom('layoff' as const, 'layoff' as const, 'strike' as const);
const day = fc.integer({ min: 1, max: 14 }).map((number) => `2011-07-${String(number).padStart(2, '0')}`);

const part = fc.record({ name: fc.constantFrom('north', 'south', 'the rest'), count, derived: maybe(fc.constant(true as const)) }).map(withoutUndefined);
const breakdown = fc.record({ by: fc.constantFrom('agency' as const, 'site' as const), complete: fc.boolean(), parts: fc.array(part, { minLength: 1, maxLength: 3 }) });

const DATA = {
  'notices.issued': fc.record({
    notice, round, count, what,
    breakdowns: maybe(fc.array(breakdown, { minLength: 1, maxLength: 2 })),
    within: fc.option(factId, { nil: undefined, freq: 3 }),
    mayOverlap: fc.option(fc.uniqueArray(factId, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 3 }),
  }),
  'notices.planned': fc.record({ notice, round, count, plan: fc.constantFrom('first', 'second') }),
  'notices.withdrawn': fc.record({ notice, round, count }),
  'notices.took-effect': fc.record({ notice, round, count }),
  'notices.totalled': fc.record({
    notice, round, count, scope: fc.constantFrom('round' as const, 'all' as const, 'unstated' as const), measure: fc.constantFrom('issued' as const, 'planned' as const), moment: maybe(day),
    only: fc.option(fc.constant({ by: 'agency' as const, name: 'north' }), { nil: undefined, freq: 4 }),
  }),
  'milestone.reached': fc.record({
    kind: fc.constantFrom(
      'talks-opened' as const, 'talks-broken-off' as const, 'tentative-agreement' as const, 'talks-continued' as const,
      'news-blackout-agreed' as const, 'news-blackout-confirmed' as const, 'news-blackout-lifted' as const, 'fallback-plan-started' as const, 'fallback-plan-dropped' as const,
    ),
  }),
  'ballot.called': fc.record({ ballot: fc.constantFrom('one', 'two'), matter: maybe(fc.constantFrom('agreement' as const, 'other' as const)), rule: maybe(fc.constantFrom('old', 'new')), on: maybe(day) }),
  'ballot.tallied': fc.record({ ballot: fc.constantFrom('one', 'two'), rule: maybe(fc.constantFrom('old', 'new')), for: maybe(count), against: maybe(count), members: maybe(fc.constant(6)) }),
  'rule.adopted': fc.record({ rule: fc.constantFrom('old', 'new'), unit: fc.constant('unions'), needed: fc.nat({ max: 6 }), outOf: maybe(fc.constant(6)), inForce: happened }),
  'deadline.set': fc.record({ key: fc.constantFrom('offer', 'vote'), due: maybe(happened), what }),
  'deadline.moved': fc.record({ key: fc.constantFrom('offer', 'vote'), due: maybe(happened), what }),
  'deadline.met': fc.record({ key: fc.constantFrom('offer', 'vote'), what }),
  'figure.given': fc.record({ measure: fc.constantFrom('savings', 'deficit'), value: maybe(fc.constantFrom('$1 million', 'about $2 million')), package: maybe(fc.constant('p')), what }),
  'term.offered': fc.record({ package: fc.constantFrom('p', 'q'), term: fc.constantFrom('wages', 'security'), text: fc.constantFrom('frozen', 'four years') }),
  'source.registered': fc.record({ title: fc.constantFrom('A paper', 'Another'), published: happened }),
  'group.identified': fc.record({ name: fc.constant('Professors'), noticePeriod: maybe(fc.constantFrom('P2W', 'P1Y')) }),
  'statement.made': fc.record({ speaker: fc.constant('The governor'), gist: fc.constant('No.') }),
} as const satisfies Partial<Record<FactType, fc.Arbitrary<object>>>;

type WideType = keyof typeof DATA;
const BATCHES: readonly WideType[] = Array<WideType>(6).fill('notices.issued');

function claimsOf(type: WideType): fc.Arbitrary<ClaimOf<FactType>[]> {
  const account = fc.record({
    happened,
    data: (DATA[type] as fc.Arbitrary<object>).map(withoutUndefined),
    reported: fc.option(day, { nil: undefined, freq: 4 }),
    order: maybe(fc.nat({ max: 2 })),
    rank: fc.constantFrom<Rank>('normal', 'normal', 'preferred', 'deprecated'),
    attributedTo: maybe(fc.constantFrom('the state', 'the unions')),
  });
  return fc.array(account, { minLength: 1, maxLength: 2 }).map((all) => all.map(withoutUndefined) as unknown as ClaimOf<FactType>[]);
}

function life(fact: string): fc.Arbitrary<Life> {
  const type = fc.constantFrom(...BATCHES, ...(Object.keys(DATA) as WideType[]));
  return fc.tuple(type, fc.constantFrom(0, 0, 1, 2, 3)).chain(([chosen, more]) => growing(fact, chosen, claimsOf(chosen), more));
}

/** Up to seven facts of any type, with up to four steps each, told in any order. */
export const wide: fc.Arbitrary<Told> = fc.integer({ min: 1, max: FACTS }).chain((facts) =>
  fc.tuple(...Array.from({ length: facts }, (_, index) => life(`fact-${index}`))).chain((lives) => {
    const turns = lives.flatMap(({ steps }, index) => steps.map(() => index));
    return fc.record({ lives: fc.constant(lives), turns: fc.shuffledSubarray(turns, { minLength: turns.length }) });
  }),
);
