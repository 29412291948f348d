import fc from 'fast-check';
import type { FactType } from '#libs/domain';
import { growing, type Life, type Told, withoutUndefined } from './histories.js';
import type { ClaimOf } from './story.js';

/** Histories of batches and of totals stated of them, small enough that totals often differ for one reason or another. */

const round = fc.constantFrom('july', 'july', 'july', 'may', undefined);
const count = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }).map(String) }, fc.constantFrom('about 20', 'between 2 and 3', 'unstated'));
const day = (min: number, max: number) => fc.integer({ min, max }).map((number) => `2011-07-${String(number).padStart(2, '0')}`);

const FACTS = {
  'notices.issued': { data: fc.record({ round, count }), happened: day(1, 10) },
  'notices.withdrawn': { data: fc.record({ round, count: fc.integer({ min: 1, max: 3 }).map(String) }), happened: day(3, 10) },
  'notices.totalled': {
    data: fc.record({ round: fc.constantFrom('july', 'july', undefined), count: fc.oneof(fc.integer({ min: 1, max: 14 }).map(String), fc.constantFrom('about 20', 'more than 4')), scope: fc.constantFrom('round' as const, 'round' as const, 'all' as const, 'unstated' as const), measure: fc.constantFrom('issued' as const, 'issued' as const, 'outstanding' as const) }),
    happened: day(6, 13),
  },
} as const satisfies Partial<Record<FactType, { data: fc.Arbitrary<object>; happened: fc.Arbitrary<string> }>>;

type CountedType = keyof typeof FACTS;

function claimsOf(type: CountedType): fc.Arbitrary<ClaimOf<FactType>[]> {
  const { data, happened } = FACTS[type];
  const account = fc.record({ happened, data: (data as fc.Arbitrary<object>).map(withoutUndefined), reported: day(1, 14) });
  return fc.array(account, { minLength: 1, maxLength: 1 }) as unknown as fc.Arbitrary<ClaimOf<FactType>[]>;
}

function life(fact: string): fc.Arbitrary<Life> {
  const type = fc.constantFrom<CountedType>('notices.issued', 'notices.issued', 'notices.issued', 'notices.totalled', 'notices.totalled', 'notices.withdrawn');
  return fc.tuple(type, fc.constantFrom(0, 0, 1)).chain(([chosen, more]) => growing(fact, chosen, claimsOf(chosen), more));
}

/** Three to nine facts, with up to one step more each, told in any order. */
export const counted: fc.Arbitrary<Told> = fc.integer({ min: 3, max: 9 }).chain((facts) =>
  fc.tuple(...Array.from({ length: facts }, (_, index) => life(`fact-${index}`))).chain((lives) => {
    const turns = lives.flatMap(({ steps }, index) => steps.map(() => index));
    return fc.record({ lives: fc.constant(lives), turns: fc.shuffledSubarray(turns, { minLength: turns.length }) });
  }),
);
