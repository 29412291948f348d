import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant, interleaved, tell, ZONE } from '../../../../test/support/histories.js';
import { check } from '../../../../test/support/property.js';
import { naiveTeller, timelineOf, valuesAt } from '../../../../test/support/naive-story.js';
import { type Story, story } from '../../../../test/support/story.js';
import { historyOf, viewAt } from '../fold.js';
import type { History, Moment, View } from '../history.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { difference, type Standpoint } from './diff.js';
import { explain, explainable } from './explain.js';
import { replay, type ReplayClock, type ReplayStep } from './replay.js';
import type { TimelineFilter } from './timeline.js';
import type { Basis } from './types.js';

const on = (day: string) => resolveInstant(day, ZONE).instant;
const END = on('2011-12-31');
const basis: Basis = { at: { asked: '', instant: '', zone: ZONE }, known: { asked: '', instant: '', zone: ZONE }, ledger: { size: 0, root: '' }, conventions: [] };
const momentOf = (moment: Partial<Moment>): Moment => ({ at: END, known: END, ledger: 1e6, ...moment });
const from = (history: History, moment: Partial<Moment> = {}): Standpoint & { view: View } => {
  const view = viewAt(history, momentOf(moment));
  return { view, evidence: naiveEvidence(view), basis };
};
const between = (history: History, before: Partial<Moment>, after: Partial<Moment>) => difference(naiveTeller(history), from(history, before), from(history, after));

const issued = (count: number, reported: string) => [{ happened: '2011-07-12', reported, data: { round: 'july', count } }];
/** A batch of July 12 of which a paper wrote on July 13. */
const batch = () => story().claims('batch', 'notices.issued', issued(328, '2011-07-13'));

function causes(told: Story, before: Partial<Moment>, after: Partial<Moment>) {
  const { facts, values } = between(told.history(), before, after);
  expect(values.flatMap(({ because }) => because).every(({ fact, cause }) => facts.some((change) => change.fact === fact && change.cause === cause))).toBe(true);
  return facts.map(({ fact, cause }) => `${fact} ${cause}`);
}
const atClock = (told: Story, a: string, b: string) => causes(told, { at: on(a) }, { at: on(b) });
const knownClock = (told: Story, a: string, b: string) => causes(told, { known: on(a) }, { known: on(b) });
const ledgerClock = (told: Story, a: number, b: number) => causes(told, { ledger: a }, { ledger: b });

describe('a difference', () => {
  it('of a moment with itself is none', () => {
    check(fc.property(interleaved, instant, instant, ({ lives, turns }, at, known) => {
      const here = { at, known };
      expect(between(historyOf('talks', ZONE, tell(lives, turns)), here, here)).toMatchObject({ values: [], facts: [], words: ['no fact is seen otherwise'] });
    }), 60);
  });

  it('on the happened clock is what happened, or may have', () => {
    const told = batch().record('maybe', 'milestone.reached', { kind: 'talks-opened' }, { happened: '[2011-07-12..2011-07-20]' });
    expect(atClock(told, '2011-07-11', '2011-07-13')).toEqual(['batch happened', 'maybe may have happened']);
    expect(atClock(told, '2011-07-13', '2011-07-20')).toEqual(['maybe happened']);
    expect(atClock(told, '2011-07-20', '2011-07-21')).toEqual([]);
  });

  it('on the reported clock is what became known, was revised, withdrawn, and stood by again', () => {
    const told = batch().revise('batch', issued(330, '2011-07-15'), '2011-07-15').retract('batch', '2011-07-17').reinstate('batch', { reported: '2011-07-19' });
    expect(['13', '15', '17', '19'].map((day) => knownClock(told, `2011-07-${Number(day) - 1}`, `2011-07-${day}`))).toEqual([['batch became known'], ['batch revised'], ['batch retracted'], ['batch reinstated']]);
    const ranked = story().claims('batch', 'notices.issued', [...issued(1, '2011-07-13'), { ...issued(2, '2011-07-14')[0]!, rank: 'preferred' }]);
    expect(knownClock(ranked, '2011-07-13', '2011-07-14')).toEqual(['batch revised']);
  });

  it('on the recorded clock is what was done to the record', () => {
    const told = batch().revise('batch', issued(330, '2011-07-15')).mend('batch', [...issued(331, '2011-07-15'), ...issued(332, '2011-07-15')]).retract('batch').reinstate('batch').record('other', 'deadline.met', { key: 'k' }, { happened: '2011' }).redact('other', 5);
    expect([0, 1, 2, 3, 4, 5, 6].map((size) => ledgerClock(told, size, size + 1))).toEqual([['batch recorded'], ['batch revised'], ['batch mended'], ['batch retracted'], ['batch reinstated'], [], []]);
    expect(ledgerClock(batch().mend('batch', issued(1, '2012-07-13')), 1, 2)).toEqual(['batch mended']);
    expect(ledgerClock(told, 0, 5)).toEqual(['batch recorded']);
    expect(ledgerClock(batch().revise('batch', issued(330, '2011-07-15')).redact('batch', 0), 2, 3)).toEqual(['batch redacted']);
  });

  it('backwards has the causes of the way forward', () => {
    expect([knownClock(batch(), '2011-07-13', '2011-07-12'), ledgerClock(batch(), 1, 0), atClock(batch(), '2011-07-13', '2011-07-11')]).toEqual([['batch became known'], ['batch recorded'], ['batch happened']]);
  });

  it('says each value in words, with the facts that changed it', () => {
    const told = story().record('open', 'milestone.reached', { kind: 'talks-opened' }, { happened: '2011-07-01' }).record('off', 'milestone.reached', { kind: 'talks-broken-off' }, { happened: '2011-07-02' });
    const { values, words } = between(told.history(), { at: on('2011-07-01') }, { at: on('2011-07-02') });
    expect(values).toMatchObject([{ path: 'deal.status', from: { value: 'talking' }, to: { value: 'stalled' }, words: 'deal status: talking → stalled', because: [{ fact: 'off', cause: 'happened' }] }]);
    expect(words).toEqual(['deal status: talking → stalled', '1 fact is seen otherwise: 1 happened']);
  });
});

describe('a replay', () => {
  const steps = (history: History, clock: ReplayClock, to: number, moment: Partial<Moment> = {}, start: number | null = null): ReplayStep[] =>
    [...replay(naiveTeller(history), { clock, moment: momentOf(moment), from: start, to })];

  /** Every value is at the end what the last step that changed it left, else what it was at the start. */
  const expectComposed = (start: { view: View }, played: ReplayStep[], end: { view: View }) => {
    const values = new Map([...valuesAt(start.view, basis)].map(([path, { value }]): [string, unknown] => [path, value]));
    for (const { path, to } of played.flatMap(({ changed }) => changed)) {
      if (to === null) values.delete(path);
      else values.set(path, to.value);
    }
    const byPath = (all: Iterable<[string, unknown]>) => [...all].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(byPath(values)).toEqual(byPath([...valuesAt(end.view, basis)].map(([path, { value }]) => [path, value])));
  };

  it('has a step for each fact that has happened, and leads to the state at the end', () => {
    const start = on('2011-06-01');
    check(fc.property(interleaved, instant, ({ lives, turns }, to) => {
      const history = historyOf('talks', ZONE, tell(lives, turns));
      const end = from(history, { at: to });
      const played = steps(history, 'happened', to, { at: to }, start);
      expect(played.map(({ fact }) => fact?.fact)).toEqual(end.view.certain.map(({ id }) => id));
      if (played.length > 0) expectComposed(from(history, { at: start }), played, end);
    }), 60);
  });

  it('has a step for each event, and leads to the newest state', () => {
    check(fc.property(interleaved, instant, ({ lives, turns }, known) => {
      const events = tell(lives, turns);
      const history = historyOf('talks', ZONE, events);
      const played = steps(history, 'recorded', events.length, { known });
      expect(played.map(({ seq, op, instant: when }) => [seq, op, when])).toEqual(events.map(({ head }) => [head.seq, head.op, head.recordedAt]));
      expectComposed(from(history, { known, ledger: 0 }), played, from(history, { known }));
    }), 60);
  });

  it('has a step for each time that a fact came to be seen otherwise, and leads to what is known at the end', () => {
    check(fc.property(interleaved, instant, ({ lives, turns }, known) => {
      const history = historyOf('talks', ZONE, tell(lives, turns));
      expectComposed(from(history, { known: -Infinity }), steps(history, 'reported', known, { known }), from(history, { known }));
    }), 60);
    const told = batch().revise('batch', issued(330, '2011-07-15')).retract('batch', '2011-07-17').claims('also', 'notices.issued', issued(1, '2011-07-15'));
    expect(steps(told.history(), 'reported', END).map(({ step, fact, instant: when }) => [step, fact?.fact, when])).toEqual([
      [1, 'batch', '2011-07-14T04:00:00Z'], [2, 'batch', '2011-07-16T04:00:00Z'], [3, 'also', '2011-07-16T04:00:00Z'], [4, 'batch', '2011-07-18T04:00:00Z'],
    ]);
  });

  it('plays the facts of one day in their order, and goes on to the end', () => {
    const told = story().record('set', 'deadline.set', { key: 'offer', due: '2011-07-15' }, { happened: '2011-07-12', order: 2 }).record('first', 'milestone.reached', { kind: 'talks-opened' }, { happened: '2011-07-12', order: 1 });
    const played = steps(told.history(), 'happened', on('2011-07-20'));
    expect(played.map(({ fact, changed }) => [fact?.fact, changed.map(({ path }) => path).filter((path) => path !== 'deal.possible')])).toEqual([['first', ['deal.status', 'deadlines.offer']], ['set', ['deadlines.offer']]]);
    expect(played.map(({ changed }) => changed.find(({ path }) => path === 'deadlines.offer')?.to?.words)).toEqual(['may have been set', 'passed 5 days ago, outcome not reported, due July 15, 2011']);
  });
});

describe('a replay in which no fact lies', () => {
  const told = () => story().record('set', 'deadline.set', { key: 'offer', due: '2011-07-15' }, { happened: '2011-07-12' });
  const steps = (start: string, to: string) => [...replay(naiveTeller(told().history()), { clock: 'happened', moment: momentOf({}), from: on(start), to: on(to) })];

  it('tells what time alone changed', () => {
    expect(steps('2011-07-13', '2011-07-20')).toMatchObject([{ step: 1, instant: '2011-07-21T04:00:00Z', fact: null, changed: [{ path: 'deadlines.offer', to: { value: { status: 'passed' } }, because: [], becauseCount: 0 }] }]);
  });
  it('is empty where that is nothing', () => {
    expect(steps('2011-07-16', '2011-07-20')).toEqual([]);
  });
});

describe('an explanation', () => {
  it('is there for every value, each path once, with the facts behind it', () => {
    const told = batch().record('strike', 'notices.issued', { notice: 'strike', round: 'july', count: 2 }, { happened: '2011-07-12' })
      .record('figure', 'figure.given', { measure: 'savings', value: '$1 million' }, { happened: '2011' }).record('of-package', 'figure.given', { measure: 'savings', value: '$2 million', package: 'p' }, { happened: '2011' })
      .record('t1', 'term.offered', { package: 'p', term: 'wages', text: 'frozen' }, { happened: '2011' }).record('t2', 'term.offered', { package: 'p', term: 'wages', text: 'for two years' }, { happened: '2011' });
    const { evidence } = from(told.history());
    const paths = explainable(evidence);
    expect(new Set(paths).size).toBe(paths.length);
    expect(explain(evidence, basis, 'notices.rounds.strike.july.issued')).toMatchObject({ words: '2', factCount: 1, facts: [{ fact: 'strike' }] });
    expect(explain(evidence, basis, 'figures.savings.p')).toMatchObject({ words: '$2 million', facts: [{ fact: 'of-package' }] });
    expect(explain(evidence, basis, 'terms.p.wages')?.facts.map(({ fact }) => fact)).toEqual(['t1', 't2']);
    expect(explain(evidence, basis, 'notices.rounds.july.issued.itemised.certain')).toMatchObject({ path: 'notices.rounds.july.issued', arithmetic: ['certain [328, 328] 328 (batch)', 'certain [328, 328], possible [328, 328]'] });
    expect([explain(evidence, basis, 'notices.rounds.august.issued'), explain(evidence, basis, 'deal')]).toEqual([undefined, undefined]);
    expect([explainable(evidence, 'terms.q'), explainable(evidence, 'mood')]).toEqual([['terms.p.wages'], paths]);
  });

  it('lists the facts of many in pages, and counts them', () => {
    const told = story();
    for (let day = 1; day <= 25; day += 1) told.record(`batch-${day}`, 'notices.issued', { round: 'july', count: 1 }, { happened: `2011-07-${String(day).padStart(2, '0')}` });
    const { evidence } = from(told.history());
    const first = explain(evidence, basis, 'notices.all.issued');
    expect(first).toMatchObject({ factCount: 25, words: '25' });
    expect(first?.facts.map(({ fact }) => fact)).toEqual(Array.from({ length: 20 }, (_, index) => `batch-${index + 1}`));
    expect(first?.arithmetic.slice(-2)).toEqual(['… and 5 more', 'certain [25, 25], possible [25, 25]']);
    expect(explain(evidence, basis, 'notices.all.issued', { start: 20, limit: 20 })?.facts.map(({ fact }) => fact)).toEqual(['batch-21', 'batch-22', 'batch-23', 'batch-24', 'batch-25']);
  });
});

describe('the timeline', () => {
  const told = () => story()
    .record('talks.unions', 'party.joined', { name: 'The Unions', side: 'employees' })
    .record('talks.lee', 'person.named', { name: 'Pat Lee', party: 'talks.unions' })
    .record('late', 'statement.made', { speaker: 'Pat Lee', person: 'talks.lee', gist: 'No "deal" yet' }, { happened: '2011-07-13', reported: '2011-07-13' })
    .record('early', 'milestone.reached', { kind: 'other', what: 'a talk' }, { happened: '2011-07-01', reported: '2011-07-20', attributedTo: 'the unions' })
    .record('error', 'deadline.met', { key: 'k' }, { happened: '2011-07-05' }).retract('error')
    .record('maybe', 'deadline.set', { key: 'k' }, { happened: '[2011-07-10..]', reported: '2011-07-10' })
    .mend('late', [{ happened: '2011-07-13', reported: '2011-07-13', data: { speaker: 'Pat Lee', gist: 'No deal yet' } }]);
  const ids = (filter: TimelineFilter, moment: Partial<Moment> = {}) => timelineOf(from(told().history(), moment).view, filter).map(({ fact }) => fact).filter((fact) => !fact.startsWith('talks.'));

  it('runs on the clock asked for', () => {
    expect([ids({}), ids({ order: 'reported' }), ids({ order: 'recorded' })]).toEqual([['early', 'late', 'maybe'], ['maybe', 'late', 'early'], ['late', 'early', 'maybe']]);
    expect(ids({}, { at: on('2011-07-09') })).toEqual(['early']);
  });

  it('is cut at both ends, on that clock', () => {
    expect([ids({ from: on('2011-07-01') }), ids({ to: on('2011-07-01') }), ids({ from: on('2011-07-12'), to: on('2011-07-13') })]).toEqual([['late', 'maybe'], ['early'], ['late', 'maybe']]);
    expect([ids({ order: 'reported', from: on('2011-07-13') }), ids({ order: 'reported', to: on('2011-07-13') })]).toEqual([['early'], ['maybe', 'late']]);
    const third = resolveInstant('2012-01-01T00:00:03Z', ZONE).instant;
    expect([ids({ order: 'recorded', from: third }), ids({ order: 'recorded', to: third })]).toEqual([['early', 'maybe'], ['late', 'early']]);
  });

  it('is filtered by type, person, party and words', () => {
    expect([ids({ type: 'statement.made' }), ids({ person: 'lee' }), ids({ person: 'pat LEE' }), ids({ party: 'unions' }), ids({ party: 'the unions' }), ids({ person: 'nobody' })]).toEqual([['late'], ['late'], ['late'], ['early', 'late'], ['early', 'late'], []]);
    expect([ids({ q: 'deal yet' }), ids({ q: 'YET no' }), ids({ q: 'UNIONS' }), ids({ q: 'gist' }), ids({ q: 'deal budget' })]).toEqual([['late'], ['late'], ['early'], [], []]);
  });

  it('shows what was withdrawn, and what was done, where that is asked for', () => {
    expect([ids({ retracted: true }), ids({ retracted: true, type: 'deadline.met' }), ids({ retracted: true, type: 'statement.made' }), ids({ retracted: true }, { ledger: 5 })]).toEqual([['early', 'late', 'maybe', 'error'], ['error'], ['late'], ['early', 'error', 'late']]);
    expect([ids({ retracted: true, from: on('2011-07-05') }), ids({ retracted: true, to: on('2011-07-04') }), ids({ retracted: true, q: 'k', order: 'reported' }), ids({ retracted: true, person: 'lee' })]).toEqual([['late', 'maybe'], ['early'], ['maybe', 'early', 'error'], ['late']]);
    const entries = timelineOf(from(told().history()).view, { retracted: true, history: true });
    expect(entries.find(({ fact }) => fact === 'late')).toMatchObject({ recorded: { seq: 2, by: 'test' }, mended: true, revision: 2, history: [{ seq: 2, op: 'record' }, { seq: 7, op: 'mend', mends: 2 }] });
    expect(entries.find(({ fact }) => fact === 'error')).toMatchObject({ retracted: true, history: [{ op: 'record' }, { op: 'retract', claims: [] }] });
    expect(timelineOf(from(batch().retract('batch', '2011-07-17').history(), { known: on('2011-07-16') }).view, { retracted: true })).toMatchObject([{ fact: 'batch', at: 'certain' }]);
  });
});
