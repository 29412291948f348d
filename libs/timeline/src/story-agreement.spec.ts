import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Basis, difference, type Evidence, explain, explainable, historyOf, type LedgerEvent, type Moment, naiveEvidence, type NamedValue, replay, type Replay, type ReplayStep, resolveInstant, viewAt } from '#libs/domain';
import { instant, interleaved, tell, type Told, ZONE } from '../../../test/support/histories.js';
import { BASIS, moment } from '../../../test/support/moments.js';
import { naiveDifference, naiveTeller, valuesAt } from '../../../test/support/naive-story.js';
import { check } from '../../../test/support/property.js';
import { story } from '../../../test/support/story.js';
import { kept, type Kept, plainly, timelineOf } from '../../../test/support/timelines.js';
import { wide } from '../../../test/support/wide-histories.js';

const told = fc.oneof(interleaved, wide);

const eventsOf = ({ lives, turns }: Told): LedgerEvent[] => tell(lives, turns);

describe('a difference read from the changed facts alone', () => {
  const agree = (told: Told, before: Moment, after: Moment, each: Kept): void => {
    const events = eventsOf(told);
    const history = historyOf('talks', ZONE, events);
    const timeline = timelineOf(events, events, each);
    const [from, to] = [before, after].map((point) => ({ evidence: timeline.evidenceAt(point), basis: BASIS })) as [{ evidence: Evidence; basis: Basis }, { evidence: Evidence; basis: Basis }];
    expect(difference(timeline, from, to)).toEqual(naiveDifference(viewAt(history, before), viewAt(history, after), BASIS));
  };

  it('is that of two whole views, on any clock', () => {
    const clock = fc.constantFrom('at' as const, 'known' as const, 'ledger' as const);
    check(fc.property(told, moment, moment, clock, kept, (told, before, other, clock, each) => agree(told, before, { ...before, [clock]: other[clock] }, each)), 250);
  });

  it('and on several at once', () => {
    check(fc.property(told, moment, moment, kept, agree), 150);
  });
});

describe('a story read step by step', () => {
  const played = fc.record({ clock: fc.constantFrom('happened' as const, 'reported' as const), from: fc.option(instant), to: instant });
  const recorded = fc.record({ clock: fc.constant('recorded' as const), from: fc.option(fc.nat({ max: 8 })), to: fc.nat({ max: 16 }) });

  it('is that of whole views, on each clock', () => {
    const asked: fc.Arbitrary<Replay> = fc.tuple(fc.oneof(played, recorded), moment).map(([play, point]) => ({ ...play, moment: point }));
    check(fc.property(told, asked, kept, (told, play, each) => {
      const events = eventsOf(told);
      const naive = naiveTeller(historyOf('talks', ZONE, events));
      expect([...replay(timelineOf(events, events, each).teller(), play)].map(withoutCost)).toEqual([...replay(naive, play)]);
    }), 120);
  });

  it('tells of each step what differs between the views before and after it', () => {
    check(fc.property(told, moment, fc.nat({ max: 16 }), (told, point, to) => {
      const events = eventsOf(told);
      const history = historyOf('talks', ZONE, events);
      const steps = [...replay(timelineOf(events, events, { stride: 2, swapped: false }).teller(), { clock: 'recorded', moment: point, from: 0, to })];
      const differences = events.slice(0, to).map(({ head: { seq } }) => naiveDifference(viewAt(history, { ...point, ledger: seq }), viewAt(history, { ...point, ledger: seq + 1 }), BASIS));
      expect(steps.map(({ changed }) => changed)).toEqual(differences.map(({ values }) => values));
    }), 60);
  });
});

describe('a step of a story', () => {
  const day = (text: string): number => resolveInstant(text, ZONE).instant;
  const issued = (count: number, reported: string) => [{ happened: '2011-07-12', reported, data: { round: 'july', count } }];
  const events = story(ZONE).record('open', 'milestone.reached', { kind: 'talks-opened' }, { happened: '2011-07-01', reported: '2011-07-02' })
    .claims('batch', 'notices.issued', issued(328, '2011-07-13')).revise('batch', issued(382, '2011-07-15'), '2011-07-15').events();
  const now: Moment = { at: day('2011-07-20'), known: day('2011-07-20'), ledger: events.length };

  it('stays as it was told when the next one is', () => {
    const steps = [...timelineOf(events, events, plainly).teller().asReported(now, day('2011-07-12'), now.known)].map(({ evidence }) => evidence);
    expect(steps.map((evidence) => ({
      seen: evidence.fact('batch')?.version.seq,
      listed: evidence.group('notices', ['layoff', 'july', 'notices.issued']).certain.first(1)[0]?.version.seq,
      sum: evidence.group('notices', ['layoff', 'july', 'notices.issued']).certain.sum().low,
    }))).toEqual([{ seen: undefined, listed: undefined, sum: 0 }, { seen: 1, listed: 1, sum: 328 }, { seen: 2, listed: 2, sum: 382 }]);
  });

  it('says where everything was read for it: at an old ledger, with what was known in the past', () => {
    const costs = (clock: Replay['clock'], point: Partial<Moment>, to: number) => [...replay(timelineOf(events, events, plainly).teller(), { clock, moment: { ...now, ...point }, from: null, to })].map(({ cost }) => cost);
    const known = day('2011-07-12');
    expect(costs('happened', { known, ledger: 2 }, now.at)).toEqual(['linear']);
    expect([costs('happened', { known }, now.at), costs('happened', { ledger: 2 }, now.at)]).toEqual([[undefined], [undefined, undefined]]);
    expect(costs('recorded', { known }, 3)).toEqual([undefined, 'linear', 'linear']);
    expect([costs('recorded', {}, 3), costs('reported', { ledger: 2 }, now.known)]).toEqual([[undefined, undefined, undefined], [undefined, undefined]]);
  });
});

describe('an explanation read alone', () => {
  it('is that of the value among all values, with all the facts behind it', () => {
    check(fc.property(told, moment, kept, (told, point, each) => {
      const events = eventsOf(told);
      const view = viewAt(historyOf('talks', ZONE, events), point);
      const evidence = timelineOf(events, events, each).evidenceAt(point);
      const whole = valuesAt(view, BASIS);
      expect(explainable(evidence)).toEqual([...whole.keys()]);
      for (const value of whole.values()) {
        const explained = explain(evidence, BASIS, value.path, { start: 0, limit: 1_000 });
        expect(explained).toMatchObject(withoutFacts(value));
        const behind = value.facts.filter((id) => naiveEvidence(view).fact(id) !== undefined);
        expect(explained?.facts.map(({ fact }) => fact).sort()).toEqual([...new Set(behind)].sort());
        expect(explained?.factCount).toBe(new Set(behind).size);
      }
    }), 80);
  });
});

function withoutCost({ cost: _, ...step }: ReplayStep): ReplayStep {
  return step;
}

function withoutFacts({ facts: _, ...value }: NamedValue): Omit<NamedValue, 'facts'> {
  return value;
}
