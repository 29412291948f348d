import fc from 'fast-check';
import type { FactType, LedgerEvent, Rank } from '#libs/domain';
import { story, type ClaimOf } from './story.js';

/** A fact's life, written so that it can be told in any order among others: steps name each other by their place in it. */
export interface Life {
  fact: string;
  type: FactType;
  steps: LifeStep[];
}

export type LifeStep =
  | { op: 'record' | 'revise'; claims: ClaimOf<FactType>[]; reported?: string }
  | { op: 'mend'; mends: number; claims: ClaimOf<FactType>[] }
  | { op: 'retract'; reported?: string }
  | { op: 'reinstate'; undoes: number; reported?: string }
  | { op: 'redact'; redacts: number };

export const ZONE = 'America/New_York';

/** The events of some lives; `turns` says whose next step comes next. */
export function tell(lives: readonly Life[], turns: readonly number[]): LedgerEvent[] {
  return tellTwice(lives, turns).left;
}

/** The events as they were first written, and as they are left once redacted bodies are gone. */
export function tellTwice(lives: readonly Life[], turns: readonly number[]): { written: LedgerEvent[]; left: LedgerEvent[] } {
  const told = story(ZONE);
  const written: LedgerEvent[] = [];
  const places = lives.map((): number[] => []);
  for (const turn of turns) {
    const life = lives[turn];
    const seqs = places[turn];
    const step = life?.steps[seqs?.length ?? 0];
    if (life === undefined || seqs === undefined || step === undefined) throw new Error('more turns than steps');
    seqs.push(told.events().length);
    switch (step.op) {
      case 'record':
        told.claims(life.fact, life.type, step.claims);
        break;
      case 'revise':
        told.revise(life.fact, step.claims, step.reported);
        break;
      case 'mend':
        told.mend(life.fact, step.claims, { mends: seqs[step.mends] });
        break;
      case 'retract':
        told.retract(life.fact, step.reported);
        break;
      case 'reinstate':
        told.reinstate(life.fact, { undoes: seqs[step.undoes], ...(step.reported === undefined ? {} : { reported: step.reported }) });
        break;
      case 'redact':
        told.redact(life.fact, seqs[step.redacts]!);
    }
    written.push(told.events().at(-1)!);
  }
  return { written, left: told.events() };
}

/** The same life with one of its events redacted, at some later step. */
export function redacting({ fact, type, steps }: Life, redacts: number, place: number): Life {
  const moved = (step: number): number => (step < place ? step : step + 1);
  const later = steps.slice(place).map((step): LifeStep => {
    if (step.op === 'mend') return { ...step, mends: moved(step.mends) };
    if (step.op === 'reinstate') return { ...step, undoes: moved(step.undoes) };
    return step.op === 'redact' ? { ...step, redacts: moved(step.redacts) } : step;
  });
  return { fact, type, steps: [...steps.slice(0, place), { op: 'redact', redacts }, ...later] };
}

/** One life after the other. */
export function inTurn(lives: readonly Life[]): number[] {
  return lives.flatMap(({ steps }, index) => steps.map(() => index));
}

const dayOfJuly = fc.integer({ min: 1, max: 14 });
const july = (day: number) => `2011-07-${String(day).padStart(2, '0')}`;

/** Days of two weeks, and what may be said less exactly about them. */
export const happened: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: dayOfJuly.map(july) },
  // Facts of one span follow each other by their order, or their ids.
  { weight: 3, arbitrary: fc.constant(july(7)) },
  fc.tuple(dayOfJuly, dayOfJuly).map(([a, b]) => `[${july(Math.min(a, b))}..${july(Math.max(a, b))}]`),
  fc.tuple(dayOfJuly, dayOfJuly).map(([a, b]) => `${july(Math.min(a, b))}/${july(Math.max(a, b))}`),
  fc.tuple(dayOfJuly, fc.integer({ min: 0, max: 23 })).map(([day, hour]) => `${july(day)}T${String(hour).padStart(2, '0')}:30`),
  dayOfJuly.map((day) => `[..${july(day)}]`),
  dayOfJuly.map((day) => `[${july(day)}..]`),
  fc.constantFrom('2011-07', '2011', '2011-07-07?'),
);

const reported = fc.option(dayOfJuly.map(july), { nil: undefined, freq: 4 });

export const count: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map(String),
  fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })).map(([low, width]) => `between ${low} and ${low + width}`),
  fc.constantFrom('about 9', 'up to 3', 'fewer than 4', 'at least 2', 'more than 5', 'unstated'),
);

const KINDS = ['talks-opened', 'talks-broken-off', 'talks-resumed', 'tentative-agreement', 'vote-opened', 'agreement-rejected', 'agreement-ratified', 'talks-ended', 'notices-delayed'] as const;

/** The claims of one version differ in what a claim may differ in; the round, kind or key is the fact's. */
function claims(data: fc.Arbitrary<object>): fc.Arbitrary<ClaimOf<FactType>[]> {
  const account = fc.record({
    happened,
    data,
    reported,
    order: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
    rank: fc.constantFrom<Rank>('normal', 'normal', 'preferred', 'deprecated'),
  });
  return fc.array(account, { minLength: 1, maxLength: 3 }).map((all) => all.map(withoutUndefined) as ClaimOf<FactType>[]);
}

const kindOfFact: fc.Arbitrary<{ type: FactType; claims: fc.Arbitrary<ClaimOf<FactType>[]> }> = fc.oneof(
  fc.constantFrom('may', 'july').map((round) => ({ type: 'notices.issued' as const, claims: claims(count.map((said) => ({ round, count: said }))) })),
  fc.constantFrom(...KINDS).map((kind) => ({ type: 'milestone.reached' as const, claims: claims(fc.constant({ kind })) })),
  fc.tuple(fc.constantFrom('deadline.set' as const, 'deadline.moved' as const), fc.constantFrom('offer', 'vote'))
    .map(([type, key]) => ({ type, claims: claims(dayOfJuly.map((day) => ({ key, due: july(day) }))) })),
  fc.tuple(fc.constantFrom('deadline.met' as const, 'deadline.missed' as const, 'deadline.withdrawn' as const), fc.constantFrom('offer', 'vote'))
    .map(([type, key]) => ({ type, claims: claims(fc.constant({ key })) })),
);

/** A step that may follow the ones before. */
function nextStep(before: readonly LifeStep[], some: fc.Arbitrary<ClaimOf<FactType>[]>): fc.Arbitrary<LifeStep> {
  const versions = before.flatMap(({ op }, place) => (op === 'record' || op === 'revise' ? [place] : []));
  const retractions = before.flatMap(({ op }, place) => (op === 'retract' ? [place] : []));
  const revise = fc.record({ op: fc.constant('revise' as const), claims: some, reported: dayOfJuly.map(july) });
  const mend = fc.record({ op: fc.constant('mend' as const), mends: fc.constantFrom(...versions, ...versions.slice(-1)), claims: some });
  const retract = fc.record({ op: fc.constant('retract' as const), reported }).map(withoutUndefined) as fc.Arbitrary<LifeStep>;
  // What takes another step to be possible is chosen the more often where it is.
  return fc.oneof(
    { weight: 2, arbitrary: revise },
    { weight: versions.length > 1 ? 6 : 2, arbitrary: mend },
    { weight: 2, arbitrary: retract },
    ...(retractions.length > 0 ? [{ weight: 8, arbitrary: reinstating(retractions) }] : []),
  );
}

function reinstating(retractions: readonly number[]): fc.Arbitrary<LifeStep> {
  return fc.record({ op: fc.constant('reinstate' as const), undoes: fc.constantFrom(...retractions), reported }).map(withoutUndefined) as fc.Arbitrary<LifeStep>;
}

/** The life of a fact that goes on for `more` steps after it was recorded. */
export function growing(fact: string, type: FactType, some: fc.Arbitrary<ClaimOf<FactType>[]>, more: number): fc.Arbitrary<Life> {
  const grow = (steps: LifeStep[], left: number): fc.Arbitrary<LifeStep[]> => (left === 0 ? fc.constant(steps) : nextStep(steps, some).chain((step) => grow([...steps, step], left - 1)));
  return some.chain((first) => grow([{ op: 'record', claims: first }], more)).map((steps) => ({ fact, type, steps }));
}

function life(fact: string): fc.Arbitrary<Life> {
  return fc.tuple(kindOfFact, fc.nat({ max: 3 })).chain(([{ type, claims: some }, more]) => growing(fact, type, some, more));
}

/** Up to five facts with up to four steps each. */
export const lives: fc.Arbitrary<Life[]> = fc.nat({ max: 4 }).chain((last) => fc.tuple(...Array.from({ length: last + 1 }, (_, index) => life(`fact-${index}`))));

/** Lives, and an order to tell them in. */
export interface Told {
  lives: Life[];
  turns: number[];
}

export const interleaved: fc.Arbitrary<Told> = lives.chain((all) => {
  const turns = inTurn(all);
  return fc.record({ lives: fc.constant(all), turns: fc.shuffledSubarray(turns, { minLength: turns.length }) });
});

/** An instant around the two weeks, on the hour; with half of them the end of a day. */
export const instant: fc.Arbitrary<number> = fc.tuple(fc.integer({ min: -1, max: 16 }), fc.constantFrom(0, 0, 9, 18)).map(([day, hour]) => (JULY_1 + day * 24 + hour) * 3_600_000);

/** 2011-07-01 in New York, in hours since 1970. */
const JULY_1 = 363_748;

export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
