import fc from 'fast-check';
import type { FactType, LedgerEvent } from '#libs/domain';
import type { StoredEvent } from '#libs/log';
import { type ClaimOf, story } from '../../../test/support/story.js';
import { stored } from './ledger.js';

/** A generated record: its events as first written, and as they are once the redacted bodies are gone. */
export interface Tale {
  written: StoredEvent[];
  left: LedgerEvent[];
}

interface Move {
  fact: number;
  op: 'revise' | 'mend' | 'retract' | 'withdraw' | 'reinstate' | 'redact';
  day: number;
  until: number;
  count: number;
  claims: 1 | 2;
  pick: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  fact: fc.nat(8),
  op: fc.constantFrom('revise', 'mend', 'retract', 'withdraw', 'reinstate', 'redact'),
  day: fc.integer({ min: 1, max: 20 }),
  until: fc.integer({ min: 0, max: 3 }),
  count: fc.integer({ min: 1, max: 99 }),
  claims: fc.constantFrom(1, 2),
  pick: fc.nat(99),
});

/** Short records with every kind of step over a few facts, mostly wilder than any real one. */
export const tales: fc.Arbitrary<Tale> = fc.array(move, { minLength: 1, maxLength: 40 }).map(tell);

const TYPES: FactType[] = ['notices.issued', 'notices.withdrawn', 'deadline.set', 'deadline.moved', 'deadline.met', 'deadline.set', 'statement.made', 'milestone.reached', 'source.registered'];

function tell(moves: Move[]): Tale {
  const tale = story().record('case', 'negotiation.opened', { title: 'Talks', zone: 'America/New_York' });
  const written = stored(tale.events());
  for (const move of moves) {
    step(tale, move);
    const last = tale.events().at(-1)!;
    if (last.head.seq === written.length) written.push(...stored([last]));
  }
  return { written, left: tale.events() };
}

function step(tale: ReturnType<typeof story>, { fact: index, op, day, pick, ...said }: Move): void {
  const fact = `f${index}`;
  const mine = tale.events().filter(({ head }) => head.fact === fact);
  const claims = claimsOf(TYPES[index]!, { ...said, day });
  if (mine.length === 0) return void tale.claims(fact, TYPES[index]!, claims);
  const of = (...ops: string[]) => mine.filter(({ head }) => ops.includes(head.op));
  const picked = (list: LedgerEvent[]) => list[pick % list.length]?.head.seq;
  const reported = dayOf(day);
  switch (op) {
    case 'revise':
      return void tale.revise(fact, claims, reported);
    case 'mend':
      return void tale.mend(fact, claims, { mends: picked(of('record', 'revise')), ...(pick % 2 === 0 ? { reported } : {}) });
    case 'retract':
      return void tale.retract(fact);
    case 'withdraw':
      return void tale.retract(fact, reported);
    case 'reinstate': {
      const retraction = of('retract')[pick % Math.max(1, of('retract').length)];
      if (retraction === undefined) return;
      return void tale.reinstate(fact, { undoes: retraction.head.seq, ...(retraction.body?.reported === undefined ? {} : { reported }) });
    }
    case 'redact': {
      const target = picked(mine.filter(({ head, body }) => head.op !== 'redact' && body !== null));
      if (target !== undefined) tale.redact(fact, target);
    }
  }
}

function claimsOf(type: FactType, { day, until, count, claims }: Omit<Move, 'fact' | 'op' | 'pick'>): ClaimOf<FactType>[] {
  const happened = until === 0 ? dayOf(day) : `[${dayOf(day)}..${dayOf(day + until)}]`;
  return Array.from({ length: claims }, (_, claim) => ({
    happened,
    reported: dayOf(day + claim),
    ...(claim === 1 && count % 5 === 0 ? { rank: 'preferred' as const } : {}),
    data: dataOf(type, count + claim, dayOf(day + 3 + claim)),
  })) as ClaimOf<FactType>[];
}

function dataOf(type: FactType, count: number, due: string): object {
  switch (type) {
    case 'source.registered':
      return { published: due };
    case 'milestone.reached':
      return { kind: 'talks-opened' };
    case 'statement.made':
      return { speaker: 'Somebody', gist: `about ${count} things` };
    case 'deadline.met':
      return { key: 'one' };
    case 'deadline.set':
    case 'deadline.moved':
      return count % 5 === 0 ? { key: 'one' } : { key: 'one', due };
    case 'notices.issued': {
      const parts = [{ name: count % 2 === 0 ? 'Correction' : 'Parks', count: String(count) }];
      return { count: count % 7 === 0 ? `at least ${count}` : String(count), round: 'r', breakdowns: [{ by: 'agency', complete: true, parts }] };
    }
    default:
      return { count: String(count), round: 'r' };
  }
}

function dayOf(day: number): string {
  return `2011-05-${String(day).padStart(2, '0')}`;
}
