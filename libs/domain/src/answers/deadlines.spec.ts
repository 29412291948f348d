import { describe, expect, it } from '@jest/globals';
import { type Story, story } from '../../../../test/support/story.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { resolveInstant } from '../time/moment.js';
import { coverage } from './coverage.js';
import { deadlines } from './deadlines.js';
import { separations } from './separations.js';

const ZONE = 'America/New_York';
const view = (told: Story, day: string, known?: string) =>
  naiveEvidence(viewAt(told.history(), { at: resolveInstant(day, ZONE).instant, known: known === undefined ? Infinity : resolveInstant(known, ZONE).instant, ledger: Infinity }));
const at = (told: Story, day: string) => deadlines(view(told, day));
const readings = (told: Story, ...days: string[]) => days.map((day) => at(told, day)[0]?.reading);
const set = (due?: string, happened = '2011-07-13', key = 'meeting') =>
  story().record('set', 'deadline.set', { key, ...(due === undefined ? {} : { due }) }, { happened });

describe('deadlines', () => {
  it('count the days left in local days, and are passed when their day has ended', () => {
    const told = set('2011-07-18');
    expect(at(told, '2011-07-13')).toMatchObject([{ key: 'meeting', what: 'meeting', status: 'open', daysLeft: 5, reading: '5 days left', due: { edtf: '2011-07-18' }, facts: ['set'] }]);
    expect(readings(told, '2011-07-17', '2011-07-18T23:58', '2011-07-18', '2011-07-19')).toEqual(['1 day left', '0 days left', 'passed, outcome not reported', 'passed 1 day ago, outcome not reported']);
    expect(at(told, '2011-07-18')[0]).toMatchObject({ status: 'passed', daysLeft: null });
    expect(at(told, '2011-07-12')).toEqual([]);
  });

  it('count days, not hours, where the clocks change', () => {
    expect(at(set('2011-11-07', '2011-11-01'), '2011-11-05')[0]?.daysLeft).toBe(2);
    expect(at(set('2011-03-14', '2011-03-01'), '2011-03-12')[0]?.daysLeft).toBe(2);
  });

  it('say a range where the day is open, and no number where no date was named', () => {
    const told = set('[2011-07-14..2011-07-17]');
    expect(at(told, '2011-07-13')[0]).toMatchObject({ daysLeft: null, daysLeftRange: [1, 4], reading: 'between 1 and 4 days left' });
    expect(at(told, '2011-07-15')[0]?.reading).toBe('between 0 and 2 days left');
    expect(at(set(), '2012-07-13')[0]).toMatchObject({ status: 'open', due: null, daysLeft: null, reading: 'open, no date named' });
    expect(at(set('[2011-07-14..]'), '2012-07-13')[0]).toMatchObject({ status: 'open', daysLeft: null, reading: 'open' });
  });

  it('keep the history of their moves', () => {
    const told = set('2011-07-18').record('moved', 'deadline.moved', { key: 'meeting', due: '2011-07-25', by: 'the unions', note: 'rain' }, { happened: '2011-07-16' }).record('met', 'deadline.met', { key: 'meeting' }, { happened: '2011-07-25' });
    expect([at(told, '2011-07-15'), at(told, '2011-07-20'), at(told, '2011-07-25')].map(([deadline]) => [deadline?.status, deadline?.due?.edtf])).toEqual([['open', '2011-07-18'], ['open', '2011-07-25'], ['met', '2011-07-25']]);
    expect(at(told, '2011-07-25')[0]?.history).toMatchObject([
      { fact: 'set', type: 'deadline.set', due: { edtf: '2011-07-18' }, certain: true }, { fact: 'moved', due: { edtf: '2011-07-25' }, note: 'the unions; rain' }, { fact: 'met', due: null },
    ]);
    expect(at(set('2011-07-18').record('moved', 'deadline.moved', { key: 'meeting' }, { happened: '2011-07-16' }), '2011-07-20')[0]).toMatchObject({ status: 'open', due: null });
  });

  it.each(['missed', 'withdrawn', 'met'] as const)('are %s when somebody says so', (end) => {
    expect(at(set('2011-07-18').record('end', `deadline.${end}`, { key: 'meeting' }, { happened: '2011-07-14' }), '2011-07-20')[0]).toMatchObject({ status: end, reading: end, daysLeft: null, due: { edtf: '2011-07-18' } });
  });

  it('were set before they were met, unless that certainly came first', () => {
    const told = (met: string) => set('2011-07-18', '[2011-07-10..2011-07-14]').record('met', 'deadline.met', { key: 'meeting' }, { happened: met });
    expect(at(told('2011-07-12'), '2011-07-15')[0]?.status).toBe('met');
    expect(at(told('2011-07-09'), '2011-07-15')[0]?.status).toBe('open');
  });

  it('may have been set', () => {
    expect(at(set('2011-07-18', '[2011-07-10..2011-07-14]'), '2011-07-12')).toMatchObject([{ status: null, due: null, reading: 'may have been set', history: [{ certain: false }] }]);
  });

  it('are listed with the open ones first, then by their dates; no date comes last', () => {
    const told = ['late', 'none', 'soon', 'gone', 'over'].reduce((so, key, index) => so.record(key, 'deadline.set', { key, ...[{ due: '2011-08-01' }, {}, { due: '2011-07-20' }, { due: '2011-07-01' }, { due: '2011-07-02' }][index] }, { happened: '2011-06-01' }), story())
      .record('over-met', 'deadline.met', { key: 'over' }, { happened: '2011-07-02' }).record('maybe', 'deadline.set', { key: 'maybe' }, { happened: '[2011-06-01..]' });
    expect(at(told, '2011-07-13').map(({ key }) => key)).toEqual(['soon', 'late', 'none', 'gone', 'over', 'maybe']);
  });

  it('are called by the words of the fact that set them', () => {
    const told = set().record('moved', 'deadline.moved', { key: 'meeting', what: 'moved again' }, { happened: '2011-07-14' });
    expect(at(told, '2011-07-14')[0]?.what).toBe('moved again');
    expect(at(story().record('s', 'deadline.set', { key: 'meeting', what: 'union leaders meet' }, { happened: '2011-07-13' }).record('m', 'deadline.moved', { key: 'meeting', what: 'moved' }, { happened: '2011-07-12' }), '2011-07-14')[0]?.what).toBe('union leaders meet');
  });
});

describe('separations', () => {
  const groups = () => story()
    .record('two', 'group.identified', { name: 'Two weeks', noticePeriod: 'P2W' }).record('month', 'group.identified', { name: 'A month', noticePeriod: 'P1M' }).record('none', 'group.identified', { name: 'Not said' });
  const batch = (data: object, happened = '2011-07-12') => groups().record('batch', 'notices.issued', { count: 328, ...data }, { happened });
  const first = (told: Story, day = '2011-07-31') => separations(view(told, day))[0];

  it('follow from the day of the batch and the period of its group', () => {
    expect(first(batch({ group: 'two' }))).toMatchObject({ batch: 'batch', earliest: { edtf: '2011-07-26' }, latest: { edtf: '2011-07-26' }, periods: ['P2W'], groupKnown: true, reading: 'may have begun 2011-07-26', facts: ['batch', 'two'] });
    expect(first(batch({ group: 'two' }), '2011-07-25')?.reading).toBe('not before 2011-07-26');
  });

  it('are a range where the group is not known, or says no period', () => {
    const range = { earliest: { edtf: '2011-07-26' }, latest: { edtf: '2011-08-12' }, periods: ['P2W', 'P1M'], groupKnown: false, reading: 'may have begun 2011-07-26; by the longest notice period 2011-08-12' };
    expect([first(batch({})), first(batch({ group: 'none' }))]).toMatchObject([range, range]);
  });

  it('are a range where the day of the batch is open', () => {
    expect(first(batch({ group: 'two' }, '[2011-07-12..2011-07-14]'))).toMatchObject({ earliest: { edtf: '2011-07-26' }, latest: { edtf: '2011-07-28' }, reading: 'may have begun 2011-07-26; at the latest 2011-07-28' });
    expect([first(batch({}, '[..2011-07-12]')), first(batch({}), '2011-07-11'), first(batch({ notice: 'strike' }))]).toEqual([undefined, undefined, undefined]);
    expect(first(story().record('batch', 'notices.issued', { count: 1 }, { happened: '2011-07-12' }))).toBeUndefined();
  });

  it('come a day later where the calendar of the zone leaves out that day', () => {
    const samoa = story('Pacific/Apia').record('two', 'group.identified', { name: 'Two weeks', noticePeriod: 'P2W' }).record('batch', 'notices.issued', { count: 3 }, { happened: '2011-12-16' });
    expect(first(samoa, '2011-12-17')).toMatchObject({ earliest: { edtf: '2011-12-31' }, latest: { edtf: '2011-12-31' } });
  });

  it('are not reckoned in years whose days have no date that could be written', () => {
    expect(['-0044-03-15', 'Y20000'].map((happened) => first(batch({}, happened), 'Y30000'))).toEqual([undefined, undefined]);
    expect(() => batch({}).record('long', 'group.identified', { name: 'Millennia', noticePeriod: 'P9000Y' })).toThrow('a notice period is');
  });
});

describe('coverage', () => {
  const papers = () => story()
    .record('S1', 'source.registered', { published: '2011-05-05', publisher: 'Gazette' }, { reported: '2011-05-05' })
    .record('S2', 'source.registered', { published: '2011-05-10' }, { reported: '2011-05-10' })
    .record('S3', 'source.registered', { published: '[2011-07-20,2011-07-27]' }, { reported: '[2011-07-20,2011-07-27]' });
  const covered = (day: string, possible: Parameters<typeof coverage>[1]['possible'] = [], known?: string) => coverage(view(papers(), day, known), { possible });

  it('says how old the newest source is, and what may have come of it since', () => {
    const because = { fact: 'x', type: 'x', happened: { edtf: '', earliest: null, latest: null }, what: '', sources: [] };
    expect(covered('2011-06-15', [{ status: 'tentative', because }, { status: 'rejected', because }])).toMatchObject({ lastSource: { source: 'S2', published: { edtf: '2011-05-10' } }, daysSince: 36, reading: 'last source May 10, 2011, 36 days before; by then possibly tentative or rejected' });
    expect([covered('2011-05-10').reading, covered('2011-05-11').reading]).toEqual(['last source May 10, 2011', 'last source May 10, 2011, 1 day before']);
    expect(covered('2011-05-05').lastSource).toMatchObject({ source: 'S1', publisher: 'Gazette' });
    expect(covered('2011-05-04')).toMatchObject({ lastSource: null, daysSince: null, reading: 'no source yet' });
  });

  it('names sources that may have been published, and facts that may have been public', () => {
    expect(covered('2011-07-21')).toMatchObject({ lastSource: { source: 'S2' }, maybePublished: ['S3'], maybeKnown: [] });
    expect(covered('2011-07-21', [], '2011-07-21').maybeKnown).toEqual([{ fact: 'S3', type: 'source.registered', reported: { earliest: '2011-07-20T04:00:00Z', latest: '2011-07-28T04:00:00Z' } }]);
    expect(covered('2011-07-27')).toMatchObject({ lastSource: { source: 'S3' }, daysSince: 0, maybePublished: [] });
  });
});
