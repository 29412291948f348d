import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { happened, inTurn, instant, interleaved, lives, tell, ZONE, type Life } from '../../../test/support/histories.js';
import { check } from '../../../test/support/property.js';
import { deadlines } from './answers/deadlines.js';
import { notices } from './answers/notices.js';
import { dealStatus } from './answers/status.js';
import type { LedgerEvent } from './facts/event.js';
import { historyOf, viewAt } from './fold.js';
import type { Moment, Seen, View } from './history.js';
import { naiveEvidence } from './naive-evidence.js';
import { contains } from './quantity/arithmetic.js';
import { parseQuantity } from './quantity/parse.js';
import { resolve } from './time/resolve.js';
import { spanOf } from './time/when.js';

const HEAD = Infinity;

function view(events: readonly LedgerEvent[], moment: Partial<Moment>): View {
  return viewAt(historyOf('talks', ZONE, events), { at: Infinity, known: Infinity, ledger: HEAD, ...moment });
}

/** What a view answers, without the bookkeeping that tells one way of recording from another. */
function essence(seen: View): unknown {
  const plain = ({ id, type, data, happened: when, span, order, speaking, others, contested }: Seen) => ({ id, type, data, when, span, order, speaking, others, contested });
  return {
    certain: seen.certain.map(plain),
    possible: seen.possible.map(plain),
    ahead: seen.ahead.map(plain),
    answers: [dealStatus, notices, deadlines].map((answer) => answer(naiveEvidence(seen))),
  };
}

const moments = fc.record({ at: instant, known: instant });

describe('the laws of the fold', () => {
  it('record-time answers never change when later events come', () => {
    check(fc.property(interleaved, moments, fc.nat({ max: 20 }), ({ lives: all, turns }, moment, size) => {
      const events = tell(all, turns);
      const ledger = Math.min(size, events.length);
      const then = view(events.slice(0, ledger), moment);
      const now = view(events, { ...moment, ledger });
      expect({ ...now, history: null, moment: null }).toEqual({ ...then, history: null, moment: null });
      expect(essence(now)).toEqual(essence(then));
    }), 300);
  });

  it('a retraction as our error, reinstated, leaves no trace in later answers', () => {
    check(fc.property(interleaved, moments, fc.nat(), ({ lives: all, turns }, moment, pick) => {
      const which = pick % all.length;
      const undone = all.map((life, index): Life => (index !== which ? life : {
        ...life, steps: [...life.steps, { op: 'retract' }, { op: 'reinstate', undoes: life.steps.length }],
      }));
      expect(essence(view(tell(undone, [...turns, which, which]), moment))).toEqual(essence(view(tell(all, turns), moment)));
    }), 300);
  });

  it('a mend is as if the version had been typed right, at every known', () => {
    check(fc.property(interleaved, moments, ({ lives: all, turns }, moment) => {
      const events = tell(all, turns);
      const typedRight = events.map((event): LedgerEvent => {
        const mend = events.findLast(({ head, body }) => head.op === 'mend' && body?.mends === event.head.seq);
        return mend?.body?.claims === undefined || event.body === null ? event : { ...event, body: { ...event.body, claims: mend.body.claims } };
      });
      const withoutMends = typedRight.filter(({ head }) => head.op !== 'mend');
      expect(essence(view(withoutMends, moment))).toEqual(essence(view(events, moment)));
    }), 300);
  });

  it('the answer at head does not depend on the order in which facts were recorded', () => {
    check(fc.property(interleaved, moments, ({ lives: all, turns }, moment) => {
      expect(essence(view(tell(all, turns), moment))).toEqual(essence(view(tell(all, inTurn(all)), moment)));
    }), 300);
  });

  it('each fact seen is in one list alone, by where its span lies', () => {
    check(fc.property(lives, moments, (all, moment) => {
      const seen = view(tell(all, inTurn(all)), moment);
      const listed = [...seen.certain, ...seen.possible, ...seen.ahead].map(({ id }) => id);
      expect(new Set(listed).size).toBe(listed.length);
      for (const { span } of seen.certain) expect(span.latest).toBeLessThanOrEqual(moment.at);
      for (const { span } of seen.possible) expect(span.earliest < moment.at && moment.at < span.latest).toBe(true);
      for (const { span } of seen.ahead) expect(span.earliest).toBeGreaterThanOrEqual(moment.at);
    }), 300);
  });

  it('what was certain stays certain as time goes on', () => {
    check(fc.property(lives, moments, instant, (all, moment, later) => {
      const events = tell(all, inTurn(all));
      const before = view(events, moment).certain.map(({ id }) => id);
      const after = new Set(view(events, { ...moment, at: Math.max(moment.at, later) }).certain.map(({ id }) => id));
      expect(before.filter((id) => !after.has(id))).toEqual([]);
    }), 300);
  });
});

/** A batch that happened at an instant of its span, with a number that its count allows. */
interface Batch {
  happened: string;
  count: string;
}

const smallBatch: fc.Arbitrary<Batch> = fc.record({ happened, count: fc.constantFrom('0', '1', '3', 'between 0 and 2', 'between 1 and 2', 'up to 2', 'fewer than 3') });

/** Every total that may be true at `at`: each batch has happened by then or not, where its date leaves that open, and counts one of its numbers. */
function totalsOfAllWorlds(batches: readonly Batch[], at: number): Set<number> {
  return batches.reduce((totals, batch) => {
    const { earliest, latest } = spanOf(resolve(batch.happened, ZONE));
    const { low, high } = parseQuantity(batch.count);
    const numbers = earliest >= at ? [] : Array.from({ length: (high ?? low) - low + 1 }, (_, more) => low + more);
    const mayNotYet = latest > at ? [0] : [];
    return new Set([...totals].flatMap((total) => [...numbers, ...mayNotYet].map((number) => total + number)));
  }, new Set([0]));
}

describe('totals', () => {
  it('hold the total of every possible world, and their ends are reached', () => {
    check(fc.property(fc.array(smallBatch, { maxLength: 5 }), instant, (batches, at) => {
      const told = batches.map((batch, index): Life => ({
        fact: `batch-${index}`, type: 'notices.issued', steps: [{ op: 'record', claims: [{ happened: batch.happened, data: { round: 'july', count: batch.count } }] }],
      }));
      const { possible } = notices(naiveEvidence(view(tell(told, inTurn(told)), { at }))).all.issued.itemised;
      const totals = totalsOfAllWorlds(batches, at);
      for (const total of totals) expect(contains(possible, total)).toBe(true);
      expect(totals.has(possible.low)).toBe(true);
      expect(totals.has(possible.high ?? NaN)).toBe(true);
    }), 300);
  });
});
