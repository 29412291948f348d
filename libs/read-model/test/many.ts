import fc from 'fast-check';
import type { FactType, LedgerEvent } from '#libs/domain';
import { openLog } from '#libs/log';
import { bodyHashOf, canonicalJson } from '#libs/proof';
import { count, inTurn, instant, interleaved, type Life, lives, tell } from '../../../test/support/histories.js';
import { type ClaimOf, story } from '../../../test/support/story.js';
import type { WholeReader } from '../src/whole/reader.js';
import { freshPath, open, stored } from './ledger.js';

/** Zones of the negotiations of a generated ledger, in turn. */
const ZONES = ['America/New_York', 'Pacific/Auckland', 'UTC'];

/** A ledger of several negotiations, and what is asked of it. */
export interface Many {
  events: LedgerEvent[];
  /** Of each negotiation, by id. */
  zones: Map<string, string>;
}

const july = (day: number) => `2011-07-${String(day).padStart(2, '0')}`;
const day = fc.integer({ min: 1, max: 14 });
const happened = fc.oneof(day.map(july), fc.tuple(day, day).map(([a, b]) => `[${july(Math.min(a, b))}..${july(Math.max(a, b))}]`), day.map((d) => `[..${july(d)}]`), day.map((d) => `[${july(d)}..]`));

/** What may be said of ballots: rules under two names, ballots of two keys, of which any may be on another matter. */
const said: fc.Arbitrary<{ type: FactType; data: object }> = fc.oneof(
  fc.record({ rule: fc.constantFrom('old', 'new'), needed: fc.integer({ min: 6, max: 14 }), inForce: day.map((d) => `${july(d)}/..`) })
    .map((rule) => ({ type: 'rule.adopted' as const, data: { ...rule, outOf: 15, unit: 'unions' } })),
  fc.record({ ballot: fc.constantFrom('first', 'second'), rule: fc.constantFrom(undefined, 'old', 'new'), matter: fc.constantFrom(undefined, undefined, 'other') })
    .map((call) => ({ type: 'ballot.called' as const, data: defined(call) })),
  fc.record({ ballot: fc.constantFrom('first', 'second'), against: fc.integer({ min: 0, max: 9 }).map(String), matter: fc.constantFrom(undefined, undefined, undefined, 'other') })
    .map((tally) => ({ type: 'ballot.tallied' as const, data: defined(tally) })),
);

const reported = fc.option(fc.oneof({ weight: 9, arbitrary: day.map(july) }, { weight: 1, arbitrary: fc.constant(`[${july(3)}..]`) }), { nil: undefined, freq: 3 });

/** A fact about a ballot, which may be revised, withdrawn and reinstated. */
function balloting(fact: string): fc.Arbitrary<Life> {
  const account = fc.tuple(said, happened, reported);
  return fc.tuple(account, happened, reported, fc.constantFrom('', '', 'revise', 'retract', 'reinstate')).map(([[{ type, data }, first, known], again, later, then]): Life => {
    const claims = (when: string): ClaimOf<FactType>[] => [defined({ happened: when, reported: known, data }) as ClaimOf<FactType>];
    const steps: Life['steps'] = [{ op: 'record', claims: claims(first) }];
    if (then === 'revise') steps.push({ op: 'revise', claims: claims(again), reported: later ?? july(9) });
    if (then === 'retract' || then === 'reinstate') steps.push(defined({ op: 'retract', reported: later }) as Life['steps'][number]);
    if (then === 'reinstate') steps.push({ op: 'reinstate', undoes: 1 });
    return { fact, type, steps };
  });
}

const parts = fc.uniqueArray(fc.constantFrom('Correction', 'Parks', 'Transport'), { minLength: 1 }).chain((names) =>
  fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), count }))));
const breakdown = fc.record({ by: fc.constantFrom('agency', 'site'), complete: fc.boolean(), parts });
const monthly = fc.oneof(happened, fc.constantFrom('2011-05-31', '2011-06', '2011-06-30T23:30', '[2011-06-29..2011-07-01]', '2011'));

/** A batch that may be broken down, disputed, revised, and now and then said to lie to another. */
function issuing(fact: string): fc.Arbitrary<Life> {
  const data = fc.record({ count, breakdowns: fc.array(breakdown, { maxLength: 2 }), mayOverlap: fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, fc.constant(['batch-0'])) }).map(defined);
  const version = fc.array(fc.record({ happened: monthly, reported, data }).map(defined), { minLength: 1, maxLength: 2 }) as fc.Arbitrary<ClaimOf<FactType>[]>;
  return fc.tuple(version, version, fc.constantFrom(1, 1, 2)).map(([first, second, versions]) => ({
    fact,
    type: 'notices.issued',
    steps: [{ op: 'record' as const, claims: first }, { op: 'revise' as const, claims: second, reported: july(8) }].slice(0, versions),
  }));
}

function several(one: (fact: string) => fc.Arbitrary<Life>, name: string): fc.Arbitrary<Life[]> {
  return fc.integer({ min: 0, max: 6 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => one(`${name}-${index}`))));
}

/** Lives of ballots and batches among others, and an order to tell them in. */
const withMore = fc.tuple(lives, several(balloting, 'ballot'), several(issuing, 'batch')).chain((told) => {
  const all = told.flat();
  const turns = inTurn(all);
  return fc.record({ lives: fc.constant(all), turns: fc.shuffledSubarray(turns, { minLength: turns.length }) });
});

/** Up to six negotiations. */
export const many: fc.Arbitrary<Many> = fc.array(fc.oneof(withMore, interleaved), { minLength: 1, maxLength: 6 }).map((tales) => {
  const events: LedgerEvent[] = [];
  const zones = new Map<string, string>();
  tales.forEach(({ lives: all, turns }, index) => {
    const id = `n${index}`;
    const zone = ZONES[index % ZONES.length]!;
    zones.set(id, zone);
    const opening = story(zone, id).record(id, 'negotiation.opened', { title: `Talks ${index}`, zone }).events();
    for (const told of [opening, tell(all, turns)]) events.push(...moved(told, events.length, id));
  });
  return { events, zones };
});

/** The events of one story as they stand in a ledger after others. */
function moved(told: readonly LedgerEvent[], offset: number, negotiation: string): LedgerEvent[] {
  return told.map(({ head, body: written }) => {
    const body = written && { ...written, ...(written.mends === undefined ? {} : { mends: written.mends + offset }), ...(written.undoes === undefined ? {} : { undoes: written.undoes + offset }) };
    const bodyHash = body === null ? head.bodyHash : bodyHashOf(canonicalJson(body));
    return { head: { ...head, seq: head.seq + offset, id: `event-${head.seq + offset}`, negotiation, fact: head.fact === negotiation ? negotiation : `${negotiation}.${head.fact}`, bodyHash }, body };
  });
}

/** An instant of the generated weeks; a year later, when everything has happened or is public; and how much of the ledger is looked at. */
export const moments = fc.array(fc.record({ at: instant, known: fc.oneof(fc.constant(Date.UTC(2012, 6)), instant), cut: fc.constantFrom(0, 0, 1, 3) }), { minLength: 4, maxLength: 4 });

/** Indexes the events in two batches, as they might have come. */
export async function indexed(events: readonly LedgerEvent[]): Promise<WholeReader> {
  const log = await openLog('memory:');
  const { indexer, readModel } = await open(await freshPath(), { log });
  const half = Math.floor(events.length / 2);
  for (const part of [events.slice(0, half), events.slice(half)]) {
    await log.append(part[0]?.head.seq ?? 0, stored(part));
    await indexer.catchUp();
  }
  return readModel.whole;
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
