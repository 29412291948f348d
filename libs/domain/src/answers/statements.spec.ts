import { describe, expect, it } from '@jest/globals';
import { story } from '../../../../test/support/story.js';
import { viewAt } from '../fold.js';
import { naiveEvidence } from '../naive-evidence.js';
import { finished } from '../slices.js';
import { resolveInstant } from '../time/moment.js';
import { groups, parties, people, tellingSources } from './people.js';
import { type StatementFilter, statements } from './statements.js';

const instant = (day: string) => resolveInstant(day, 'America/New_York').instant;

const told = story()
  .record('talks.S1', 'source.registered', { title: 'Later', published: '2011-05-10' })
  .record('talks.S0', 'source.registered', { title: 'Earlier', published: '2011-05-05' })
  .record('talks.state', 'party.joined', { name: 'The state', side: 'employer' })
  .record('talks.unions', 'party.joined', { name: 'The unions', side: 'employees', members: 15, memberUnit: 'unions' })
  .record('talks.dorman', 'person.named', { name: 'Larry Dorman', party: 'talks.unions' }, { sources: [{ source: 'talks.S0', locator: '¶10' }] })
  .record('talks.mayor', 'person.named', { name: 'Marcia LeClerc' })
  .record('talks.professors', 'group.identified', { name: 'Professors', party: 'talks.unions', noticePeriod: 'P1Y' })
  .record('Q1', 'statement.made', { speaker: 'Larry Dorman', person: 'talks.dorman', gist: 'Goes on talking', topics: ['talks'] }, { happened: '2011-05-05', sources: [{ source: 'talks.S0', locator: '¶11' }] })
  .record('Q2', 'statement.made', { speaker: 'A spokesman', for: 'talks.state', gist: 'No choice', topics: ['notices', 'talks'], about: ['N1'] }, { happened: '[2011-05-08..2011-05-12]' })
  .record('Q3', 'statement.made', { speaker: 'Larry Dorman', person: 'talks.dorman', for: 'talks.state', gist: 'Speaks for the others' }, { happened: '2011-05-09' })
  .record('Q4', 'statement.made', { speaker: 'Marcia LeClerc', person: 'talks.mayor', gist: 'Needs more taxes' }, { happened: '2011-05-10' });

const evidence = naiveEvidence(viewAt(told.history(), { at: instant('2011-05-10'), known: Infinity, ledger: Infinity }));
const ids = (filter?: StatementFilter) => statements(evidence, filter).map(({ fact }) => fact);

describe('statements', () => {
  it('stand in the order in which they were made, each with its side', () => {
    expect(statements(evidence).map(({ fact, side, certain }) => [fact, side, certain])).toEqual([
      ['Q1', 'employees', true],
      ['Q3', 'employer', true],
      ['Q4', undefined, true],
      ['Q2', 'employer', false],
    ]);
    expect(statements(evidence)[0]).toEqual({
      fact: 'Q1',
      happened: { edtf: '2011-05-05', earliest: '2011-05-05T04:00:00Z', latest: '2011-05-06T04:00:00Z' },
      certain: true,
      speaker: 'Larry Dorman',
      person: 'talks.dorman',
      side: 'employees',
      gist: 'Goes on talking',
      about: [],
      topics: ['talks'],
      sources: [{ source: 'talks.S0', locator: '¶11', short: 'S0 ¶11' }],
    });
  });

  it.each<[StatementFilter, string[]]>([
    [{ speaker: 'larry dorman' }, ['Q1', 'Q3']],
    [{ speaker: 'talks.dorman' }, ['Q1', 'Q3']],
    [{ speaker: 'dorman' }, []],
    [{ side: 'employer' }, ['Q3', 'Q2']],
    [{ topic: 'talks' }, ['Q1', 'Q2']],
    [{ topic: 'talks', side: 'employees' }, ['Q1']],
    [{ from: instant('2011-05-09') }, ['Q4', 'Q2']],
    [{ to: instant('2011-05-08') }, ['Q1', 'Q2']],
    [{ from: instant('2011-05-05'), to: instant('2011-05-07') }, []],
  ])('are found by %j', (filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });
});

describe('who takes part', () => {
  it('is listed with sides', () => {
    expect(parties(evidence)).toMatchObject([{ party: 'talks.state', key: 'state', side: 'employer' }, { party: 'talks.unions', members: { low: 15 }, memberUnit: 'unions' }]);
    expect(people(evidence).find(({ key }) => key === 'dorman')).toMatchObject({ person: 'talks.dorman', party: 'talks.unions', side: 'employees', sources: [{ short: 'S0 ¶10' }] });
    expect(people(evidence).find(({ key }) => key === 'mayor')).not.toHaveProperty('side');
    expect(groups(evidence)).toMatchObject([{ group: 'talks.professors', side: 'employees', noticePeriod: 'P1Y' }]);
  });

  it('is followed by the sources as they were published, with how often each is cited', () => {
    expect(finished(tellingSources(evidence))).toMatchObject([
      { source: 'talks.S0', key: 'S0', title: 'Earlier', published: { edtf: '2011-05-05' }, cited: 2 },
      { source: 'talks.S1', key: 'S1', title: 'Later', cited: 0 },
    ]);
  });
});
