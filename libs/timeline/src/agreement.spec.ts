import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { course, type Evidence, EVERYTHING, historyOf, type LedgerEvent, type Listing, type Moment, naiveEvidence, state, viewAt } from '#libs/domain';
import { instant, interleaved, type Life, redacting, tell, tellTwice, type Told, ZONE } from '../../../test/support/histories.js';
import { BASIS, moment } from '../../../test/support/moments.js';
import { check } from '../../../test/support/property.js';
import { realisticSteps } from '../../../test/support/realistic.js';
import { sealedPages } from '../../../test/support/sealed.js';
import { story } from '../../../test/support/story.js';
import { kept, type Kept, plainly, timelineOf } from '../../../test/support/timelines.js';
import { wide } from '../../../test/support/wide-histories.js';
import { createTimeline, type Timeline } from './timeline.js';

/** After everything. */
const FAR = Date.UTC(2030, 0);

const moments = fc.array(moment, { minLength: 1, maxLength: 4 });

function answersOf(evidence: Evidence, listing?: Listing): unknown {
  return [state(evidence, BASIS, listing), course(evidence)];
}

function expectAgreement(timeline: Timeline, events: readonly LedgerEvent[], asked: readonly Moment[], listing?: Listing): void {
  const history = historyOf('talks', ZONE, events);
  for (const point of asked) expect(answersOf(timeline.evidenceAt(point), listing)).toEqual(answersOf(naiveEvidence(viewAt(history, point)), listing));
}

describe('the as-of index answers as the fold does', () => {
  const agree = ({ lives, turns }: Told, asked: readonly Moment[], each: Kept, listing?: Listing): void => {
    const events = tell(lives, turns);
    expectAgreement(timelineOf(events, events, each), events, asked, listing);
  };

  it('of batches, milestones and deadlines with long lives', () => {
    check(fc.property(interleaved, moments, kept, (told, asked, each) => agree(told, asked, each)), 150);
  });

  it('of facts of every type', () => {
    check(fc.property(wide, moments, kept, (told, asked, each) => agree(told, asked, each)), 300);
  });

  it('however much is listed', () => {
    const listing = fc.constantFrom(EVERYTHING, { facts: 1, steps: 1, entries: 2 }, { facts: 2, steps: 3, entries: 1 });
    check(fc.property(wide, moments, kept, listing, agree), 100);
  });
});

describe('by what was known', () => {
  /** Before each event the trees are grown by so many steps, or not at all. */
  const growth = fc.infiniteStream(fc.constantFrom(0, 0, 1, 2, 50));
  const atHead = fc.array(instant, { minLength: 1, maxLength: 3 });

  it('answers are the same whenever the trees were grown', () => {
    check(fc.property(fc.oneof(interleaved, wide), atHead, kept, growth, ({ lives, turns }, asked, each, steps) => {
      const events = tell(lives, turns);
      const timeline = timelineOf(events, events, each, (grown) => {
        const next = steps.next().value as number;
        if (next > 0) grown.growReports(next);
      });
      expectAgreement(timeline, events, asked.map((known) => ({ at: FAR, known, ledger: Infinity })));
    }), 100);
  });

  it('what was asked before an event stays as it was', () => {
    check(fc.property(fc.oneof(interleaved, wide), instant, kept, ({ lives, turns }, known, each) => {
      const events = tell(lives, turns);
      const earlier: { evidence: Evidence; size: number }[] = [];
      timelineOf(events, events, each, (timeline) => earlier.push({ evidence: timeline.evidenceAt({ at: FAR, known, ledger: Infinity }), size: earlier.length + 1 }));
      for (const { evidence, size } of earlier) {
        const view = viewAt(historyOf('talks', ZONE, events.slice(0, size)), { at: FAR, known, ledger: Infinity });
        expect(answersOf(evidence)).toEqual(answersOf(naiveEvidence(view)));
      }
    }), 60);
  });
});

describe('a redaction', () => {
  const redacted = fc.tuple(interleaved, fc.nat(99), fc.nat(99)).map(([{ lives, turns }, first, second]): Told => {
    const life = first % lives.length;
    const event = second % (lives[life] as Life).steps.length;
    return { lives: lives.with(life, redacting(lives[life] as Life, event, event + 1)), turns: [...turns, life] };
  });

  it('takes what it removed out of the answers at every ledger size', () => {
    check(fc.property(redacted, moments, kept, ({ lives, turns }, asked, each) => {
      const { written, left } = tellTwice(lives, turns);
      expectAgreement(timelineOf(written, left, each), left, asked);
    }), 100);
  });

  it('is refused by a timeline that holds the body, and taken by one that never did', () => {
    const told = story(ZONE).record('batch', 'notices.issued', { round: 'may', count: '5' }, { happened: '2011-05-10' });
    const written = [...told.events()];
    const left = told.redact('batch', 0).events();
    const timeline = createTimeline(ZONE, 'talks');
    expect([...written, left[1] as LedgerEvent].map((event) => timeline.append(event))).toEqual([true, false]);
    expect(left.map((event) => timelineOf([], [], plainly).append(event))).toEqual([true, true]);
    expect(timelineOf(left, left, plainly).evidenceAt({ at: FAR, known: Infinity, ledger: 1 }).redacted).toEqual(['batch']);
  });
});

it('what took the deal to its status is found however long ago that began', () => {
  const move = fc.constantFrom('talks-opened', 'talks-resumed', 'talks-opened', 'talks-resumed', 'talks-resumed', 'talks-broken-off', 'a call', 'a call about something else');
  const day = fc.integer({ min: 10, max: 30 });
  check(fc.property(fc.array(fc.tuple(move, day), { minLength: 7, maxLength: 20 }), fc.array(day, { minLength: 1, maxLength: 4 }), kept, (moves, days, each) => {
    const told = story(ZONE);
    moves.forEach(([kind, on], index) => {
      const happened = { happened: `2011-05-${on}` };
      if (kind === 'a call') told.record(`call-${index}`, 'ballot.called', { ballot: 'one' }, happened);
      else if (kind === 'a call about something else') told.record(`call-${index}`, 'ballot.called', { ballot: 'two', matter: 'other' }, happened);
      else told.record(`move-${index}`, 'milestone.reached', { kind }, happened);
    });
    const events = told.events();
    expectAgreement(timelineOf(events, events, each), events, days.map((at) => ({ at: Date.UTC(2011, 4, at + 1, 12), known: Infinity, ledger: Infinity })));
  }), 60);
});

it('a long history has trees of many leaves, which answer as the fold does', () => {
  const events = [...sealedPages(realisticSteps({ negotiation: 'talks', events: 600, seed: 20_110_713, late: 0.5, revised: 0.2, retracted: 0.1, days: 60, agencies: 3 }))]
    .flat()
    .map(({ head, body }) => ({ head: JSON.parse(head), body: body === null ? null : JSON.parse(body) }) as LedgerEvent);
  const timeline = createTimeline('America/New_York', 'talks', { stride: 8 });
  const days = [3, 20, 41, 60].map((day) => Date.UTC(2001, 0, day, 5));
  for (const event of events) {
    timeline.append(event);
    if (event.head.seq % 200 === 199) timeline.growReports(Infinity);
  }
  expectAgreement(timeline, events, days.flatMap((at) => [{ at, known: Infinity, ledger: 250 }, { at, known: Infinity, ledger: Infinity }, { at: FAR, known: at, ledger: Infinity }]));
});
