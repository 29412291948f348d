import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareHappened, type Evidence, FACT_KINDS, type FactKind, type FactType, historyOf, type LedgerEvent, type Moment, naiveEvidence, story, STORY_ORDERS, type View, viewAt } from '#libs/domain';
import { interleaved, tell, ZONE } from '../../../test/support/histories.js';
import { moment } from '../../../test/support/moments.js';
import { check } from '../../../test/support/property.js';
import { story as telling } from '../../../test/support/story.js';
import { plainly, timelineOf } from '../../../test/support/timelines.js';
import { wide } from '../../../test/support/wide-histories.js';

const FAR: Moment = { at: Date.UTC(2030, 0), known: Infinity, ledger: Infinity };

function bothWays(events: readonly LedgerEvent[], point: Moment): { view: View; ways: Evidence[] } {
  const view = viewAt(historyOf('talks', ZONE, events), point);
  return { view, ways: [naiveEvidence(view), timelineOf(events, events, plainly).evidenceAt(point)] };
}

describe('a window of the story', () => {
  const order = fc.constantFrom(...STORY_ORDERS);
  const kind = fc.option(fc.constantFrom(...FACT_KINDS), { nil: undefined });

  it('holds its part of all that has happened, or may have, from either end, of every kind or of one', () => {
    check(fc.property(fc.oneof(interleaved, wide), moment, fc.nat({ max: 12 }), fc.integer({ min: 1, max: 6 }), order, kind, ({ lives, turns }, point, skip, limit, order, kind) => {
      const { view, ways } = bothWays(tell(lives, turns), point);
      const all = [...view.certain, ...view.possible].sort(compareHappened);
      if (order === 'newest') all.reverse();
      const plain = all.filter(({ type }) => kind === undefined || kindOf(type) === kind);
      const [naive, indexed] = ways.map((evidence) => story(evidence, { skip, limit, order, kind }));
      expect([naive?.total, naive?.items.map(({ fact }) => fact)]).toEqual([plain.length, plain.slice(skip, skip + limit).map(({ id }) => id)]);
      expect(Object.values(naive?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(all.length);
      expect(kind === undefined ? plain.length : naive?.counts[kind]).toBe(plain.length);
      expect(indexed).toEqual(naive);
    }), 150);
  });

  it('holds many facts of one day, and of no end, in their order', () => {
    const told = telling(ZONE);
    for (let number = 0; number < 150; number += 1) told.record(`fact-${String(number * 7 % 150).padStart(3, '0')}`, 'milestone.reached', { kind: 'other' }, { happened: number % 2 === 0 ? '2011-05-10' : '[2011-05-10..]' });
    const { view, ways } = bothWays(told.events(), FAR);
    const plain = [...view.certain, ...view.possible].sort(compareHappened).reverse().map(({ id }) => id);
    for (const evidence of ways) {
      const windows = [0, 40, 80, 120].map((skip) => story(evidence, { skip, limit: 40, order: 'newest' }).items.map(({ fact }) => fact));
      expect(windows.flat()).toEqual(plain);
    }
  });

  it('puts statements beside what they are about, with their side', () => {
    const events = telling(ZONE)
      .record('union', 'party.joined', { name: 'The union', side: 'employees' })
      .record('speaker', 'person.named', { name: 'Ann', party: 'union' })
      .record('paper', 'source.registered', { published: '2011-05-11' })
      .record('talks-end', 'milestone.reached', { kind: 'talks-broken-off' }, { happened: '2011-05-10', sources: [{ source: 'paper', locator: '¶2', wording: 'nobody would go on' }] })
      .record('word', 'statement.made', { speaker: 'Ann', person: 'speaker', gist: 'It is over.', about: ['talks-end', 'nothing'] }, { happened: '2011-05-11' })
      .events();
    for (const evidence of bothWays(events, FAR).ways) {
      const { items: [word, end], sources } = story(evidence, { skip: 0, limit: 9, order: 'newest' });
      expect(word).toMatchObject({ fact: 'word', statement: { speaker: 'Ann', side: 'employees', about: [{ fact: 'talks-end', what: 'talks broken off' }] }, said: [] });
      expect(end).toMatchObject({ fact: 'talks-end', saidCount: 1, said: [{ fact: 'word', side: 'employees' }], claims: [{ what: 'talks broken off', wordings: ['nobody would go on'] }] });
      expect(sources).toMatchObject([{ source: 'paper', after: false }]);
    }
  });

  it('is cut down to what rests on one source', () => {
    const cites = (source: string) => ({ happened: '2011-05-10', sources: [{ source }] });
    const events = telling(ZONE)
      .record('paper', 'source.registered', { published: '2011-05-11' })
      .record('one', 'milestone.reached', { kind: 'other' }, cites('paper'))
      .record('two', 'milestone.reached', { kind: 'other' }, cites('other'))
      .record('word', 'statement.made', { speaker: 'Ann', gist: 'So be it.' }, { ...cites('paper'), happened: '2011-05-11' })
      .record('later', 'milestone.reached', { kind: 'other' }, { ...cites('paper'), happened: '2031' })
      .events();
    for (const evidence of bothWays(events, FAR).ways) {
      const citing = { source: 'paper', facts: ['two', 'one', 'later', 'gone', 'paper', 'word'] };
      const told = story(evidence, { skip: 0, limit: 9, order: 'oldest', citing });
      expect([told.total, told.items.map(({ fact }) => fact), told.counts]).toEqual([2, ['one', 'word'], { milestones: 1, notices: 0, deadlines: 0, ballots: 0, figures: 0, statements: 1 }]);
      const words = story(evidence, { skip: 0, limit: 9, order: 'newest', kind: 'statements', citing });
      expect([words.total, words.items.map(({ fact }) => fact), words.counts]).toEqual([1, ['word'], told.counts]);
    }
  });
});

/** By the first part of a type's name, as the names were chosen. */
function kindOf(type: FactType): FactKind | undefined {
  const [part = ''] = type.split('.');
  return ({ milestone: 'milestones', term: 'figures', figure: 'figures', notices: 'notices', deadline: 'deadlines', rule: 'ballots', ballot: 'ballots', statement: 'statements' } as const)[part];
}
