import fc from 'fast-check';
import type { LedgerEvent, Moment, When } from '#libs/domain';
import { count, happened, type Life, redacting, inTurn, interleaved, tellTwice, type Told, withoutUndefined } from '../support/histories.js';
import type { ClaimOf } from '../support/story.js';
import { kept, type Kept } from '../support/timelines.js';
import { wide } from '../support/wide-histories.js';

/** A generated history, and what is asked of it. */
export interface Case {
  told: Told;
  /** Places in the lists of instants and ledger sizes that the history makes, counted on from their start where they are over. */
  asked: Place[];
  /** How many events the projector is given at a time. */
  page: number;
  /** How the as-of index is. */
  kept: Kept;
}

interface Place {
  at: number;
  known: number;
  ledger: number;
}

/** Milliseconds since 1970: in the year 8307. */
const FAR = 2e14;

/** How many moments a history is asked about at most. */
const MOMENTS = 24;

const BATCHES = 6;
const others = fc.nat({ max: BATCHES - 1 }).map((index) => `fact-${index}`);
const perhaps = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const part = fc.record({ name: fc.constantFrom('north', 'south'), count });

/** Batches that lie within each other and may be the same people in every way, with few words on anything else. */
const tangled: fc.Arbitrary<Told> = fc
  .array(
    fc.record({
      happened,
      data: fc.record({
        count, round: fc.constantFrom('may', 'may', 'july'), within: perhaps(others), mayOverlap: perhaps(others.map((id) => [id])),
        breakdowns: perhaps(fc.record({ by: fc.constant('agency'), complete: fc.boolean(), parts: fc.array(part, { minLength: 1, maxLength: 2 }) }).map((one) => [one])),
      }).map(withoutUndefined),
    }),
    { minLength: 2, maxLength: BATCHES },
  )
  .map((batches) => {
    const lives = batches.map((claim, index): Life => ({ fact: `fact-${index}`, type: 'notices.issued', steps: [{ op: 'record', claims: [claim as ClaimOf<'notices.issued'>] }] }));
    return { lives, turns: inTurn(lives) };
  });

/** Half of them with an event whose body is redacted later. */
const redacted = (told: fc.Arbitrary<Told>): fc.Arbitrary<Told> =>
  fc.tuple(told, fc.option(fc.record({ life: fc.nat(99), event: fc.nat(99), later: fc.nat(99), turn: fc.nat(99) }), { nil: null, freq: 2 })).map(([{ lives, turns }, redaction]) => {
    if (redaction === null) return { lives, turns };
    const life = redaction.life % lives.length;
    const { steps } = lives[life]!;
    const event = redaction.event % steps.length;
    const place = event + 1 + (redaction.later % (steps.length - event));
    return { lives: lives.with(life, redacting(lives[life]!, event, place)), turns: turns.toSpliced(redaction.turn % (turns.length + 1), 0, life) };
  });

const places: fc.Arbitrary<Place> = fc.record({ at: fc.nat(9_999), known: fc.oneof(fc.constant(0), fc.nat(9_999)), ledger: fc.oneof(fc.constant(0), fc.nat(99)) });

export const cases: fc.Arbitrary<Case> = fc.record({
  told: redacted(fc.oneof(interleaved, wide, wide, tangled)),
  asked: fc.array(places, { minLength: 1, maxLength: MOMENTS, size: 'max' }),
  page: fc.constantFrom(1, 3, 500),
  kept,
});

/** The history as it was written and as it is left, and the moments asked for. */
export function unfold({ told, asked }: Pick<Case, 'told' | 'asked'>): { written: LedgerEvent[]; left: LedgerEvent[]; moments: Moment[] } {
  const { written, left } = tellTwice(told.lives, told.turns);
  const ats = boundaries(written, ['happened', 'due', 'inForce', 'on']);
  const reports = [Infinity, ...boundaries(written, ['reported'])];
  const sizes = [Infinity, ...Array.from({ length: written.length + 1 }, (_, size) => size)];
  const pick = (list: readonly number[], place: number): number => list[place % list.length]!;
  return { written, left, moments: asked.map(({ at, known, ledger }) => ({ at: pick(ats, at), known: pick(reports, known), ledger: pick(sizes, ledger) })) };
}

/** Each instant at which a span of such a name begins or ends, a millisecond to either side, and long before and after all. */
function boundaries(events: readonly LedgerEvent[], names: readonly string[]): number[] {
  const instants = new Set<number>([FAR, -FAR]);
  const visit = (value: unknown, name: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (names.includes(name)) {
      const { earliest, latest } = value as When;
      for (const end of [earliest, latest]) if (end !== null) for (const near of [-1, 0, 1]) instants.add(end + near);
    } else for (const [key, member] of Object.entries(value)) visit(member, key);
  };
  for (const { body } of events) visit(body, '');
  return [...instants].sort((a, b) => a - b);
}
